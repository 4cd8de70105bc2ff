-- The workshop that a department held on a day under a title, and how many proposals it holds.
select workshops.id, count(proposals.id) as proposals
from workshops
left join proposals on proposals.workshop = workshops.id
where workshops.department = $department and workshops.held_on = $held_on and plain(workshops.title) = plain(tidy($title))
group by workshops.id;
