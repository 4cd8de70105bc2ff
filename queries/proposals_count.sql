-- How many proposals are on screen, and how many of them are kept.
select count(*) as proposals, count(*) filter (kept) as kept
from matching($filters);
