-- The list of how easy an action is to reproduce elsewhere, the easiest first.
select code, label_fr, label_en
from eases
order by position;
