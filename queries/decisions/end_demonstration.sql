-- Take everything fictional out of the store, with whatever people did to it since, and say so in an event.
-- A fictional session that a real proposal went before is kept, for that decision was really taken; so is a fictional
-- measure that one was linked to.

select case
        when $by <> 'application' then 'action_not_allowed'
        when not (exists (from workshops where fictional) or exists (from proposals where fictional)
            or exists (from sessions where fictional)) then 'no_demonstration'
    end as refusal,
    people.role
from (select $by as id) as asked
left join people on people.id = asked.id
where refusal is not null;

delete from events
where proposal in (select id from proposals where fictional union all select id from taken_out where fictional)
   or workshop in (select id from workshops where fictional);
delete from follow_ups where proposal in (select id from proposals where fictional);
delete from evidence where proposal in (select id from proposals where fictional);
delete from proposals where fictional;
delete from taken_out where fictional;
delete from workshop_themes where workshop in (select id from workshops where fictional);
delete from workshops where fictional;

-- The calling of a session goes with it; any other event that names it is about a real proposal.
delete from sessions
where fictional and id not in (select session from events where session is not null and proposal is not null);
delete from events where session not in (select id from sessions);

delete from measures
where fictional and not exists (from events where kind = 'link_measure' and measures.code in (events.before, events.after));
delete from events where kind = 'add_measure' and after not in (select code from measures);

delete from people where fictional and id not in (select person from events);

insert into events (number, act, happened_at, person, kind, after)
values ($event, $event, $now, $by, 'end_demonstration', $told_again::date::varchar);
