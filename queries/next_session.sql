-- The next open session of a committee, and in how many days.
select id, label, held_on, place, held_on - $today::date as days
from sessions
where not closed and held_on >= $today
order by held_on
limit 1;
