-- For each stage that is not the end of the path: how many open proposals on screen stand there, and for how many days in
-- their present status; the median and the 85th percentile are interpolated (quantile_cont), and null where there is none.
with
-- A day of Paris begins on a whole hour of UTC: asked once an hour, not once a proposal.
hours as (
    select stage, date_trunc('hour', status_since) as hour, count(*) as proposals
    from matching($filters)
    where not closed
    group by all
),
aged as (
    select stage, $today::date - in_paris(hour)::date as days, sum(proposals)::bigint as proposals
    from hours
    group by all
),
each_one as (select stage, days, unnest(range(proposals)) from aged),
counted as (
    select stage, count(*) as proposals, quantile_cont(days, 0.5) as median_days, quantile_cont(days, 0.85) as p85_days,
        max(days) as most_days, count(*) filter (days > 30) as late
    from each_one
    group by stage
)
select stages.code as stage, coalesce(proposals, 0) as proposals, median_days, p85_days, most_days, coalesce(late, 0) as late
from stages
left join counted on counted.stage = stages.code
where exists (from statuses where statuses.stage = stages.code and not statuses.closed)
order by stages.position;
