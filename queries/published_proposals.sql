-- Every proposal that may be published: none that is fictional, no name, no sentence of the journal.
select proposals.reference, proposals.workshop, proposals.number, proposals.title, nullif(proposals.words, '') as words,
    proposals.edited_title, proposals.edited_words, proposals.theme, proposals.body,
    proposals.region, proposals.department, workshops.title as workshop_title, workshops.held_on,
    statuses.stage, proposals.status, in_paris(proposals.status_since)::date as since,
    (select in_paris(min(happened_at))::date from events where events.proposal = proposals.id and kind = 'receive') as received_on,
    statuses.kept, proposals.reason, sessions.label as session, sessions.held_on as session_held_on,
    runs_where, runs_since, result, proof, cost, needed, ease
from proposals
join workshops on workshops.id = proposals.workshop
join statuses on statuses.code = proposals.status
left join evidence on evidence.proposal = proposals.id
left join sessions on sessions.id = proposals.session and not sessions.fictional
where not proposals.fictional and not workshops.fictional
order by proposals.reference;
