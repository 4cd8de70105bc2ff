-- Every measure that a proposal may be linked to, the latest first.
select code, title || ' (' || instance || ', ' || year(decided_on) || ')' as label_fr,
    title || ' (' || instance || ', ' || year(decided_on) || ')' as label_en,
    title, decided_on, instance, theme, source, link, own, fictional
from measures
order by decided_on desc, code;
