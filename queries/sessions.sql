-- The sessions of a committee, next ones first, then the latest.
select id as code, kind, label, held_on, place, closed,
    label || ' (' || strftime(held_on, '%d/%m/%Y') || ')' as label_fr, label || ' (' || strftime(held_on, '%d/%m/%Y') || ')' as label_en
from sessions
order by closed, case when closed then -epoch(held_on) else epoch(held_on) end;
