-- The list of reasons, in order.
select code, label_fr, label_en
from reasons
order by position;
