-- What in the store disagrees with itself: what it is about, what is held there, and what the events or the lists say.
with
-- Every event of a proposal, with the status that the one before left.
steps as (
    select *, lag(after) over (partition by proposal order by number) as left_by
    from events
    where kind in ('receive', 'move') and proposal is not null
),
-- The state each proposal must be in, by replaying what happened to it.
replayed as (
    select proposal, arg_max(after, number) as status, arg_max(happened_at, number) as status_since,
        arg_max(coalesce(reason, ''), number) as reason,
        arg_max(coalesce(case
            when exists (
                from transitions
                where from_status = steps.before and to_status = steps.after and transitions.session = 'still_open'
            ) then null
            else session
        end, 0), number) as session
    from steps
    group by proposal
),
edited as (
    select proposal, max(number) as last_event,
        arg_max(after, number) filter (kind = 'retitle') as title,
        arg_max(after, number) filter (kind = 'reword') as words,
        arg_max(after, number) filter (kind = 'retheme') as theme
    from events
    where proposal is not null
    group by proposal
),
-- What the evidence sheets hold, and what their events last said, field by field.
sheets as (
    select proposal,
        unnest(['evidence_where', 'evidence_since', 'evidence_result', 'evidence_proof', 'evidence_cost', 'evidence_needed',
            'evidence_ease']) as kind,
        unnest([runs_where, runs_since, result, proof, cost, needed, ease]) as held
    from evidence
),
said as (
    select proposal, kind, arg_max(coalesce(after, ''), number) as said
    from events
    where starts_with(kind, 'evidence_')
    group by all
),
compared as (
    select proposals.*, replayed.status as replayed_status, replayed.status_since as replayed_since,
        replayed.reason as replayed_reason, replayed.session as replayed_session, edited.last_event as replayed_event,
        edited.title as replayed_title, edited.words as replayed_words, edited.theme as replayed_theme
    from proposals
    left join replayed on replayed.proposal = proposals.id
    left join edited on edited.proposal = proposals.id
),
-- What the events make of each follow-up, beside what is held of it.
followed as (
    select proposal, last_said('link_measure', kind, after, number) as measure, last_said('verdict', kind, after, number) as verdict,
        last_said('follow_body', kind, after, number) as body, last_said('follow_in_charge', kind, after, number) as in_charge,
        last_said('follow_date', kind, after, number) as next_date, last_said('follow_note', kind, after, number) as note,
        max(number) as last_event
    from events
    where is_follow_up(kind)
    group by proposal
),
follow_ups_compared as (
    select proposals.reference, field.what, field.held, field.expected
    from (select proposal from follow_ups union select proposal from followed) as either
    left join proposals on proposals.id = either.proposal
    left join follow_ups on follow_ups.proposal = either.proposal
    left join followed on followed.proposal = either.proposal,
        lateral (
            select 'measure' as what, follow_ups.measure as held, followed.measure as expected
            union all
            select 'verdict', follow_ups.verdict, followed.verdict
            union all
            select 'body', follow_ups.body, followed.body
            union all
            select 'in_charge', follow_ups.in_charge, followed.in_charge
            union all
            select 'next_date', follow_ups.next_date::varchar, followed.next_date
            union all
            select 'note', follow_ups.note, followed.note
            union all
            select 'last_event', follow_ups.last_event::varchar, followed.last_event::varchar
        ) as field
)
select 'never_received' as what, reference as about, status as held, null as expected from compared where replayed_status is null
union all
select 'status', reference, status, replayed_status from compared where status <> replayed_status
union all
select 'status_since', reference, status_since::varchar, replayed_since::varchar from compared where status_since <> replayed_since
union all
select 'session', reference, session::varchar, nullif(replayed_session, 0)::varchar
from compared where coalesce(session, 0) <> replayed_session
union all
select 'reason', reference, reason, replayed_reason from compared where coalesce(reason, '') <> replayed_reason
union all
select 'theme', reference, theme, replayed_theme from compared where theme <> replayed_theme
union all
select 'edited_title', reference, edited_title, replayed_title
from compared where coalesce(edited_title, title) <> coalesce(replayed_title, title)
union all
select 'edited_words', reference, edited_words, replayed_words
from compared where coalesce(edited_words, words) <> coalesce(replayed_words, words)
union all
select 'last_event', reference, last_event::varchar, replayed_event::varchar from compared where last_event <> replayed_event
union all
select 'follow_up_' || what, reference, held, expected from follow_ups_compared where held is distinct from expected
union all
select kind, coalesce(reference, proposal::varchar), held, nullif(said, '')
from sheets
full join said using (proposal, kind)
left join proposals on proposals.id = proposal
where coalesce(held, '') <> coalesce(said, '')
union all
select 'evidence_event', reference, evidence.last_event::varchar, max(events.number)::varchar
from evidence
join proposals on proposals.id = evidence.proposal
left join events on events.proposal = evidence.proposal and starts_with(events.kind, 'evidence_')
group by all
having evidence.last_event is distinct from max(events.number)
union all
select 'broken_history', number::varchar, before, left_by from steps where kind = 'move' and before is distinct from left_by
union all
select 'received_twice', number::varchar, after, left_by from steps where kind = 'receive' and left_by is not null
union all
select 'workshop_of_proposal', proposals.reference, proposals.department, workshops.department
from proposals
left join workshops on workshops.id = proposals.workshop
where workshops.id is null or proposals.region is distinct from (select region from departments where code = proposals.department)
    or workshops.fictional <> proposals.fictional
