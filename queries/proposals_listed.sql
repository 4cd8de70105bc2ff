-- One page of the proposals on screen, in the order chosen.
with
-- Ordered and cut before anything is joined: the rest is asked for the lines of the page alone.
page as (
    select proposals.*, case when $sort = 'waiting' then status_since end as by_waiting,
        case when $sort = 'recent' then last_event end as by_change,
        case when $sort = 'title' then plain(coalesce(edited_title, title)) end as by_title,
        case when $sort = 'status' then status_position end as by_status
    from matching($filters) as proposals
    order by by_waiting, by_change desc, by_title, by_status, reference
    limit $most offset $skipped
)
select page.id, page.reference, coalesce(edited_title, page.title) as title, page.theme, page.body, page.region,
    page.department, page.status, page.status_since, $today::date - in_paris(status_since)::date as days,
    page.session, page.last_event, workshops.title as workshop, workshops.held_on, page.fictional,
    runs_where, runs_since, result, proof, cost, needed, ease,
    lacking(runs_where, runs_since, result, proof, cost, needed) as lacking, len(lacking) as missing
from page
join workshops on workshops.id = page.workshop
left join evidence on evidence.proposal = page.id
order by by_waiting, by_change desc, by_title, by_status, page.reference;
