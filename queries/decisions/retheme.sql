-- Put a proposal under another theme.

select case
        when editor.id is null then 'unknown_person'
        when proposals.id is null then 'unknown_proposal'
        when not covers(editor.region, editor.department, proposals.region, proposals.department) then 'outside_territory'
        when not coalesce(proposals.last_event <= $seen, false) then 'changed_meanwhile'
        when not exists (from rights where action = 'retheme' and role = editor.role and phase = statuses.phase)
            then 'edit_not_allowed'
        when not exists (from themes where code = $theme) then 'unknown_theme'
        when length($sentence) > 2000 then 'sentence_too_long'
        when proposals.theme = $theme then 'nothing_changed'
    end as refusal,
    proposals.id as proposal, proposals.reference, proposals.status as before, editor.role
from (select $proposal::bigint as id) as asked
left join people as editor on editor.id = $by and editor.active
left join proposals on proposals.id = asked.id
left join statuses on statuses.code = proposals.status
where refusal is not null;

insert into events (number, act, happened_at, person, kind, proposal, workshop, before, after, sentence)
select $event, $event, $now, $by, 'retheme', id, workshop, theme, $theme, tidy($sentence)
from proposals
where id = $proposal;

update proposals set theme = $theme, last_event = $event where id = $proposal;
