-- One page of what a session has decided, latest decision first, with where each proposal has got since.
with
moves as (
    select events.*, rules.session as asks
    from events
    join (select distinct from_status, to_status, session from transitions) as rules
        on rules.from_status = events.before and rules.to_status = events.after
    where events.kind = 'move' and events.session = $session
),
-- The last word of the session on each proposal, unless it was taken back.
decided as (
    select proposal, max(number) as number
    from moves
    where asks in ('open', 'still_open')
    group by proposal
    having arg_max(asks, number) = 'open'
)
select proposals.id, proposals.reference, coalesce(edited_title, title) as title, proposals.theme, proposals.region,
    events.after as decision, proposals.status, events.reason, proposals.last_event, events.happened_at as decided_at,
    people.name as person, events.sentence, count(*) over () as decided_in_all
from decided
join events on events.number = decided.number
join matching($filters) as proposals on proposals.id = decided.proposal
left join people on people.id = events.person
order by events.happened_at desc, proposals.id
limit $most offset $skipped;
