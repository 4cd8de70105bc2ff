-- What happened last, if anything did.
select number, happened_at, person, kind, after
from events
order by number desc
limit 1;
