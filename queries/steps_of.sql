-- What happened to some proposals, oldest first, by the position of who did it: papers name nobody.
select events.proposal, events.happened_at, events.kind, events.before, events.after, events.reason, events.sentence,
    people.position
from events
join proposals on proposals.id = events.proposal
left join people on people.id = events.person
where list_contains($references::varchar[], proposals.reference)
order by events.number;
