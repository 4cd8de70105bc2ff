-- What a session has decided so far, latest decision first.
select proposals.id, proposals.reference, coalesce(edited_title, title) as title, proposals.theme, proposals.region,
    proposals.status, proposals.reason, proposals.last_event, proposals.status_since, people.name as person, events.sentence
from proposals
join statuses on statuses.code = proposals.status
left join events on events.number = proposals.last_event
left join people on people.id = events.person
where proposals.session = $session
order by proposals.status_since desc, proposals.id;
