-- Call a session of a committee, at which proposals put forward will be examined.

select case
        when caller.id is null then 'unknown_person'
        when not exists (from rights where action = 'convene' and role = caller.role and phase = 'none') then 'action_not_allowed'
        when not exists (from session_kinds where code = $kind) then 'unknown_session_kind'
        when tidy($label) is null then 'title_missing'
        when length($label) > 300 then 'title_too_long'
        when exists (from sessions where kind = $kind and held_on = $held_on) then 'session_known'
    end as refusal,
    caller.role
from (select 1) as asked
left join people as caller on caller.id = $by and caller.active
where refusal is not null;

insert into sessions (id, kind, label, held_on, place, closed, fictional, last_event)
select (select coalesce(max(id), 0) + 1 from sessions), $kind, tidy($label), $held_on, tidy($place), false, false, $event;

insert into events (number, act, happened_at, person, kind, session, after)
select $event, $event, $now, $by, 'convene', id, label
from sessions
where last_event = $event;
