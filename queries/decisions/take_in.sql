-- Take in the proposals of a workshop's sheet (`rows`: what `as_table` gives), all of them or none, with what was settled
-- to read it (`settled_now`: field, heard, meant). What the sheet says otherwise than before is corrected; what was
-- decided here since is left as it is. Null words, or a body that is not stated, say nothing.

with
asker as (
    select asked.id as asked, workshops.*, departments.name as department_name, taker.id as taker, taker.role,
        case
            when taker.id is null then 'unknown_person'
            when not exists (from rights where action = 'take_in' and role = taker.role and phase = 'none')
                then 'action_not_allowed'
            when workshops.id is null then 'unknown_workshop'
            when not covers(taker.region, taker.department, workshops.region, workshops.department)
                then 'workshop_outside_territory'
            when exists (from proposals where workshop = $workshop and last_event > $seen) then 'workshop_changed'
            when exists (from events where workshop = $workshop and kind = 'undo_take_in' and number > $seen)
                then 'workshop_changed'
        end as refusal,
        taker.region as taker_region, taker.department as taker_department
    from (select $workshop::bigint as id) as asked
    left join workshops on workshops.id = asked.id
    left join departments on departments.code = workshops.department
    left join people as taker on taker.id = $by and taker.active
),
said as (
    -- A reference that nothing here has is another program's, and says nothing; one of another workshop is refused.
    select rows.line, case when named.workshop = $workshop then named.reference end as reference,
        case when named.workshop <> $workshop then named.reference end as stray_reference,
        named.workshop as named_workshop, tidy(rows.number) as number, tidy(rows.title) as title,
        rows.theme, coalesce(rows.body, 'unknown') as body,
        coalesce(rows.status, 'received') as status, rows.status as said_status,
        coalesce(rows.department, asker.department) as department,
        coalesce(departments.region, rows.region, asker.region) as region, plain(tidy(rows.title)) as sought
    from rows
    cross join asker
    left join departments on departments.code = rows.department
    left join proposals as named on named.reference = rows.reference
    where rows.line in (select min(rows.line) from rows group by plain(tidy(title)), tidy(number), reference)
),
held as (select id, reference, number, title, plain(title) as sought from proposals where workshop = $workshop),
-- The proposal a line is about: of that reference, or of that number and nearly that title, or of that title.
alike as (
    select said.line, held.id, 1 as nearness from said join held on held.reference = said.reference
    union all
    select said.line, held.id, 2
    from said join held on held.number = said.number
    where said.reference is null
      and (held.sought = said.sought or jaro_winkler_similarity(held.sought, said.sought) >= 0.85)
    union all
    select said.line, held.id, 3
    from said join held on held.sought = said.sought
    where said.reference is null and (said.number is null or held.number is null)
),
known as (
    select line, id
    from (from alike qualify row_number() over (partition by line order by nearness, id) = 1)
    qualify row_number() over (partition by id order by nearness, line) = 1
),
-- The theme that the workshop last gave to the proposals whose theme somebody changed here since.
themed as (
    select proposal, coalesce(arg_max(after, number) filter (by_a_sheet), arg_min(before, number)) as theme
    from (
        select *, act in (select number from events where kind in ('take_in', 'undo_take_in')) as by_a_sheet
        from events
        where kind = 'retheme'
    )
    group by proposal
    having not bool_and(by_a_sheet)
),
compared as (
    -- Rights and events are looked up in lists: asked of each line in turn, they would keep all lines twice.
    select said.*, rows.words is not null as says_words, coalesce(tidy(rows.words), '') as words, known.id as proposal,
        held.reference as held_reference, held.title as held_title, held.words as held_words, held.theme as held_theme,
        held.body as held_body, held.number as held_number, held.status as held_status,
        strays.title as stray_workshop, themed.theme as theme_given,
        -- As a sheet reads, where spaces that follow one another are one.
        regexp_replace(held.edited_title, '[\s\x0b\x{85}]+', ' ', 'g') as held_edited_title,
        asker.taker_region, asker.taker_department, asker.role,
        statuses.phase in (
            select phase from rights where action = 'reword' and role = (select role from asker)
        ) as correctable,
        themed.proposal is not null as rethemed
    from said
    join rows on rows.line = said.line
    cross join asker
    left join known on known.line = said.line
    left join proposals as held on held.id = known.id
    left join statuses on statuses.code = held.status
    left join themed on themed.proposal = known.id
    left join workshops as strays on strays.id = said.named_workshop
),
weighed as (
    -- The longest texts go no further, since each step keeps its lines in memory: the end fetches those that are needed.
    select * exclude (words, held_words), length(words) as length_of_words,
        proposal is not null and title <> held_title and title is distinct from held_edited_title as new_title,
        proposal is not null and says_words and words <> held_words as new_words,
        proposal is not null and theme <> held_theme and theme is distinct from theme_given as new_theme,
        proposal is not null and body <> held_body and body <> 'unknown' as new_body,
        proposal is not null and number is distinct from held_number and number is not null as new_number,
        proposal is not null and said_status is not null and status <> held_status as new_status
    from compared
),
settled_lines as (
    select *,
        new_title and correctable as corrects_title, new_words and correctable as corrects_words,
        new_theme and correctable and not rethemed as corrects_theme, new_body and correctable as corrects_body,
        new_number as corrects_number,
        case
            when new_status then 'moved'
            when new_theme and rethemed then 'rethemed'
            when not correctable and (new_title or new_words or new_theme or new_body) then 'decided'
        end as left_as_is
    from weighed
),
told as (
    select *,
        case
            when proposal is null then 'new'
            when corrects_title or corrects_words or corrects_theme or corrects_body or corrects_number then 'changed'
            when left_as_is is not null then 'left'
            else 'same'
        end as outcome
    from settled_lines
)
select
    coalesce(refusal, case when not exists (from told where outcome in ('new', 'changed')) then 'nothing_new' end) as refusal,
    department_name as department, role
