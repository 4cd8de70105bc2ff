-- What the sheets of some proposals say, in the order they are asked for; with the words of the decision in force, if any.
select proposals.*, workshops.title as workshop_title, workshops.held_on, workshops.prefecture, workshops.place,
    workshops.participants, decided.sentence as decided_sentence
from (select unnest($references::varchar[]) as reference, generate_subscripts($references::varchar[], 1) as place_asked) as asked
join proposals on proposals.reference = asked.reference
join workshops on workshops.id = proposals.workshop
-- The decision in force is the latest move: a later edit of the wording decides nothing.
left join events as decided on decided.number = (
    select max(number) from events as moves where moves.proposal = proposals.id and moves.kind = 'move')
order by asked.place_asked;
