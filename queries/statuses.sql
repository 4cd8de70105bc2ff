-- The statuses of a proposal, in order, with their stage and phase.
select code, label_fr, label_en, stage, phase, kept, closed
from statuses
order by position;
