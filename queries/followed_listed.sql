-- One page of the proposals on screen that were kept, with their follow-up; the late ones alone if asked, the latest first.
-- Late: still open, its next date passed, or no next date and nothing done for more than $idle days.
with
kept as (
    select proposals.*, follow_ups.* exclude (proposal, body, last_event), follow_ups.body as in_charge_body,
        in_paris(coalesce(greatest(proposals.status_since, followed.happened_at), proposals.status_since))::date as quiet_since
    from matching($filters) as proposals
    left join follow_ups on follow_ups.proposal = proposals.id
    left join events as followed on followed.number = follow_ups.last_event
    where proposals.kept
),
dated as (
    select *, case
            when closed then null
            when next_date < $today::date then $today::date - next_date
            when next_date is null and $today::date - quiet_since > $idle then $today::date - quiet_since
        end as late
    from kept
)
select id, reference, coalesce(edited_title, title) as title, theme, region, department, status, verdict, measure,
    in_charge_body, in_charge, next_date, note, late, count(*) over () as followed_in_all
from dated
where not $only_late or late is not null
order by case when $only_late then late end desc, reference
limit $most offset $skipped;
