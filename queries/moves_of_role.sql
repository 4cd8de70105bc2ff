-- Every move a role may make, and what each one asks for.
select from_status, to_status, reason, session
from transitions
where role = $role
order by from_status, to_status;
