-- The départements of France, by code.
select code, code || ' ' || name as label_fr, code || ' ' || name as label_en, name, region
from departments
order by code;
