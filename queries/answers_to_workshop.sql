-- What Decidim is to be told of each proposal of a workshop that its sheet gave a whole number, and to no other.
-- Its three states: accepted while it is kept, rejected once it is closed but done, evaluating until then.
with numbered as (
    from proposals
    where workshop = $workshop and regexp_full_match(number, '[0-9]{1,18}')
    qualify count(*) over (partition by try_cast(number as bigint)) = 1
)
select try_cast(numbered.number as bigint)::varchar as id,
    case
        when statuses.closed and numbered.status <> 'done' then 'rejected'
        when statuses.kept then 'accepted'
        else 'evaluating'
    end as state,
    coalesce(nullif(concat_ws(' – ', reasons.label_fr, tidy(decided.sentence)), ''), statuses.label_fr) as answer
from numbered
join statuses on statuses.code = numbered.status
left join reasons on reasons.code = numbered.reason
-- The decision in force is the latest move: a later edit of the wording decides nothing.
left join events as decided on decided.number = (
    select max(number) from events as moves where moves.proposal = numbered.id and moves.kind = 'move')
order by try_cast(numbered.number as bigint);
