-- What each département of a region raised, saw kept, leaves waiting for more than 30 days, and in how many workshops; those that
-- raised nothing too.
with
counted as (
    select department, count(*) as proposals, count(*) filter (kept) as kept,
        count(*) filter (not closed) as open,
        -- As region_measures.sql counts them.
        count(*) filter (not closed
            and status_since < timezone('UTC', timezone('Europe/Paris', ($today::date - 30)::timestamp))) as waiting
    from matching($filters)
    where region = $region
    group by department
),
-- As there: workshops on the themes chosen, whether they announced them or raised something there.
held as (
    select department, count(*) as workshops
    from workshops
    where region = $region
      and (len($filters['workshops']) = 0 or list_contains($filters['workshops'], id))
      and (len($filters['themes']) = 0 or id in (
          select workshop from workshop_themes where list_contains($filters['themes'], theme)
          union all
          select workshop from proposals where list_contains($filters['themes'], theme)))
    group by department
)
select code as department, coalesce(proposals, 0) as proposals, coalesce(kept, 0) as kept, coalesce(open, 0) as open,
    coalesce(waiting, 0) as waiting, coalesce(workshops, 0) as workshops
from departments
left join counted on counted.department = departments.code
left join held on held.department = departments.code
where region = $region
order by departments.code;
