-- How many of the proposals on screen stood at each stage at the end of each day since the first was received; every week, or
-- every so many weeks (`days_apart`), where the days are more than 120. The last day is $today.
with
chosen as (select id from matching($filters)),
-- A day of Paris begins on a whole hour of UTC: its day is asked once an hour in which something happened, not once an event.
hours as (
    select date_trunc('hour', happened_at) as hour, case when kind = 'move' then before end as before, after, count(*) as moves
    from events
    where kind in ('receive', 'move') and proposal in (select id from chosen)
    group by all
),
steps as (select in_paris(hour)::date as day, before, after, moves from hours where day <= $today::date),
span as (select ($today::date - min(day))::integer as days from steps),
grain as (select days, case when days < 120 then 1 else 7 * ceil((days + 1) / 840)::integer end as days_apart from span),
-- What each period added to a stage and took from it; periods are counted back from $today.
changes as (
    select ($today::date - day)::integer // days_apart as back, statuses.stage, sum(side.sign * moves) as change
    from steps, grain, (values ('in', 1), ('out', -1)) as side (way, sign)
    join statuses on statuses.code = case when way = 'in' then after else before end
    group by all
),
ends as (
    select stages.code as stage, stages.position, days_apart, unnest(range(days // days_apart + 1))::integer as back
    from stages, grain
)
select $today::date - ends.back * ends.days_apart as day, ends.stage, ends.days_apart,
    (sum(coalesce(changes.change, 0)) over (partition by ends.stage order by ends.back desc))::bigint as proposals
from ends
left join changes on changes.stage = ends.stage and changes.back = ends.back
order by day, ends.position;
