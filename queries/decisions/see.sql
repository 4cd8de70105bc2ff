-- Remember that somebody is here. Nothing there is to see changes: this is no event.

select case when visitor.id is null then 'unknown_person' end as refusal, visits.last_seen, visits.before_that
from (select 1) as asked
left join people as visitor on visitor.id = $by and visitor.active
left join visits on visits.person = visitor.id;

-- Half an hour without a sign of them, and it is another visit: the one before had ended then.
update visits
set before_that = case when $now - last_seen > interval 30 minutes then last_seen else before_that end, last_seen = $now
where person = $by;

insert into visits (person, last_seen)
select $by, $now
where not exists (from visits where person = $by);
