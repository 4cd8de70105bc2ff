-- The list of roles, in order.
select code, label_fr, label_en
from roles
order by position;
