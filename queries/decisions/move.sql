-- Move proposals to another status, all of them or none, each move an event.

-- Why not: a row for each proposal that may not move.
with
asked as (select distinct unnest($proposals::bigint[]) as id),
-- What each one is now, who asks, and what the rules say of this move for their role.
weighed as (
    select
        asked.id, proposals.reference, proposals.status, proposals.last_event,
        mover.id as mover, mover.role,
        covers(mover.region, mover.department, proposals.region, proposals.department) as covered,
        transitions.reason as reason_asked, transitions.session as session_asked,
        chosen.id as session, chosen.closed as session_closed, decided.closed as decision_closed
    from asked
    left join proposals on proposals.id = asked.id
    left join people as mover on mover.id = $by and mover.active
    left join transitions
        on transitions.from_status = proposals.status and transitions.to_status = $status and transitions.role = mover.role
    left join sessions as chosen on chosen.id = $session
    left join sessions as decided on decided.id = proposals.session
),
judged as (
    select *, case
        when mover is null then 'unknown_person'
        when reference is null then 'unknown_proposal'
        when not covered then 'outside_territory'
        when last_event > $seen then 'changed_meanwhile'
        when reason_asked is null then 'move_not_allowed'
        when session_asked = 'open' and $session is null then 'session_missing'
        when session_asked = 'open' and session is null then 'unknown_session'
        when session_asked = 'open' and session_closed then 'session_closed'
        when session_asked = 'still_open' and decision_closed then 'decision_closed'
        when reason_asked = 'code' and not coalesce($reason in (select code from reasons), false) then 'reason_missing'
        when reason_asked <> 'none' and tidy($sentence) is null then 'sentence_missing'
        when length($sentence) > 2000 then 'sentence_too_long'
    end as refusal
    from weighed
)
select judged.refusal, judged.id as proposal, judged.reference, judged.status as before, $status as after, judged.role,
    people.name as who, events.happened_at, events.kind as kind, events.before as was, events.after as became
from judged
left join events on events.number = judged.last_event
left join people on people.id = events.person
where judged.refusal is not null
union all
select 'nothing_chosen', null, null, null, $status, null, null, null, null, null, null
where not exists (from asked)
order by reference;

insert into events (number, act, happened_at, person, kind, proposal, workshop, session, before, after, reason, sentence)
select
    $event + row_number() over (order by proposals.id) - 1, $event, $now, $by, 'move', proposals.id, proposals.workshop,
    case when transitions.session = 'open' then $session else proposals.session end,
    proposals.status, $status,
    case when transitions.reason = 'code' then $reason end,
    tidy($sentence)
from proposals
join people on people.id = $by
join transitions
    on transitions.from_status = proposals.status and transitions.to_status = $status and transitions.role = people.role
where list_contains($proposals::bigint[], proposals.id);

update proposals
set status = events.after,
    status_since = events.happened_at,
    session = case when transitions.session = 'still_open' then null else events.session end,
    reason = events.reason,
    last_event = events.number
from events
join people on people.id = events.person
join transitions
    on transitions.from_status = events.before and transitions.to_status = events.after and transitions.role = people.role
where events.number >= $event and events.proposal = proposals.id;

-- Every proposal asked for has moved, once.
select 'changed_meanwhile' as refusal
from events
where number >= $event
having count(*) <> len(list_distinct($proposals::bigint[]));
