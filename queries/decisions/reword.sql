-- Set the edited wording beside the workshop's own words, which stay as they were said.

select case
        when editor.id is null then 'unknown_person'
        when proposals.id is null then 'unknown_proposal'
        when not covers(editor.region, editor.department, proposals.region, proposals.department) then 'outside_territory'
        when not coalesce(proposals.last_event <= $seen, false) then 'changed_meanwhile'
        when not exists (from rights where action = 'reword' and role = editor.role and phase = statuses.phase)
            then 'edit_not_allowed'
        when tidy($title) is null then 'title_missing'
        when length($title) > 300 then 'title_too_long'
        when length($words) > 20000 then 'words_too_long'
        when length($sentence) > 2000 then 'sentence_too_long'
        when coalesce(edited_title, title) = tidy($title) and coalesce(edited_words, words) = coalesce(tidy($words), '')
            then 'nothing_changed'
    end as refusal,
    proposals.id as proposal, proposals.reference, proposals.status as before, editor.role
from (select $proposal::bigint as id) as asked
left join people as editor on editor.id = $by and editor.active
left join proposals on proposals.id = asked.id
left join statuses on statuses.code = proposals.status
where refusal is not null;

insert into events (number, act, happened_at, person, kind, proposal, workshop, before, after, sentence)
select $event + row_number() over () - 1, $event, $now, $by, change.kind, proposals.id, proposals.workshop,
    change.before, change.after, tidy($sentence)
from proposals,
    lateral (
        select 'retitle' as kind, coalesce(edited_title, title) as before, tidy($title) as after
        union all
        select 'reword', coalesce(edited_words, words), coalesce(tidy($words), '')
    ) as change
where proposals.id = $proposal and change.before <> change.after;

update proposals
set edited_title = nullif(tidy($title), title),
    edited_words = nullif(coalesce(tidy($words), ''), words),
    search = plain(concat_ws(' ', reference, title, words, tidy($title), coalesce(tidy($words), ''))),
    last_event = (select max(number) from events where number >= $event)
where id = $proposal;
