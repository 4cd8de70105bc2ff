-- Which of these titles a workshop already holds, whatever their case and accents.
select asked.title
from (select unnest($titles::varchar[]) as title) as asked
where plain(tidy(asked.title)) in (select plain(title) from proposals where workshop = $workshop);
