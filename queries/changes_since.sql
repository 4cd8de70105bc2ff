-- How many of the proposals on screen changed since an instant, by what changed, where they stood and where they stand.
select change, theme, region, stage_then, stage, count(*) as proposals
from changed($filters, $since::timestamp)
group by all
order by all;
