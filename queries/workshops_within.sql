-- The workshops of some regions.
select id as code
from workshops
where list_contains($regions::varchar[], region);