from asker
where refusal is not null or not exists (from told where outcome in ('new', 'changed'))
union all by name
select
    case
        when stray_reference is not null then 'of_another_workshop'
        when title is null then 'title_missing'
        when length(title) > 300 then 'title_too_long'
        when length_of_words > 20000 then 'words_too_long'
        when length(number) > 40 then 'number_too_long'
        when theme is null or theme not in (select code from themes) then 'unknown_theme'
        when body not in (select code from bodies) then 'unknown_body'
        when status not in (select code from statuses) then 'unknown_status'
        when department not in (select code from departments) then 'unknown_department'
        when (told.department, told.region) not in (select (code, region) from departments)
            then 'department_missing'
        when not covers(taker_region, taker_department, region, department) then 'line_outside_territory'
        when proposal is null and status not in (
            select statuses.code
            from statuses
            join rights on rights.phase = statuses.phase
            where rights.action = 'receive_as' and rights.role = (select role from asker)
        ) then 'status_not_yours'
    end as refusal,
    told.line, proposal, coalesce(stray_reference, held_reference) as reference, stray_workshop as workshop, outcome,
    told.department, role, told.region, told.number, told.title,
    case when outcome in ('new', 'changed') then coalesce(tidy(typed), '') end as words, told.theme, told.body,
    told.status, held_title, held_words, held_theme, held_body, held_number, held_status,
    corrects_title, corrects_words, corrects_theme, corrects_body, corrects_number, left_as_is
from told
join (select line, words as typed from rows) as texts on texts.line = told.line
left join (select id, words as held_words from proposals) as held
    on held.id = case when corrects_words then told.proposal end
where not exists (from asker where refusal is not null);

insert into proposals (
    id, reference, workshop, department, region, number, title, words, theme, body, status, status_since, search,
    fictional, last_event
)
with
-- The references of a département and a year go on after those already given, even by an import undone since.
ordered as (
    select weighed.line, row_number() over (order by weighed.line) as rank,
        row_number() over (partition by weighed.department order by weighed.line) as place,
        regions.short || '-' || weighed.department || '-' || year(workshops.held_on) || '-' as prefix, workshops.fictional
    from weighed
    join regions on regions.code = weighed.region
    join workshops on workshops.id = $workshop
    where weighed.outcome = 'new'
),
given as (
    select prefix, max(split_part(reference, '-', 4)::integer) as most
    from (select distinct prefix from ordered)
    join (select reference from proposals union all select reference from taken_out) on starts_with(reference, prefix)
    group by prefix
),
named as (
    select line, rank, fictional,
        prefix || lpad(ordinal::varchar, greatest(3, length(ordinal::varchar))::integer, '0') as reference
    from ordered
    left join given using (prefix),
        lateral (select place + coalesce(most, 0) as ordinal)
)
select rank + (select greatest(coalesce(max(id), 0), (select coalesce(max(proposal), 0) from events)) from proposals),
    named.reference, $workshop, department, region, number, title, words, theme, body, status, $now,
    plain(concat_ws(' ', named.reference, title, words)), fictional, $event + rank
from named
join weighed using (line);

insert into events (number, act, happened_at, person, kind, workshop, before, after, sentence)
select $event, $event, $now, $by, 'take_in', $workshop,
    nullif(count(*) filter (corrects_title or corrects_words or corrects_theme or corrects_body or corrects_number), 0)::varchar,
    count(*) filter (outcome = 'new')::varchar, tidy($file)
from weighed;

insert into events (number, act, happened_at, person, kind, proposal, workshop, after)
select last_event, $event, $now, $by, 'receive', id, workshop, status
from proposals
where last_event > $event;

insert into events (number, act, happened_at, person, kind, proposal, workshop, before, after)
select (select max(number) from events) + row_number() over (order by line, kind), $event, $now, $by, kind, proposal,
    $workshop, before, after
from (
    select line, proposal, 'correct_title' as kind, held_title as before, title as after from weighed where corrects_title
    union all
    select line, proposal, 'correct_words', held_words, words from weighed where corrects_words
    union all
    select line, proposal, 'retheme', held_theme, theme from weighed where corrects_theme
    union all
    select line, proposal, 'correct_body', held_body, body from weighed where corrects_body
    union all
    select line, proposal, 'correct_number', held_number, number from weighed where corrects_number
);

update proposals
set title = case when corrects_title then weighed.title else proposals.title end,
    words = case when corrects_words then weighed.words else proposals.words end,
    theme = case when corrects_theme then weighed.theme else proposals.theme end,
    body = case when corrects_body then weighed.body else proposals.body end,
    number = case when corrects_number then weighed.number else proposals.number end,
    search = plain(concat_ws(' ', proposals.reference,
        case when corrects_title then weighed.title else proposals.title end,
        case when corrects_words then weighed.words else proposals.words end, edited_title, edited_words)),
    last_event = corrected.number
from weighed
join (select proposal, max(number) as number from events where act = $event and kind <> 'receive' group by proposal) as corrected
    on corrected.proposal = weighed.proposal
where proposals.id = weighed.proposal;

delete from settled where (source, field, heard) in (select ($source, field, heard) from settled_now);

insert into settled
select $source, field, heard, meant, $event
from settled_now;
