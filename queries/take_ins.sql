-- The sheets taken in by workshops of a territory (no region: the whole country), latest first, and whether each was undone.
select events.number, events.happened_at, events.workshop, workshops.title, people.name as person,
    coalesce(events.after, '0')::integer as received, coalesce(events.before, '0')::integer as corrected,
    events.sentence as file,
    exists (from events as undone where undone.kind = 'undo_take_in' and undone.before = events.number::varchar) as undone
from events
join workshops on workshops.id = events.workshop
left join people on people.id = events.person
where events.kind = 'take_in' and covers($region, $department, workshops.region, workshops.department)
order by events.number desc
limit $most;