union all
select 'department_of_workshop', workshops.title, workshops.department, workshops.region
from workshops
left join departments on departments.code = workshops.department
where departments.code is null or departments.region <> workshops.region
union all
select 'unknown_' || kind, about, code, null
from (
    select 'theme' as kind, reference as about, theme as code from proposals where theme not in (select code from themes)
    union all
    select 'theme', workshop::varchar, theme from workshop_themes where theme not in (select code from themes)
    union all
    select 'body', reference, body from proposals where body not in (select code from bodies)
    union all
    select 'status', reference, status from proposals where status not in (select code from statuses)
    union all
    select 'proof', proposal::varchar, proof from evidence where proof not in (select code from proofs)
    union all
    select 'ease', proposal::varchar, ease from evidence where ease not in (select code from eases)
    union all
    select 'proposal', proposal::varchar, proposal::varchar from evidence where proposal not in (select id from proposals)
    union all
    select 'reason', reference, reason from proposals where reason not in (select code from reasons)
    union all
    select 'session', reference, session::varchar from proposals where session not in (select id from sessions)
    union all
    select 'measure', proposal::varchar, measure from follow_ups where measure not in (select code from measures)
    union all
    select 'verdict', proposal::varchar, verdict from follow_ups where verdict not in (select code from verdicts)
    union all
    select 'body', proposal::varchar, body from follow_ups where body not in (select code from bodies)
    union all
    select 'proposal', proposal::varchar, proposal::varchar from follow_ups where proposal not in (select id from proposals)
    union all
    select 'measure', number::varchar, after from events where kind = 'add_measure' and after not in (select code from measures)
    union all
    select 'event', code, last_event::varchar from measures where last_event <> 0 and last_event not in (select number from events)
    union all
    select 'role', id, role from people where role not in (select code from roles)
    union all
    select 'person', number::varchar, person from events where person not in (select id from people)
    union all
    select 'proposal', number::varchar, proposal::varchar
    from events
    where proposal not in (select id from proposals)
      and act::varchar not in (select before from events where kind = 'undo_take_in')
    union all
    select 'workshop', number::varchar, workshop::varchar from events where workshop not in (select id from workshops)
    union all
    select 'workshop', workshop::varchar, workshop::varchar from workshop_themes where workshop not in (select id from workshops)
    union all
    select 'session', number::varchar, session::varchar from events where session not in (select id from sessions)
    union all
    select 'event', title, last_event::varchar from workshops where last_event not in (select number from events)
    union all
    select 'event', label, last_event::varchar from sessions where last_event <> 0 and last_event not in (select number from events)
    union all
    select 'event', id, last_event::varchar from people where last_event <> 0 and last_event not in (select number from events)
)
union all
select 'twice_' || kind, about, copies::varchar, '1'
from (
    select 'event' as kind, number::varchar as about, count(*) as copies from events group by number
    union all
    select 'proposal', id::varchar, count(*) from proposals group by id
    union all
    select 'reference', reference, count(*) from proposals group by reference
    union all
    select 'workshop', id::varchar, count(*) from workshops group by id
    union all
    select 'session', id::varchar, count(*) from sessions group by id
)
where copies > 1
order by what, about;
