-- One page of the proposals on screen that rest on one proof and are so easy to reproduce ('': not stated).
select shown.id, shown.reference, coalesce(edited_title, title) as title, shown.theme, shown.department, shown.status,
    coalesce(proof, '') as proof, coalesce(ease, '') as ease, result, cost, needed,
    lacking(runs_where, runs_since, result, proof, cost, needed) as lacking, count(*) over () as listed_in_all
from matching($filters) as shown
left join evidence on evidence.proposal = shown.id
where coalesce(proof, '') = $proof and coalesce(ease, '') = $ease
order by len(lacking), shown.reference
limit $most offset $skipped;
