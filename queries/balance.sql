-- By theme or region ($by), how many of the proposals on screen were raised, are before the committee, and a session kept.
with counted as (
    select case $by when 'theme' then theme else region end as place, count(*) as raised,
        count(*) filter (status in ('put_forward', 'deferred')) as examined,
        count(*) filter (kept and session = $session) as retained
    from matching($filters)
    group by place
)
select *, sum(raised) over ()::bigint as raised_in_all, sum(examined) over ()::bigint as examined_in_all,
    sum(retained) over ()::bigint as retained_in_all
from counted
order by raised desc, place;
