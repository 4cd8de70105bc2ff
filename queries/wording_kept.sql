-- How a proposal was worded when it became kept, the last time it did, with when that was and the session that decided.
with
became as (
    select max(events.number) as number
    from events
    join statuses as next on next.code = events.after
    left join statuses as was on was.code = events.before
    where events.proposal = $proposal and events.kind in ('receive', 'move') and next.kept and not coalesce(was.kept, false)
),
-- The workshop's own words, as long as its sheet did not correct them, and what was edited until then.
edited as (
    select arg_max(after, number) filter (kind = 'retitle') as title, max(number) filter (kind = 'retitle') as retitled,
        arg_max(after, number) filter (kind = 'reword') as words, max(number) filter (kind = 'reword') as reworded
    from events
    where proposal = $proposal and number <= (select number from became)
),
corrected as (
    select (select arg_min(before, number) from events
            where proposal = $proposal and kind = 'correct_title' and number > became.number) as title,
        (select arg_min(before, number) from events
            where proposal = $proposal and kind = 'correct_title' and number > edited.retitled) as title_when_edited,
        (select arg_min(before, number) from events
            where proposal = $proposal and kind = 'correct_words' and number > became.number) as words,
        (select arg_min(before, number) from events
            where proposal = $proposal and kind = 'correct_words' and number > edited.reworded) as words_when_edited
    from became, edited
)
-- An edited wording stands only if it was another than the workshop's, as that was when it was edited.
select coalesce(nullif(edited.title, coalesce(corrected.title_when_edited, proposals.title)), corrected.title, proposals.title)
        as title,
    coalesce(nullif(edited.words, coalesce(corrected.words_when_edited, proposals.words)), corrected.words, proposals.words)
        as words,
    events.happened_at, sessions.label as session
from became
join events on events.number = became.number
join proposals on proposals.id = events.proposal
cross join edited
cross join corrected
left join sessions on sessions.id = events.session;
