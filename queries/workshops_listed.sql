-- One page of the workshops of the regions, départements and themes on screen, latest first, and what became of their proposals.
with raised as (
    select workshop, count(*) as proposals, count(*) filter (stage = 'put_forward') as put_forward, count(*) filter (kept) as kept,
        count(*) filter (closed and not kept) as closed
    from matching($filters)
    group by workshop
)
select workshops.id, workshops.held_on, workshops.title, workshops.prefecture, workshops.region, workshops.department,
    workshops.participants, workshops.fictional,
    coalesce(raised.proposals, 0) as proposals,
    coalesce(raised.put_forward, 0) as put_forward, coalesce(raised.kept, 0) as kept, coalesce(raised.closed, 0) as closed,
    count(*) over () as workshops_in_all, (sum(coalesce(raised.proposals, 0)) over ())::bigint as proposals_in_all
from workshops
left join raised on raised.workshop = workshops.id
where raised.proposals > 0
   or ((len($filters['regions']) = 0 or list_contains($filters['regions'], workshops.region))
       and (len($filters['departments']) = 0 or list_contains($filters['departments'], workshops.department))
       and len($filters['themes']) + len($filters['stages']) + len($filters['statuses']) + len($filters['workshops'])
           + len($filters['sessions']) + len($filters['words']) = 0)
order by workshops.fictional, workshops.held_on desc, workshops.id
limit $most offset $skipped;
