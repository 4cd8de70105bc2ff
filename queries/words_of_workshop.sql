-- The proposals of a workshop as its sheet said them: its words, the theme it gave before anybody changed it, in French.
with said as (
    select proposals.*, coalesce(
        (select arg_min(before, number) from events where events.proposal = proposals.id and kind = 'retheme'), theme) as first_theme
    from proposals
    where workshop = $workshop
)
select said.reference, coalesce(said.number, '') as number, coalesce(themes.label_fr, first_theme) as theme,
    said.title, said.words as text, coalesce(bodies.label_fr, said.body) as body
from said
left join themes on themes.code = first_theme
left join bodies on bodies.code = said.body
order by said.id;
