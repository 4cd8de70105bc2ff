-- Move proposals to another status, all of them or none, each move an event.

-- Each one asked for, with what would be written, or why it may not move.
with
asked as (select distinct id from (select 1) left join (select unnest($proposals::bigint[]) as id) on true),
-- What each one is now, who asks, and what the rules say of this move for their role.
weighed as (
    select
        asked.id, proposals.reference, proposals.workshop, proposals.status, proposals.session, proposals.last_event,
        mover.id as mover, mover.role,
        covers(mover.region, mover.department, proposals.region, proposals.department) as covered,
        transitions.reason as reason_asked, transitions.session as session_asked
    from asked
    left join proposals on proposals.id = asked.id
    left join people as mover on mover.id = $by and mover.active
    left join transitions
        on transitions.from_status = proposals.status and transitions.to_status = $status and transitions.role = mover.role
)
select case
        when id is null then 'nothing_chosen'
        when mover is null then 'unknown_person'
        when reference is null then 'unknown_proposal'
        when not covered then 'outside_territory'
        when not coalesce(last_event <= $seen, false) then 'changed_meanwhile'
        when reason_asked is null then 'move_not_allowed'
        when session_asked = 'open' and $session is null then 'session_missing'
        when session_asked = 'open' and $session not in (select id from sessions) then 'unknown_session'
        when session_asked = 'open' and $session in (select id from sessions where closed) then 'session_closed'
        when session_asked = 'still_open' and session in (select id from sessions where closed) then 'decision_closed'
        when reason_asked = 'code' and not coalesce($reason in (select code from reasons), false) then 'reason_missing'
        when reason_asked <> 'none' and tidy($sentence) is null then 'sentence_missing'
        when length($sentence) > 2000 then 'sentence_too_long'
    end as refusal,
    id as proposal, reference, workshop, status as before, $status as after, role,
    case when session_asked = 'open' then $session else session end as decided_by,
    case when session_asked = 'open' then $session when session_asked = 'none' then session end as session_then,
    case when reason_asked = 'code' then $reason end as reason_then
from weighed
order by id;

insert into events (number, act, happened_at, person, kind, proposal, workshop, session, before, after, reason, sentence)
select $event + row_number() over (order by proposal) - 1, $event, $now, $by, 'move', proposal, workshop, decided_by,
    before, $status, reason_then, tidy($sentence)
from weighed;

update proposals
set status = $status, status_since = $now, session = moved.session_then, reason = moved.reason_then,
    last_event = $event + moved.place
from (select *, row_number() over (order by proposal) - 1 as place from weighed) as moved
where proposals.id = moved.proposal;
