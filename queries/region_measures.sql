-- What each of the 18 regions, then all those on screen together (region null), raised, saw decided, and leaves waiting.
-- Shares are from 0 to 1, each with the bounds of its 95 % interval; those of nothing are null. Days run from the workshop.
with
decided as (
    select proposal, min(happened_at) filter (asks = 'open') as decided_at
    from events
    join (select distinct from_status, to_status, session as asks from transitions where session <> 'none') as rules
        on rules.from_status = events.before and rules.to_status = events.after
    where events.kind = 'move' and events.session is not null
    group by proposal
    having arg_max(asks, number) = 'open'  -- a decision that was taken back is none
),
counted as (
    select proposals.region,
        count(*) as proposals,
        count(*) filter (phase <> 'instruction') as put_forward,
        count(*) filter (kept) as kept,
        count(decided_at) as decided,
        median(in_paris(decided_at)::date - held_on) as median_days,
        count(*) filter (not closed) as open,
        -- Days are those of Paris: the instant one of them begins is cheaper to compare than the day of each instant.
        count(*) filter (not closed
            and status_since < timezone('UTC', timezone('Europe/Paris', ($today::date - 30)::timestamp))) as waiting
    from matching($filters) as proposals
    join workshops on workshops.id = proposals.workshop
    left join decided on decided.proposal = proposals.id
    group by grouping sets ((proposals.region), ())
),
-- Workshops on the themes chosen, whether they announced them or raised something there; those that raised nothing too.
held as (
    select region, count(*) as workshops
    from workshops
    where (len($filters['regions']) = 0 or list_contains($filters['regions'], region))
      and (len($filters['departments']) = 0 or list_contains($filters['departments'], department))
      and (len($filters['workshops']) = 0 or list_contains($filters['workshops'], id))
      and (len($filters['themes']) = 0 or id in (
          select workshop from workshop_themes where list_contains($filters['themes'], theme)
          union all
          select workshop from proposals where list_contains($filters['themes'], theme)))
    group by grouping sets ((region), ())
),
places as (
    select code as region, name, short, tile_row, tile_col, qpv_population_2018 as qpv_population
    from regions
    union all
    select null, null, null, null, null, sum(qpv_population_2018)::bigint
    from regions
    where len($filters['regions']) = 0 or list_contains($filters['regions'], code)
),
figures as (
    select places.*, coalesce(proposals, 0) as proposals, coalesce(workshops, 0) as workshops,
        coalesce(put_forward, 0) as put_forward, coalesce(kept, 0) as kept, coalesce(decided, 0) as decided,
        median_days, coalesce(open, 0) as open, coalesce(waiting, 0) as waiting
    from places
    left join counted on counted.region is not distinct from places.region
    left join held on held.region is not distinct from places.region
)
select *,
    put_forward / nullif(proposals, 0) as put_forward_share,
    wilson(put_forward, proposals, -1) as put_forward_low, wilson(put_forward, proposals, 1) as put_forward_high,
    kept / nullif(proposals, 0) as kept_share,
    wilson(kept, proposals, -1) as kept_low, wilson(kept, proposals, 1) as kept_high,
    waiting / nullif(open, 0) as waiting_share,
    wilson(waiting, open, -1) as waiting_low, wilson(waiting, open, 1) as waiting_high,
    -- Who lives in the QPV is known by region only.
    case when len($filters['departments']) = 0 then proposals * 100000 / nullif(qpv_population, 0) end as per_100000
from figures
order by region nulls last;
