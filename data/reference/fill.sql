-- Give each reference table that is still empty its list (`incoming_<list>` is `data/reference/<list>.csv`).
insert into regions by name select * from incoming_regions where not exists (from regions);
insert into departments by name select * from incoming_departments where not exists (from departments);
insert into themes by name select * from incoming_themes where not exists (from themes);
insert into stages by name select * from incoming_stages where not exists (from stages);
insert into statuses by name select * from incoming_statuses where not exists (from statuses);
insert into reasons by name select * from incoming_reasons where not exists (from reasons);
insert into proofs by name select * from incoming_proofs where not exists (from proofs);
insert into eases by name select * from incoming_eases where not exists (from eases);
insert into bodies by name select * from incoming_bodies where not exists (from bodies);
insert into roles by name select * from incoming_roles where not exists (from roles);
insert into session_kinds by name select * from incoming_session_kinds where not exists (from session_kinds);
insert into transitions by name select * from incoming_transitions where not exists (from transitions);
insert into rights by name select * from incoming_rights where not exists (from rights);
insert into verdicts by name select * from incoming_verdicts where not exists (from verdicts);
insert into measures by name
    select code, measure as title, date as decided_on, instance, theme, source,
        case when starts_with(source, 'https://') then source end as link, false as own, false as fictional, 0 as last_event
    from incoming_measures where not exists (from measures);
insert into sessions by name
    select row_number() over (order by held_on) as id, *, true as closed, false as fictional, 0 as last_event
    from incoming_sessions where not exists (from sessions);
insert into people by name
    select *, true as active, true as local, false as fictional, 0 as last_event
    from incoming_local_people where not exists (from people);
-- The author of what the program does by itself; nobody can act as it.
insert into people
    select 'application', 'L’application', 'tableau de bord', 'reader', null, null, false, false, false, 0
    where not exists (from people where id = 'application');
