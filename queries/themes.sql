-- The list of themes, in order.
select code, label_fr, label_en
from themes
order by position;
