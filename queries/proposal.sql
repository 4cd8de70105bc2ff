-- Everything that is known of one proposal, by its reference.
select proposals.*, statuses.stage, statuses.phase, statuses.closed, statuses.kept,
    workshops.title as workshop_title, workshops.held_on, workshops.prefecture, workshops.place, workshops.source,
    departments.name as department_name, regions.name as region_name,
    sessions.label as session_label, sessions.closed as session_closed
from proposals
join statuses on statuses.code = proposals.status
join workshops on workshops.id = proposals.workshop
join departments on departments.code = proposals.department
join regions on regions.code = proposals.region
left join sessions on sessions.id = proposals.session
where proposals.reference = $reference;
