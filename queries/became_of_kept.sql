-- What became of the proposals on screen that were kept, and how faithfully: how many for each theme, region, status, verdict.
select proposals.theme, proposals.region, proposals.status, proposals.stage, follow_ups.verdict, follow_ups.measure is not null as linked,
    count(*) as proposals
from matching($filters) as proposals
left join follow_ups on follow_ups.proposal = proposals.id
where proposals.kept
group by all
order by all;
