-- Which moves a person may make from one status, the way forward first, and what each one asks for.
select transitions.to_status as status, transitions.reason, transitions.session, next.position > present.position as forward
from transitions
join people on people.id = $person and people.active and people.role = transitions.role
join statuses as present on present.code = transitions.from_status
join statuses as next on next.code = transitions.to_status
where transitions.from_status = $status
order by forward desc, next.position;
