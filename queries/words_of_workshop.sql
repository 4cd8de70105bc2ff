-- The proposals of a workshop as its sheet said them: its words, the theme it last gave whatever anybody made of it, in French.
with themed as (
    select proposal, coalesce(arg_max(after, number) filter (by_a_sheet), arg_min(before, number)) as theme
    from (
        select *, act in (select number from events where kind in ('take_in', 'undo_take_in')) as by_a_sheet
        from events
        where kind = 'retheme'
    )
    group by proposal
),
said as (
    select proposals.*, coalesce(themed.theme, proposals.theme) as theme_given
    from proposals
    left join themed on themed.proposal = proposals.id
    where workshop = $workshop
)
select said.reference, coalesce(said.number, '') as number, coalesce(themes.label_fr, theme_given) as theme,
    said.title, said.words as text, coalesce(bodies.label_fr, said.body) as body
from said
left join themes on themes.code = theme_given
left join bodies on bodies.code = said.body
order by said.id;
