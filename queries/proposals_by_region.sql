-- How many of the proposals on screen each of the 18 regions raised and saw kept, and in how many workshops.
with counted as (
    select region, count(*) as proposals, count(*) filter (kept) as kept, count(distinct workshop) as workshops
    from matching($filters)
    group by region
)
select regions.code as region, regions.name, regions.short, tile_row, tile_col,
    coalesce(counted.proposals, 0) as proposals, coalesce(counted.kept, 0) as kept,
    coalesce(counted.workshops, 0) as workshops
from regions
left join counted on counted.region = regions.code
order by regions.code;
