-- How many of the proposals on screen are at each stage: today, and at the end of each of the last 28 days.
with
chosen as (select id, stage from matching($filters)),
present as (select stage, count(*) as proposals from chosen group by stage),
-- What each day's moves added to a stage and took from it.
changes as (
    select in_paris(happened_at)::date as day, statuses.stage, count(*) as change
    from events
    join chosen on chosen.id = events.proposal
    join statuses on statuses.code = events.after
    where events.kind in ('receive', 'move') and happened_at >= $today::date - 29
    group by all
    union all
    select in_paris(happened_at)::date, statuses.stage, -count(*)
    from events
    join chosen on chosen.id = events.proposal
    join statuses on statuses.code = events.before
    where events.kind = 'move' and happened_at >= $today::date - 29
    group by all
),
days as (select stages.code as stage, $today::date - offset_days.back::integer as day
         from stages, (select unnest(range(28)) as back) as offset_days),
ends as (
    select days.stage, days.day,
        coalesce(any_value(present.proposals), 0) - coalesce(sum(changes.change) filter (changes.day > days.day), 0) as proposals
    from days
    left join present on present.stage = days.stage
    left join changes on changes.stage = days.stage
    group by days.stage, days.day
)
select ends.stage,
    arg_max(proposals, day)::bigint as proposals,
    any_value(proposals) filter (day = $today::date - 7)::bigint as week_ago,
    list(proposals::bigint order by day) as by_day
from ends
join stages on stages.code = ends.stage
group by ends.stage, stages.position
order by stages.position;
