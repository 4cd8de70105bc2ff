-- The list of stages, in order.
select code, label_fr, label_en
from stages
order by position;
