-- What a workshop is told of each of its proposals, in the order of its sheet: where it stands, why, in which session.
select proposals.reference, proposals.number, proposals.title, proposals.words, proposals.edited_title, proposals.edited_words,
    proposals.status, proposals.status_since, proposals.session, proposals.reason, tidy(decided.sentence) as sentence
from proposals
-- The decision in force is the latest move: a later edit of the wording decides nothing.
left join events as decided on decided.number = (
    select max(number) from events as moves where moves.proposal = proposals.id and moves.kind = 'move')
where proposals.workshop = $workshop
order by proposals.id;
