-- The people who may act, with their role and territory.
select people.id, people.name, people.position, people.role, people.region, people.department, people.local,
    coalesce(departments.name, regions.name) as territory
from people
left join regions on regions.code = people.region
left join departments on departments.code = people.department
join roles on roles.code = people.role
where people.active
order by roles.position, people.name;
