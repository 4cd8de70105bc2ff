-- Make a cursor read the store as it stood at an instant ($instant, UTC): temporary tables take the names of the real ones,
-- so that every question is answered then as it is now. Only what changed since is written again.

create temp table instant_read as select $instant::timestamp as instant;

-- What had not happened yet. Of one proposal, whatever follows the first such event, were the clock set back meanwhile.
create temp table later as
with first_later as (
    select proposal, min(number) as number
    from events, instant_read
    where happened_at > instant and proposal is not null
    group by proposal
)
select events.number, events.proposal, events.kind, events.workshop, events.session, events.before, events.happened_at
from first_later
join events on events.proposal = first_later.proposal and events.number >= first_later.number
union all
select number, null, kind, workshop, session, before, happened_at
from events, instant_read
where proposal is null and happened_at > instant;

create temp table misdated as
select number from later, instant_read where happened_at <= instant;

-- The proposals that are otherwise now: those that changed, and those an import undone since had brought.
create temp table otherwise as
select distinct proposal as id from later where proposal is not null
union
select id from taken_out where undone in (select number from later);

-- Those of them that were there, as they were: what an event changed is what the first later one replaced.
create temp table rewound as
with
there as (
    select held.*
    from (
        from proposals where id in (select id from otherwise)
        union all by name
        select * exclude (undone) from taken_out where undone in (select number from later)
    ) as held
    where id not in (select proposal from later where kind = 'receive')
),
replaced as (
    select proposal, arg_min(before, number) filter (kind = 'move') as status,
        arg_min(before, number) filter (kind = 'retheme') as theme,
        arg_min(before, number) filter (kind = 'correct_title') as title,
        arg_min(before, number) filter (kind = 'correct_words') as words,
        arg_min(before, number) filter (kind = 'correct_body') as body,
        arg_min(coalesce(before, ''), number) filter (kind = 'correct_number') as number
    from later
    where proposal is not null
    group by proposal
),
happened as (
    select events.*
    from events
    where proposal in (select id from there) and number not in (select number from later)
),
latest as (
    select proposal, max(number) as last_event, max(number) filter (kind in ('receive', 'move')) as step,
        max(number) filter (kind = 'retitle') as retitled, max(number) filter (kind = 'reword') as reworded
    from happened
    group by proposal
),
-- An edited wording stands only if it was another than the workshop's, as that was when it was edited.
worded as (
    select latest.proposal, nullif(any_value(titles.after), coalesce(
            arg_min(corrected.before, corrected.number)
                filter (corrected.kind = 'correct_title' and corrected.number > latest.retitled),
            any_value(there.title))) as edited_title,
        nullif(any_value(texts.after), coalesce(
            arg_min(corrected.before, corrected.number)
                filter (corrected.kind = 'correct_words' and corrected.number > latest.reworded),
            any_value(there.words))) as edited_words
    from latest
    join there on there.id = latest.proposal
    left join events as titles on titles.number = latest.retitled
    left join events as texts on texts.number = latest.reworded
    left join (from events where kind in ('correct_title', 'correct_words')) as corrected
        on corrected.proposal = latest.proposal
    where latest.retitled is not null or latest.reworded is not null
    group by latest.proposal
),
undone_decisions as (select distinct from_status, to_status from transitions where session = 'still_open'),
stood as (
    select there.* replace (
            coalesce(replaced.status, there.status) as status,
            coalesce(replaced.theme, there.theme) as theme,
            coalesce(replaced.title, there.title) as title,
            coalesce(replaced.words, there.words) as words,
            coalesce(replaced.body, there.body) as body,
            nullif(coalesce(replaced.number, there.number), '') as number,
            steps.happened_at as status_since,
            case when undone_decisions.to_status is null then steps.session end as session,
            steps.reason as reason, worded.edited_title as edited_title, worded.edited_words as edited_words,
            latest.last_event as last_event
        ),
        replaced.title is null and replaced.words is null and worded.edited_title is not distinct from there.edited_title
            and worded.edited_words is not distinct from there.edited_words as same_words
    from there
    join latest on latest.proposal = there.id
    join events as steps on steps.number = latest.step
    left join replaced on replaced.proposal = there.id
    left join worded on worded.proposal = there.id
    left join undone_decisions
        on undone_decisions.from_status = steps.before and undone_decisions.to_status = steps.after
)
select stood.* exclude (same_words) replace (
    case when same_words then search else plain(concat_ws(' ', reference, title, words, edited_title, edited_words)) end as search
)
from stood;

