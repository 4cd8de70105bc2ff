-- What happened to one proposal, oldest first.
select events.number, events.happened_at, people.name as person, people.position, events.kind,
    coalesce(proposals.edited_title, proposals.title) as title, proposals.reference,
    workshops.title as workshop, sessions.label as session, events.before, events.after, events.reason, events.sentence,
    1 as proposals, [proposals.reference] as concerned, null as filled,
    events.kind = 'move' and exists (
        from transitions where session = 'open' and from_status = events.before and to_status = events.after
    ) as decision
from events
left join people on people.id = events.person
left join proposals on proposals.id = events.proposal
left join workshops on workshops.id = events.workshop
left join sessions on sessions.id = events.session
where events.proposal = $proposal
order by events.number;
