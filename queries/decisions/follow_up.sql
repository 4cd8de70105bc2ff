-- Say what becomes of a kept proposal: the measure it is linked to, how faithful that is, who is in charge, what comes next.

select case
        when follower.id is null then 'unknown_person'
        when proposals.id is null then 'unknown_proposal'
        when not covers(follower.region, follower.department, proposals.region, proposals.department) then 'outside_territory'
        when not coalesce(proposals.last_event <= $seen, false) then 'changed_meanwhile'
        when not exists (from rights where action = 'follow_up' and role = follower.role) then 'action_not_allowed'
        when not statuses.kept
            or not exists (from rights where action = 'follow_up' and role = follower.role and phase = statuses.phase)
            then 'not_followed'
        when $measure is not null and not exists (from measures where code = $measure) then 'unknown_measure'
        when $verdict is not null and not exists (from verdicts where code = $verdict) then 'unknown_verdict'
        when $body is not null and not exists (from bodies where code = $body) then 'unknown_body'
        when length($in_charge) > 300 then 'in_charge_too_long'
        when length($note) > 2000 then 'facts_too_long'
        when length($sentence) > 2000 then 'sentence_too_long'
        when follow_ups.measure is not distinct from $measure and follow_ups.verdict is not distinct from $verdict
            and follow_ups.body is not distinct from $body and follow_ups.in_charge is not distinct from tidy($in_charge)
            and follow_ups.next_date is not distinct from $next_date::date and follow_ups.note is not distinct from tidy($note)
            then 'nothing_changed'
    end as refusal,
    proposals.id as proposal, proposals.reference, proposals.status as before, follower.role
from (select $proposal::bigint as id) as asked
left join people as follower on follower.id = $by and follower.active
left join proposals on proposals.id = asked.id
left join statuses on statuses.code = proposals.status
left join follow_ups on follow_ups.proposal = proposals.id
where refusal is not null;

insert into follow_ups (proposal, last_event)
select $proposal, $event
where not exists (from follow_ups where proposal = $proposal);

-- One event for each thing that changes.
insert into events (number, act, happened_at, person, kind, proposal, workshop, before, after, sentence)
select $event + row_number() over (order by change.place) - 1, $event, $now, $by, change.kind, proposals.id, proposals.workshop,
    change.before, change.after, tidy($sentence)
from proposals
join follow_ups on follow_ups.proposal = proposals.id,
    lateral (
        select 1 as place, 'link_measure' as kind, follow_ups.measure as before, $measure::varchar as after
        union all
        select 2, 'verdict', follow_ups.verdict, $verdict
        union all
        select 3, 'follow_body', follow_ups.body, $body
        union all
        select 4, 'follow_in_charge', follow_ups.in_charge, tidy($in_charge)
        union all
        select 5, 'follow_date', follow_ups.next_date::varchar, $next_date::date::varchar
        union all
        select 6, 'follow_note', follow_ups.note, tidy($note)
    ) as change
where proposals.id = $proposal and change.before is distinct from change.after;

update follow_ups
set measure = $measure, verdict = $verdict, body = $body, in_charge = tidy($in_charge), next_date = $next_date::date,
    note = tidy($note), last_event = (select max(number) from events where number >= $event)
where proposal = $proposal;

update proposals
set last_event = (select max(number) from events where number >= $event)
where id = $proposal;
