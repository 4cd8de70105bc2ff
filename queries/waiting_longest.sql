-- Which proposals on screen have waited longest for somebody of this role to move them on (every open one for a reader).
select proposals.id, proposals.reference, coalesce(edited_title, title) as title, proposals.status, status_since,
    $today::date - in_paris(status_since)::date as days
from matching($filters) as proposals
where not closed
  and ($role = 'reader' or exists (
      from transitions
      join statuses as next on next.code = transitions.to_status
      where transitions.from_status = proposals.status and transitions.role = $role
        and next.position > proposals.status_position))
order by status_since, proposals.id
limit $most;
