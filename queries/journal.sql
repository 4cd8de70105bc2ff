-- One page of what happened, latest first: one line for each gesture, however many proposals it moved. With $colleague_of, what this
-- person and the program did is left out; what is about no proposal, done by people whose territory is inside theirs, is told too.
with
chosen as (select id from matching($filters)),
colleagues as (
    select colleague.id
    from people
    join people as colleague on colleague.id <> people.id and (colleague.region is not null or people.region is null)
        and covers(people.region, people.department, colleague.region, colleague.department)
    where people.id = $colleague_of
),
told as (
    select events.*, count(*) over gesture as proposals
    from events
    left join chosen on chosen.id = events.proposal
    where ($everything or chosen.id is not null or (events.proposal is null and events.workshop in (select workshop from matching($filters)))
            or (events.proposal is null and events.person in (select id from colleagues)))
      and ($colleague_of is null or events.person not in ($colleague_of, 'application'))
      and (len($kinds) = 0 or list_contains($kinds, events.kind)
          or (list_contains($kinds, 'evidence') and starts_with(events.kind, 'evidence_')))
      and ($person is null or events.person = $person)
      and ($since is null or events.happened_at >= $since)
      -- What one gesture also did is told when asked for: its first event, a measure and a verdict say it.
      and not (events.kind in ('receive', 'follow_body', 'follow_in_charge', 'follow_date', 'follow_note')
          and events.act <> events.number and len($kinds) = 0)
      and not (starts_with(events.kind, 'evidence_') and events.act <> events.number)
    window gesture as (partition by act, kind, before, after)
    qualify row_number() over (partition by act, kind, before, after order by events.number) = 1
),
page as (select * from told order by number desc limit $most offset $skipped),
-- The proposals of each gesture of the page, a hundred at most: joined again, as a list in the window is one a proposal.
named as (
    select page.number, min(proposals.reference, 100) as concerned
    from page
    join events on events.act = page.act and events.kind = page.kind
        and events.before is not distinct from page.before and events.after is not distinct from page.after
    join proposals on proposals.id = events.proposal
    left join chosen on chosen.id = events.proposal
    where $everything or chosen.id is not null
    group by page.number
),
-- The fields that each evidence sheet of the page got in one gesture.
filled as (
    select page.number, list(events.kind order by events.number) as filled
    from page
    join events on events.act = page.act
    where starts_with(page.kind, 'evidence_')
    group by page.number
),
decisions as (select distinct from_status, to_status from transitions where session = 'open')
select told.number, told.happened_at, people.name as person, people.position, told.kind,
    coalesce(proposals.edited_title, proposals.title) as title, proposals.reference,
    workshops.title as workshop, sessions.label as session, told.before, told.after, told.reason, told.sentence,
    told.proposals, coalesce(named.concerned, []) as concerned, filled.filled,
    told.kind = 'move' and decisions.to_status is not null as decision
from page as told
left join named on named.number = told.number
left join filled on filled.number = told.number
left join decisions on decisions.from_status = told.before and decisions.to_status = told.after
left join people on people.id = told.person
left join proposals on proposals.id = told.proposal
left join workshops on workshops.id = told.workshop
left join sessions on sessions.id = told.session
order by told.number desc;
