-- What each of the 101 départements raised, saw put forward and kept, and leaves waiting for more than 30 days: shares from 0 to 1,
-- null where there is nothing to share.
with counted as (
    select department, count(*) as proposals,
        count(*) filter (phase <> 'instruction') as put_forward,
        count(*) filter (kept) as kept,
        count(*) filter (not closed) as open,
        -- As region_measures.sql counts them.
        count(*) filter (not closed
            and status_since < timezone('UTC', timezone('Europe/Paris', ($today::date - 30)::timestamp))) as waiting
    from matching($filters)
    group by department
)
select departments.code as department, departments.name, coalesce(proposals, 0) as proposals,
    coalesce(put_forward, 0) as put_forward, coalesce(kept, 0) as kept, coalesce(open, 0) as open,
    coalesce(waiting, 0) as waiting,
    put_forward / proposals as put_forward_share, kept / proposals as kept_share, waiting / nullif(open, 0) as waiting_share
from departments
left join counted on counted.department = departments.code
order by departments.code;
