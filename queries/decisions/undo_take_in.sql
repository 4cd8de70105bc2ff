-- Undo a sheet taken in: what it brought goes, what it corrected is as it was; refused once somebody has worked on it.

with
brought as (
    select proposal, max(number) as last, bool_or(kind = 'receive') as received
    from events
    where act = $take_in and proposal is not null
    group by proposal
),
since as (
    select proposals.reference, proposals.id as proposal
    from brought
    join proposals on proposals.id = brought.proposal
    where proposals.last_event > brought.last
    order by proposals.reference
)
select case
        when taker.id is null then 'unknown_person'
        when not exists (from rights where action = 'undo_take_in' and role = taker.role and phase = 'none')
            then 'action_not_allowed'
        when taken.number is null
            or exists (from events where kind = 'undo_take_in' and before = $take_in::varchar) then 'unknown_take_in'
        when not covers(taker.region, taker.department, workshops.region, workshops.department)
            then 'workshop_outside_territory'
        when exists (from since) then 'worked_on_since'
    end as refusal,
    taken.number, taken.workshop, taken.sentence as file, departments.name as department, taker.role,
    (select count(*) from since) as count, (select min(reference) from since) as reference,
    (select arg_min(proposal, reference) from since) as proposal
from (select $take_in::bigint as number) as asked
left join events as taken on taken.number = asked.number and taken.kind = 'take_in'
left join workshops on workshops.id = taken.workshop
left join departments on departments.code = workshops.department
left join people as taker on taker.id = $by and taker.active;

insert into events (number, act, happened_at, person, kind, workshop, before, after, sentence)
select $event, $event, $now, $by, 'undo_take_in', workshop, number::varchar,
    (select count(*) from events where act = $take_in and kind = 'receive')::varchar, sentence
from events
where number = $take_in;

insert into taken_out by name
select *, $event::bigint as undone
from proposals
where id in (select proposal from events where act = $take_in and kind = 'receive');

delete from proposals
where id in (select proposal from events where act = $take_in and kind = 'receive');

insert into events (number, act, happened_at, person, kind, proposal, workshop, before, after)
select $event + row_number() over (order by number), $event, $now, $by, kind, proposal, workshop, after, before
from events
where act = $take_in and kind in ('correct_title', 'correct_words', 'correct_body', 'correct_number', 'retheme');

update proposals
set title = coalesce(was.title, proposals.title),
    words = coalesce(was.words, proposals.words),
    theme = coalesce(was.theme, proposals.theme),
    body = coalesce(was.body, proposals.body),
    number = case when was.renumbered then was.number else proposals.number end,
    search = plain(concat_ws(' ', proposals.reference, coalesce(was.title, proposals.title),
        coalesce(was.words, proposals.words), edited_title, edited_words)),
    last_event = was.last
from (
    select proposal, max(after) filter (kind = 'correct_title') as title, max(after) filter (kind = 'correct_words') as words,
        max(after) filter (kind = 'retheme') as theme, max(after) filter (kind = 'correct_body') as body,
        max(after) filter (kind = 'correct_number') as number, bool_or(kind = 'correct_number') as renumbered,
        max(number) as last
    from events
    where act = $event and proposal is not null
    group by proposal
) as was
where proposals.id = was.proposal;
