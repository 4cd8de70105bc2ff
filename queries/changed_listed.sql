-- One page of the proposals on screen behind one figure of what changed since an instant ($change; null: any).
select id, reference, title, theme, department, region, stood, status, change, count(*) over () as changed_in_all
from changed($filters, $since::timestamp)
where $change is null or change = $change
order by reference
limit $most offset $skipped;
