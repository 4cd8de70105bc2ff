-- Every move a role may make, whether it leads forward from an open status, and what it asks for.
select transitions.from_status, transitions.to_status, transitions.reason, transitions.session,
    next.position > present.position as forward, present.closed
from transitions
join statuses as present on present.code = transitions.from_status
join statuses as next on next.code = transitions.to_status
where transitions.role = $role
order by present.position, next.position;
