-- What every question and decision shares, made anew at each opening of the store.

-- A text as the search compares it: no case, no accents, no ligatures, straight apostrophes.
create or replace macro plain(spoken) as
    replace(replace(replace(strip_accents(lower(nfc_normalize(spoken))), 'œ', 'oe'), 'æ', 'ae'), '’', '''');

-- What was typed, without the spaces and line breaks around it nor what no screen shows; null when nothing is left.
create or replace macro tidy(typed) as
    nullif(regexp_replace(typed, '^[\s\pZ\x{200b}\x{feff}\x00-\x1f\x7f-\x{9f}]+|[\s\pZ\x{200b}\x{feff}\x00-\x1f\x7f-\x{9f}]+$|[\x00-\x08\x0e-\x1f\x7f-\x{9f}]+', '', 'g'), '');

-- The time in Paris of an instant kept in UTC: days are those of people, not of the machine.
create or replace macro in_paris(instant) as timezone('Europe/Paris', timezone('UTC', instant));

-- Whether an event is about what becomes of a kept proposal.
create or replace macro is_follow_up(kind) as
    kind in ('link_measure', 'verdict', 'follow_body', 'follow_in_charge', 'follow_date', 'follow_note');

-- Of the events of a group, what the last one of a kind said; null when it took something away, or none was of that kind.
create or replace macro last_said(wanted, kind, said, number) as
    nullif(arg_max(coalesce(said, ''), number) filter (kind = wanted), '');

-- Whether a territory (null: all of it) covers a place.
create or replace macro covers(territory_region, territory_department, region, department) as
    (territory_region is null or territory_region = region)
    and (territory_department is null or territory_department = department);

-- Whether a set of filters leaves a proposal on screen: an empty list means everything, every searched word must be there.
create or replace macro on_screen(filters, region, department, theme, stage, status, workshop, session, search) as
    (len(filters['regions']) = 0 or list_contains(filters['regions'], region))
    and (len(filters['departments']) = 0 or list_contains(filters['departments'], department))
    and (len(filters['themes']) = 0 or list_contains(filters['themes'], theme))
    and (len(filters['stages']) = 0 or list_contains(filters['stages'], stage))
    and (len(filters['statuses']) = 0 or list_contains(filters['statuses'], status))
    and (len(filters['workshops']) = 0 or list_contains(filters['workshops'], workshop))
    and (len(filters['sessions']) = 0 or list_contains(filters['sessions'], session))
    and coalesce(contains(search, plain(filters['words'][1])), true)
    and coalesce(contains(search, plain(filters['words'][2])), true)
    and coalesce(contains(search, plain(filters['words'][3])), true)
    and coalesce(contains(search, plain(filters['words'][4])), true)
    and coalesce(contains(search, plain(filters['words'][5])), true)
    and coalesce(contains(search, plain(filters['words'][6])), true)
    and (len(filters['words']) <= 6
        or len(list_filter(filters['words'][7:], lambda word: not contains(search, plain(word)))) = 0);

-- The proposals a set of filters leaves on screen.
create or replace macro matching(filters) as table
    select proposals.*, statuses.stage, statuses.phase, statuses.kept, statuses.closed, statuses.position as status_position
    from proposals
    join statuses on statuses.code = proposals.status
    where on_screen(filters, proposals.region, proposals.department, proposals.theme, statuses.stage, proposals.status,
        proposals.workshop, proposals.session, search);

-- What became, since an instant, of each proposal on screen that stands elsewhere than it did: what changed, and where it
-- stood (`stood`: null for one that entered since). One that went and came back has not changed.
create or replace macro changed(filters, since) as table
    with first_later as (
        select proposal, min(number) as number
        from events
        where happened_at > since and proposal is not null
        group by proposal
    ),
    moved as (
        select first_later.proposal, arg_min(events.before, events.number) as stood, bool_or(events.kind = 'receive') as entered
        from first_later
        join events on events.proposal = first_later.proposal and events.number >= first_later.number
        where events.kind in ('receive', 'move')
        group by first_later.proposal
    ),
    stands as (
        select shown.id, shown.reference, coalesce(edited_title, title) as title, shown.region, shown.department, shown.theme,
            case when not moved.entered then moved.stood end as stood, shown.status, shown.stage
        from moved
        join matching(filters) as shown on shown.id = moved.proposal
        union all
        -- Those that an import undone since has taken out.
        select taken_out.id, reference, coalesce(edited_title, title), taken_out.region, taken_out.department, theme,
            status, null, null
        from taken_out
        join events as undone on undone.number = taken_out.undone and undone.happened_at > since
        join statuses on statuses.code = taken_out.status
        where on_screen(filters, taken_out.region, taken_out.department, theme, statuses.stage, status,
                taken_out.workshop, taken_out.session, search)
            and exists (from events as received
                where received.proposal = taken_out.id and received.kind = 'receive' and received.happened_at <= since)
    )
    select stands.*, was.stage as stage_then,
        case
            when stands.stood is null then 'entered'
            when stands.status is null then 'taken_out'
            when now_is.kept and not was.kept then 'kept'
            when now_is.closed and not now_is.kept and not was.closed then 'left'
            when now_is.position > was.position then 'forward'
            else 'back'
        end as change
    from stands
    left join statuses as was on was.code = stands.stood
    left join statuses as now_is on now_is.code = stands.status
    where stands.stood is distinct from stands.status;

-- The bounds, from 0 to 1, of what a share of so many may be, at 95 % (Wilson's interval); null where there is nothing to share.
create or replace macro wilson(part, whole, side) as
    case when whole > 0 then greatest(0, least(1,
        (part + 1.959964 ^ 2 / 2 + side * 1.959964 * sqrt(part * (whole - part) / whole + 1.959964 ^ 2 / 4)) / (whole + 1.959964 ^ 2)))
    end;
-- What is still missing from an evidence sheet before the proposal is ready for the committee, in the order of the sheet:
-- how easy it is to reproduce is a judgement, not a fact that could be missing.
create or replace macro lacking(runs_where, runs_since, result, proof, cost, needed) as
    list_filter([
        case when runs_where is null then 'runs_where' end, case when runs_since is null then 'runs_since' end,
        case when result is null then 'result' end, case when proof is null then 'proof' end,
        case when cost is null then 'cost' end, case when needed is null then 'needed' end
    ], lambda field: field is not null);

-- The first day of a year, a month or a day as it is kept; null if there is none.
create or replace macro first_day(kept) as try_cast(left(kept || '-01-01', 10) as date);

-- Since when, as people write it (2015, 03/2015, mars 2015, 14/03/2015) or as it is kept (2015, 2015-03, 2015-03-14), as
-- it is kept; null for anything else.
create or replace macro since_when(typed) as (
    with
    said as (select replace(plain(tidy(typed)), '1er ', '1 ') as said),
    month_named as (
        select said, list_position(['janvier', 'fevrier', 'mars', 'avril', 'mai', 'juin', 'juillet', 'aout', 'septembre',
            'octobre', 'novembre', 'decembre'], regexp_extract(said, '[a-z]+')) as month
        from said
    ),
    numbered as (
        select case when month > 0 then ltrim(regexp_replace(said, '\s*[a-z]+\s+', '/' || month || '/'), '/') else said end as said
        from month_named
    ),
    parts as (
        select case when contains(said, '-') then string_split(said, '-') else list_reverse(string_split(said, '/')) end as parts
        from numbered
    ),
    kept as (
        select concat_ws('-', parts[1], lpad(parts[2], greatest(length(parts[2]), 2)::integer, '0'),
            lpad(parts[3], greatest(length(parts[3]), 2)::integer, '0')) as kept
        from parts
        where len(parts) <= 3
    )
    select kept
    from kept
    where regexp_full_match(kept, '(19|20)\d\d(-\d\d){0,2}') and first_day(kept) is not null
);
