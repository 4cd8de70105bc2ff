-- Every workshop by name, latest first, for those who choose one.
select id as code, department, region, held_on,
    strftime(held_on, '%d/%m/%Y') || ' · ' || department || ' · ' || title as label_fr,
    strftime(held_on, '%d/%m/%Y') || ' · ' || department || ' · ' || title as label_en
from workshops
order by held_on desc, id;
