-- Which actions each role may take, and in which phase of a proposal.
select role, action, phase
from rights
union all
select distinct transitions.role, 'move', statuses.phase
from transitions
join statuses on statuses.code = transitions.from_status;
