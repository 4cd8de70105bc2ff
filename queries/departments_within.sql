-- The départements of some regions.
select code
from departments
where list_contains($regions::varchar[], region);
