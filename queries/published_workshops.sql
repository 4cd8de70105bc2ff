-- Every workshop that may be published, with the codes of its themes: none that is fictional, nobody's note.
select workshops.id, workshops.title, workshops.held_on, workshops.prefecture, workshops.place, workshops.region,
    workshops.department, workshops.participants, workshops.source,
    (select string_agg(theme, '|' order by themes.position) from workshop_themes join themes on themes.code = theme
     where workshop_themes.workshop = workshops.id) as themes,
    (select count(*) from proposals where proposals.workshop = workshops.id and not proposals.fictional) as proposals
from workshops
where not workshops.fictional
order by workshops.id;