-- What was said by then of what becomes of them.
create temp table followed as
select proposal, last_said('link_measure', kind, after, number) as measure, last_said('verdict', kind, after, number) as verdict,
    last_said('follow_body', kind, after, number) as body, last_said('follow_in_charge', kind, after, number) as in_charge,
    last_said('follow_date', kind, after, number)::date as next_date, last_said('follow_note', kind, after, number) as note,
    max(number) as last_event
from events
where is_follow_up(kind) and proposal in (select id from otherwise) and number not in (select number from later)
group by proposal;
-- The evidence sheets that changed since and were there, as they were: each field is what its first later event replaced.
create temp table sheets_rewound as
with
replaced as (
    select proposal, arg_min(coalesce(before, ''), number) filter (kind = 'evidence_where') as runs_where,
        arg_min(coalesce(before, ''), number) filter (kind = 'evidence_since') as runs_since,
        arg_min(coalesce(before, ''), number) filter (kind = 'evidence_result') as result,
        arg_min(coalesce(before, ''), number) filter (kind = 'evidence_proof') as proof,
        arg_min(coalesce(before, ''), number) filter (kind = 'evidence_cost') as cost,
        arg_min(coalesce(before, ''), number) filter (kind = 'evidence_needed') as needed,
        arg_min(coalesce(before, ''), number) filter (kind = 'evidence_ease') as ease
    from later
    where starts_with(kind, 'evidence_')
    group by proposal
),
latest as (
    select proposal, max(number) as last_event
    from events
    where starts_with(kind, 'evidence_') and proposal in (select proposal from replaced)
        and number not in (select number from later)
    group by proposal
)
select evidence.* replace (
    nullif(coalesce(replaced.runs_where, evidence.runs_where), '') as runs_where,
    nullif(coalesce(replaced.runs_since, evidence.runs_since), '') as runs_since,
    nullif(coalesce(replaced.result, evidence.result), '') as result,
    nullif(coalesce(replaced.proof, evidence.proof), '') as proof,
    nullif(coalesce(replaced.cost, evidence.cost), '') as cost,
    nullif(coalesce(replaced.needed, evidence.needed), '') as needed,
    nullif(coalesce(replaced.ease, evidence.ease), '') as ease,
    latest.last_event as last_event
)
from evidence
join replaced on replaced.proposal = evidence.proposal
join latest on latest.proposal = evidence.proposal;

-- From here on, a name means what it meant then; the store's own tables are named in full.
create temp view events_now as from query_table('"' || current_database() || '".main.events');

create temp view proposals as
from query_table('"' || current_database() || '".main.proposals') where id not in (select id from otherwise)
union all by name
from rewound;

create temp view evidence as
from query_table('"' || current_database() || '".main.evidence')
where proposal not in (select proposal from later where starts_with(kind, 'evidence_'))
union all by name
from sheets_rewound;

create temp view workshops as
from query_table('"' || current_database() || '".main.workshops')
where id not in (select workshop from later where kind = 'hold_workshop');

create temp view sessions as
from query_table('"' || current_database() || '".main.sessions')
where id not in (select session from later where kind = 'convene');

create temp view follow_ups as
from query_table('"' || current_database() || '".main.follow_ups') where proposal not in (select id from otherwise)
union all by name
from followed;

create temp view measures as
from query_table('"' || current_database() || '".main.measures')
where last_event not in (select number from later);

create temp view events as
from events_now
where happened_at <= (select instant from instant_read) and number not in (select number from misdated);

-- Asked before each question: anything newer than it was at first, and all of this is done again.
select coalesce(max(number), 0) as number from events_now;
