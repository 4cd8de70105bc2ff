-- Move proposals to another status, all of them or none, each move an event.

-- Each one asked for, with what would be written, or why it may not move. Joins, not subqueries: planned in half the time.
select case
        when asked.id is null then 'nothing_chosen'
        when mover.id is null then 'unknown_person'
        when proposals.id is null then 'unknown_proposal'
        when not covers(mover.region, mover.department, proposals.region, proposals.department) then 'outside_territory'
        when not coalesce(proposals.last_event <= $seen, false) then 'changed_meanwhile'
        when rule.reason is null then 'move_not_allowed'
        when rule.session = 'open' and $session is null then 'session_missing'
        when rule.session = 'open' and deciding.id is null then 'unknown_session'
        when rule.session = 'open' and deciding.closed then 'session_closed'
        when rule.session = 'still_open' and decided.closed then 'decision_closed'
        when rule.reason = 'code' and reasons.code is null then 'reason_missing'
        when rule.reason <> 'none' and tidy($sentence) is null then 'sentence_missing'
        when length($sentence) > 2000 then 'sentence_too_long'
    end as refusal,
    asked.id as proposal, proposals.reference, proposals.workshop, proposals.status as before, $status as after, mover.role,
    case when rule.session = 'open' then $session else proposals.session end as decided_by,
    case when rule.session = 'open' then $session when rule.session = 'none' then proposals.session end as session_then,
    case when rule.reason = 'code' then $reason end as reason_then
from (select distinct id from (select 1) left join (select unnest($proposals::bigint[]) as id) on true) as asked
left join proposals on proposals.id = asked.id
left join people as mover on mover.id = $by and mover.active
left join transitions as rule
    on rule.from_status = proposals.status and rule.to_status = $status and rule.role = mover.role
left join sessions as deciding on deciding.id = $session
left join sessions as decided on decided.id = proposals.session
left join reasons on reasons.code = $reason
order by asked.id;

insert into events (number, act, happened_at, person, kind, proposal, workshop, session, before, after, reason, sentence)
select $event + unnest(range(len($proposal))), $event, $now, $by, 'move', unnest($proposal::bigint[]),
    unnest($workshop::bigint[]), unnest($decided_by::bigint[]), unnest($before::varchar[]), $status,
    unnest($reason_then::varchar[]), tidy($sentence);

update proposals
set status = $status, status_since = $now, session = moved.session, reason = moved.reason, last_event = moved.number
from (
    select $event + unnest(range(len($proposal))) as number, unnest($proposal::bigint[]) as id,
        unnest($session_then::bigint[]) as session, unnest($reason_then::varchar[]) as reason
) as moved
where proposals.id = moved.id;
