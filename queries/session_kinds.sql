-- The list of session kinds, in order.
select code, label_fr, label_en
from session_kinds
order by position;
