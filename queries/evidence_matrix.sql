-- How many of the proposals on screen rest on each proof and are so easy to reproduce ('': not stated), and how many of
-- them are ready for the committee.
select coalesce(proof, '') as proof, coalesce(ease, '') as ease, count(*) as proposals,
    count(*) filter (len(lacking(runs_where, runs_since, result, proof, cost, needed)) = 0) as ready
from matching($filters) as shown
left join evidence on evidence.proposal = shown.id
group by all
order by all;
