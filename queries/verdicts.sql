-- The list of verdicts, in order.
select code, label_fr, label_en
from verdicts
order by position;
