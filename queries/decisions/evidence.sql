-- Say on its evidence sheet what shows that a proposal has proved itself: the sheet becomes what is given, each field that
-- changes is an event.

-- One row for each field that changes, with what would be written, or one that says why not.
with
asked as (
    select case
            when editor.id is null then 'unknown_person'
            when proposals.id is null then 'unknown_proposal'
            when not covers(editor.region, editor.department, proposals.region, proposals.department) then 'outside_territory'
            when not coalesce(proposals.last_event <= $seen, false) then 'changed_meanwhile'
            when not exists (from rights where action = 'evidence' and role = editor.role and phase = statuses.phase)
                then 'edit_not_allowed'
            when greatest(length($runs_where), length($result), length($cost), length($needed)) > 2000 then 'facts_too_long'
            when typed is not null and since is null then 'since_unreadable'
            when first_day(since) > in_paris($now)::date then 'since_to_come'
            when tidy($proof) not in (select code from proofs) then 'unknown_proof'
            when tidy($ease) not in (select code from eases) then 'unknown_ease'
        end as refusal,
        proposals.id as proposal, proposals.reference, proposals.workshop, proposals.status as before, editor.role, since,
        left(typed, 40) as typed
    from (
        select $proposal::bigint as id, tidy($runs_since) as typed, since_when(left($runs_since, 40)) as since
    ) as given
    left join people as editor on editor.id = $by and editor.active
    left join proposals on proposals.id = given.id
    left join statuses on statuses.code = proposals.status
),
changes as (
    select unnest(range(7)) as place,
        unnest(['evidence_where', 'evidence_since', 'evidence_result', 'evidence_proof', 'evidence_cost', 'evidence_needed',
            'evidence_ease']) as kind,
        unnest([runs_where, runs_since, result, proof, cost, needed, ease]) as held,
        unnest([tidy($runs_where), since, tidy($result), tidy($proof), tidy($cost), tidy($needed), tidy($ease)]) as becomes
    from asked
    left join evidence on evidence.proposal = asked.proposal
)
select coalesce(asked.refusal, case when changed.kind is null then 'nothing_changed' end) as refusal,
    asked.* exclude (refusal), changed.kind, changed.held, changed.becomes
from asked
left join (from changes where held is distinct from becomes) as changed on asked.refusal is null
order by changed.place;

insert into events (number, act, happened_at, person, kind, proposal, workshop, before, after)
select $event + unnest(range(len($kind))), $event, $now, $by, unnest($kind::varchar[]), $proposal[1], $workshop[1],
    unnest($held::varchar[]), unnest($becomes::varchar[]);

insert or replace into evidence (proposal, runs_where, runs_since, result, proof, cost, needed, ease, last_event)
select $proposal[1], tidy($runs_where), $since[1], tidy($result), tidy($proof), tidy($cost), tidy($needed), tidy($ease),
    $event + len($kind) - 1;

update proposals set last_event = $event + len($kind) - 1 where id = $proposal[1];
