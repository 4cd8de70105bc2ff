-- By theme and region, how many of the proposals on screen were raised, and how many of them are to be examined.
select theme, region, count(*) filter (list_contains($references::varchar[], reference)) as examined, count(*) as raised
from matching($filters)
group by theme, region
order by theme, region;
