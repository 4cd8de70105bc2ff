-- One page of what a session has decided so far, latest decision first.
select proposals.id, proposals.reference, coalesce(edited_title, title) as title, proposals.theme, proposals.region,
    proposals.status, proposals.reason, proposals.last_event, proposals.status_since, people.name as person, events.sentence,
    count(*) over () as decided_in_all
from proposals
join statuses on statuses.code = proposals.status
-- The latest move, not the latest event: a later edit of the wording decides nothing.
left join events on events.number = (
    select max(number) from events as moves where moves.proposal = proposals.id and moves.kind = 'move')
left join people on people.id = events.person
where proposals.session = $session
order by proposals.status_since desc, proposals.id
limit $most offset $skipped;
