-- Tell the story of a demonstration (tables `story_people`, `story_sessions`, `story_workshops`, `story_themes`,
-- `story_proposals`, `story_evidence`, `story_events`, `story_measures`, `story_follow_ups`, numbered from 1) after
-- whatever the store holds, and say so in an event.

-- Only the application tells one, and never two at once.
select case
        when $by <> 'application' then 'action_not_allowed'
        when exists (from proposals where fictional) then 'demonstration_there'
    end as refusal,
    people.role
from (select $by as id) as asked
left join people on people.id = asked.id
where refusal is not null;

-- What refers to others comes before them, so that every id is shifted by what the store held.
-- No number of a proposal serves twice, not even that of an import undone.
insert into proposals (
    id, reference, workshop, department, region, number, title, words, edited_title, edited_words, theme, body,
    status, status_since, session, reason, search, fictional, last_event
)
with
-- The references of a department and a year go on after those already given.
given as (
    select regexp_replace(reference, '\d+$', '') as prefix, max(try_cast(split_part(reference, '-', 4) as integer)) as most
    from (select reference from proposals union all select reference from taken_out)
    group by prefix
),
named as (
    select story.* exclude (reference), prefix || lpad(ordinal::varchar, greatest(3, length(ordinal::varchar))::integer, '0') as reference
    from (select *, regexp_replace(reference, '\d+$', '') as prefix from story_proposals) as story
    left join given using (prefix),
        lateral (select split_part(story.reference, '-', 4)::integer + coalesce(given.most, 0) as ordinal)
)
select
    id + (select greatest(coalesce(max(id), 0), (select coalesce(max(proposal), 0) from events)) from proposals), reference,
    workshop + (select coalesce(max(id), 0) from workshops),
    department, region, number, title, words, edited_title, edited_words, theme, body,
    status, least(status_since, $now), session + (select coalesce(max(id), 0) from sessions), reason,
    plain(concat_ws(' ', reference, title, words, edited_title, edited_words)), fictional, last_event + $event - 1
from named;

insert into follow_ups (proposal, measure, verdict, body, in_charge, next_date, note, last_event)
select proposal + (select max(id) from proposals) - (select max(id) from story_proposals), measure, verdict, body, in_charge,
    next_date, note, last_event + $event - 1
from story_follow_ups;

insert into measures (code, title, decided_on, instance, own, fictional, last_event)
select code, title, decided_on, instance, true, true, last_event + $event - 1
from story_measures
where code not in (select code from measures);

insert into events (number, act, happened_at, person, kind, proposal, workshop, session, before, after, reason, sentence)
select
    number + $event - 1, act + $event - 1, least(happened_at, $now), person, kind,
    proposal + (select max(id) from proposals) - (select max(id) from story_proposals),
    workshop + (select coalesce(max(id), 0) from workshops),
    session + (select coalesce(max(id), 0) from sessions),
    before, after, reason, sentence
from story_events;

insert into evidence (proposal, runs_where, runs_since, result, proof, cost, needed, ease, last_event)
select proposal + (select max(id) from proposals) - (select max(id) from story_proposals),
    runs_where, runs_since, result, proof, cost, needed, ease, last_event + $event - 1
from story_evidence;

insert into workshop_themes
select workshop + (select coalesce(max(id), 0) from workshops), theme
from story_themes;

insert into workshops (id, department, region, prefecture, title, held_on, place, participants, source, note, fictional, last_event)
select id + (select coalesce(max(id), 0) from workshops), department, region, prefecture, title, held_on, place,
    participants, source, note, fictional, last_event + $event - 1
from story_workshops;

insert into sessions (id, kind, label, held_on, place, closed, source, fictional, last_event)
select id + (select coalesce(max(id), 0) from sessions), kind, label, held_on, place, closed, source, fictional,
    last_event + $event - 1
from story_sessions;

insert into people (id, name, position, role, region, department, active, local, fictional, last_event)
select id, name, position, role, region, department, active, local, fictional, last_event
from story_people
where id not in (select id from people);

insert into events (number, act, happened_at, person, kind, after)
select max(number) + 1, max(number) + 1, $now, $by, 'demonstrate', $day::date::varchar
from events;
