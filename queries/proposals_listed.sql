-- One page of the proposals on screen, in the order chosen.
select proposals.id, proposals.reference, coalesce(edited_title, proposals.title) as title, proposals.theme, proposals.body,
    proposals.region, proposals.department, proposals.status, proposals.status_since, $today::date - in_paris(status_since)::date as days,
    proposals.session, proposals.last_event, workshops.title as workshop, workshops.held_on, proposals.fictional,
    runs_where, runs_since, result, proof, cost, needed, ease,
    lacking(runs_where, runs_since, result, proof, cost, needed) as lacking, len(lacking) as missing
from matching($filters) as proposals
join workshops on workshops.id = proposals.workshop
left join evidence on evidence.proposal = proposals.id
order by
    case when $sort = 'waiting' then proposals.status_since end,
    case when $sort = 'recent' then proposals.last_event end desc,
    case when $sort = 'title' then plain(coalesce(edited_title, proposals.title)) end,
    case when $sort = 'status' then proposals.status_position end,
    proposals.reference
limit $most offset $skipped;
