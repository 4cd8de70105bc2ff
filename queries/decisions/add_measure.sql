-- Add a measure to those that a proposal may be linked to.

select case
        when adder.id is null then 'unknown_person'
        when not exists (from rights where action = 'add_measure' and role = adder.role and phase = 'none')
            then 'action_not_allowed'
        when tidy($title) is null then 'title_missing'
        when length($title) > 300 then 'title_too_long'
        when tidy($instance) is null then 'instance_missing'
        when $decided_on::date is null then 'date_missing'
        when greatest(length($instance), length($theme), length($source), length($link)) > 2000 then 'facts_too_long'
        -- A host, then whatever has neither space nor sign of code: nothing else than a page can be behind a click.
        when tidy($link) is not null and not regexp_full_match(tidy($link), 'https://[\pL\pN.-]+(:\d+)?([/?#][^\s\pC<>"`\\]*)?')
            then 'link_not_https'
        when exists (from measures where plain(title) = plain(tidy($title)) and decided_on = $decided_on::date) then 'measure_known'
    end as refusal,
    adder.role
from (select 1) as asked
left join people as adder on adder.id = $by and adder.active
where refusal is not null;

insert into measures (code, title, decided_on, instance, theme, source, link, own, fictional, last_event)
select 'own-' || (select coalesce(max(try_cast(split_part(code, '-', 2) as bigint)), 0) + 1 from measures where code like 'own-%'),
    tidy($title), $decided_on, tidy($instance), tidy($theme), tidy($source), tidy($link), true, false, $event;

insert into events (number, act, happened_at, person, kind, after)
select $event, $event, $now, $by, 'add_measure', code
from measures
where last_event = $event;
