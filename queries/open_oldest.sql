-- The open proposals on screen that have been longest in their present status: as many of each stage as there is room for.
with
ranked as (
    select id, stage, status_since, row_number() over (partition by stage order by status_since, id) as place
    from matching($filters)
    where not closed
),
chosen as (from ranked order by place, status_since, id limit $most)
select proposals.id, reference, coalesce(edited_title, title) as title, stage, status,
    $today::date - in_paris(proposals.status_since)::date as days
from chosen
join proposals on proposals.id = chosen.id
order by days desc, chosen.status_since, proposals.id;
