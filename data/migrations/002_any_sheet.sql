-- Sheets of any shape: what was settled for each kind of sheet, proposals without a theme of ours, statuses that come with a sheet.

-- field: a field of the sheet, or 'column'. heard: a normalised cell, or a normalised heading. meant: a code, or a field.
create table settled (
    source varchar not null, field varchar not null, heard varchar not null, meant varchar not null,
    last_event bigint not null, primary key (source, field, heard)
);

-- A store that has no list yet takes it from the file, these rows included.
insert into themes (code, position, label_fr, label_en)
select 'unsorted', 13, 'À classer', 'To be sorted'
where exists (from themes) and not exists (from themes where code = 'unsorted');

insert into rights (action, role, phase)
select action, role, phase
from (
    values ('receive_as', 'staff', 'instruction'), ('receive_as', 'manager', 'instruction'),
        ('receive_as', 'coordinator', 'instruction'), ('receive_as', 'coordinator', 'decision'),
        ('receive_as', 'coordinator', 'follow_up'), ('undo_take_in', 'staff', 'none'),
        ('undo_take_in', 'manager', 'none'), ('undo_take_in', 'coordinator', 'none')
) as added (action, role, phase)
where exists (from rights);
