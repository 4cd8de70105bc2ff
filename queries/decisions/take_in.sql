-- Take in the proposals of a workshop's sheet (`rows`: line, number, title, words, theme, body), all of them or none.
-- What the workshop already holds under the same title is left as it is: the same sheet twice changes nothing.

select case
        when taker.id is null then 'unknown_person'
        when not exists (from rights where action = 'take_in' and role = taker.role and phase = 'none')
            then 'action_not_allowed'
        when workshops.id is null then 'unknown_workshop'
        when not covers(taker.region, taker.department, workshops.region, workshops.department)
            then 'workshop_outside_territory'
        when exists (from rows where theme not in (select code from themes)) then 'unknown_theme'
        when exists (from rows where body not in (select code from bodies)) then 'unknown_body'
        when exists (from rows where tidy(title) is null) then 'title_missing'
        when exists (from rows where length(title) > 300) then 'title_too_long'
        when exists (from rows where length(words) > 20000) then 'words_too_long'
        when not exists (
            from rows
            where plain(tidy(rows.title)) not in (select plain(title) from proposals where workshop = $workshop)
        ) then 'nothing_new'
    end as refusal,
    departments.name as department, taker.role
from (select $workshop::bigint as id) as asked
left join workshops on workshops.id = asked.id
left join departments on departments.code = workshops.department
left join people as taker on taker.id = $by and taker.active
where refusal is not null;

insert into proposals (
    id, reference, workshop, department, region, number, title, words, theme, body, status, status_since, search,
    fictional, last_event
)
with
fresh as (
    select *, row_number() over (order by line) as rank
    from (
        from rows
        where plain(tidy(title)) not in (select plain(title) from proposals where workshop = $workshop)
        qualify row_number() over (partition by plain(tidy(title)) order by line) = 1
    )
),
place as (
    select workshops.*, regions.short || '-' || workshops.department || '-' || year(held_on) || '-' as prefix
    from workshops
    join regions on regions.code = workshops.region
    where workshops.id = $workshop
),
named as (
    select fresh.*, place.* exclude (id, title, source, note, fictional), place.fictional,
        prefix || lpad(ordinal::varchar, greatest(3, length(ordinal::varchar))::integer, '0') as reference
    from fresh, place,
        lateral (
            select rank + coalesce((
                select max(split_part(reference, '-', 4)::integer)
                from proposals
                where department = place.department and starts_with(reference, place.prefix)), 0) as ordinal
        )
)
select
    rank + (select coalesce(max(id), 0) from proposals), reference, $workshop, department, region, number,
    tidy(title), coalesce(tidy(words), ''), theme, body, 'received', $now,
    plain(concat_ws(' ', reference, tidy(title), tidy(words))), fictional, $event + rank
from named;

insert into events (number, act, happened_at, person, kind, workshop, after, sentence)
select $event, $event, $now, $by, 'take_in', $workshop, count(*)::varchar, tidy($file)
from proposals
where last_event > $event;

insert into events (number, act, happened_at, person, kind, proposal, workshop, after)
select last_event, $event, $now, $by, 'receive', id, workshop, status
from proposals
where last_event > $event;
