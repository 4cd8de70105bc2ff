-- The list of bodies, in order.
select code, label_fr, label_en
from bodies
order by position;
