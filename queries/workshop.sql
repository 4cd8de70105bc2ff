-- What is known of one workshop, its themes included.
select workshops.*, departments.name as department_name, regions.name as region_name,
    (select list(theme order by themes.position) from workshop_themes join themes on themes.code = theme
     where workshop_themes.workshop = workshops.id) as themes
from workshops
join departments on departments.code = workshops.department
join regions on regions.code = workshops.region
where workshops.id = $workshop;
