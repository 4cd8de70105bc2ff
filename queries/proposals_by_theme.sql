-- How many of the proposals on screen there are in each theme, by stage.
select themes.code as theme, stages.code as stage, stages.position, count(*) as proposals
from matching($filters) as proposals
join themes on themes.code = proposals.theme
join stages on stages.code = proposals.stage
group by all
order by themes.code, stages.position;
