-- One page of what happened, latest first: one line for each gesture, however many proposals it moved.
with
chosen as (select id from matching($filters)),
told as (
    select events.*, count(*) over gesture as proposals
    from events
    left join chosen on chosen.id = events.proposal
    where ($everything or chosen.id is not null or (events.proposal is null and events.workshop in (select workshop from matching($filters))))
      and (len($kinds) = 0 or list_contains($kinds, events.kind))
      and ($person is null or events.person = $person)
      and ($since is null or events.happened_at >= $since)
      and not (events.kind = 'receive' and events.act <> events.number and len($kinds) = 0)
    window gesture as (partition by act, kind, before, after)
    qualify row_number() over (partition by act, kind, before, after order by events.number) = 1
)
select told.number, told.happened_at, people.name as person, people.position, told.kind,
    coalesce(proposals.edited_title, proposals.title) as title, proposals.reference,
    workshops.title as workshop, sessions.label as session, told.before, told.after, told.reason, told.sentence,
    told.proposals
from told
left join people on people.id = told.person
left join proposals on proposals.id = told.proposal
left join workshops on workshops.id = told.workshop
left join sessions on sessions.id = told.session
order by told.number desc
limit $most offset $skipped;
