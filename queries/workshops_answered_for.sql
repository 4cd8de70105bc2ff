-- The workshops of a territory (no region: the whole country), latest first.
select id as code
from workshops
where covers($region, $department, region, department)
order by held_on desc, id;
