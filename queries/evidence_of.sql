-- What shows that a proposal has proved itself, and which fields are missing before it is ready for the committee.
select runs_where, runs_since, result, proof, cost, needed, ease,
    lacking(runs_where, runs_since, result, proof, cost, needed) as lacking
from proposals
left join evidence on evidence.proposal = proposals.id
where proposals.id = $proposal;
