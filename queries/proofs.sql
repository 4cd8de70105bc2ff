-- The list of the kinds of proof, the weakest first.
select code, label_fr, label_en
from proofs
order by position;
