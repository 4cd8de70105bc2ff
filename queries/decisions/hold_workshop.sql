-- Declare a workshop that a prefecture has held, before its sheet comes in.

select case
        when organiser.id is null then 'unknown_person'
        when not exists (from rights where action = 'hold_workshop' and role = organiser.role and phase = 'none')
            then 'action_not_allowed'
        when departments.code is null then 'unknown_department'
        when not covers(organiser.region, organiser.department, departments.region, departments.code)
            then 'workshop_outside_territory'
        when tidy($title) is null then 'title_missing'
        when tidy($prefecture) is null then 'prefecture_missing'
        when length($title) > 300 then 'title_too_long'
        when coalesce($held_on::date > in_paris($now)::date, true) then 'workshop_to_come'
        when greatest(length($prefecture), length($place), length($source), length($note)) > 2000 then 'facts_too_long'
        when $participants < 0 then 'participants_negative'
        when not list_has_all((select list(code) from themes), $themes::varchar[]) then 'unknown_theme'
        when exists (from workshops where department = $department and held_on = $held_on and plain(title) = plain(tidy($title)))
            then 'workshop_known'
    end as refusal,
    departments.name as department, organiser.role
from (select $department as code) as asked
left join departments on departments.code = asked.code
left join people as organiser on organiser.id = $by and organiser.active
where refusal is not null;

insert into workshops (id, department, region, prefecture, title, held_on, place, participants, source, note, fictional, last_event)
select (select coalesce(max(id), 0) + 1 from workshops), code, region, tidy($prefecture), tidy($title), $held_on,
    tidy($place), $participants, tidy($source), tidy($note), false, $event
from departments
where code = $department;

insert into workshop_themes
select workshops.id, theme
from workshops, (select distinct unnest($themes::varchar[]) as theme)
where workshops.last_event = $event;

insert into events (number, act, happened_at, person, kind, workshop, after)
select $event, $event, $now, $by, 'hold_workshop', id, title
from workshops
where last_event = $event;
