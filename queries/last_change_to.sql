-- Who last changed a proposal, when, and what became of what.
select people.name as who, events.happened_at, events.kind, events.before as was, events.after as became
from proposals
join events on events.number = proposals.last_event
left join people on people.id = events.person
where proposals.id = $proposal;
