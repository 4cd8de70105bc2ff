-- What becomes of one proposal, with the measure it is linked to, if anything was said of it.
select follow_ups.*, measures.title, measures.decided_on, measures.instance, measures.source, measures.link
from follow_ups
left join measures on measures.code = follow_ups.measure
where follow_ups.proposal = $proposal;
