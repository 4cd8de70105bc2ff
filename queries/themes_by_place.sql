-- How many proposals each place on screen ($by its region, or its department) raised on each theme and saw kept, and whether
-- a workshop was held on it. found: no_workshop, nothing_raised, none_kept or kept.
with
places as (
    select code as place, code as region, short, name
    from regions
    where $by = 'region'
    union all
    select code, region, code, name
    from departments
    where $by = 'department'
),
-- A workshop was held on the themes it announced and on those of what it raised.
held as (
    select case when $by = 'region' then region else department end as place, on_theme.theme, count(*) as workshops
    from (select workshop, theme from workshop_themes union select workshop, theme from proposals) as on_theme
    join workshops on workshops.id = on_theme.workshop
    where len($filters['workshops']) = 0 or list_contains($filters['workshops'], id)
    group by all
),
raised as (
    select case when $by = 'region' then region else department end as place, theme, count(*) as proposals,
        count(*) filter (kept) as kept
    from matching($filters)
    group by all
)
select places.place, short, name, themes.code as theme, coalesce(workshops, 0) as workshops,
    coalesce(proposals, 0) as proposals, coalesce(kept, 0) as kept,
    case
        when kept > 0 then 'kept'
        when proposals > 0 then 'none_kept'
        when workshops > 0 then 'nothing_raised'
        else 'no_workshop'
    end as found
from places
cross join themes
left join held on held.place = places.place and held.theme = themes.code
left join raised on raised.place = places.place and raised.theme = themes.code
where (len($filters['regions']) = 0 or list_contains($filters['regions'], places.region))
  and (len($filters['themes']) = 0 or list_contains($filters['themes'], themes.code))
  and (themes.code <> 'unsorted' or proposals > 0)  -- nobody holds a workshop on what is still to be sorted
order by places.place, themes.position;
