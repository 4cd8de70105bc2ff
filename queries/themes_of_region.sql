-- On each theme, how many of the proposals on screen a region raised, beside the whole country: what share of all theirs, and
-- how many times the country's share. carries_more: at least 5 proposals there, and 1.2 times the share of the country.
with
counted as (
    select theme, count(*) filter (region = $region) as proposals, count(*) as in_country
    from matching($filters)
    group by theme
),
shares as (
    select themes.code as theme, themes.position, coalesce(proposals, 0) as proposals, coalesce(in_country, 0) as in_country,
        coalesce(sum(proposals) over (), 0)::bigint as of_region, coalesce(sum(in_country) over (), 0)::bigint as of_country,
        coalesce(proposals, 0) / nullif(of_region, 0) as share,
        coalesce(in_country, 0) / nullif(of_country, 0) as country_share
    from themes
    left join counted on counted.theme = themes.code
    where themes.code <> 'unsorted' or in_country > 0  -- what is still to be sorted is on a theme nobody chose
)
select theme, proposals, of_region, in_country, of_country, share, country_share,
    share / nullif(country_share, 0) as ratio,
    -- In whole numbers: 1.2 times exactly is enough, whatever the rounding of the shares.
    theme <> 'unsorted' and proposals >= 5 and 10 * proposals * of_country >= 12 * in_country * of_region as carries_more
from shares
order by ratio desc nulls last, in_country desc, position;
