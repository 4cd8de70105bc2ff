-- What becomes of what is kept: the measures that may come of it, the list of verdicts, the follow-up of each proposal.
-- A store that has no list yet takes the measures, the verdicts and the rights from their files.

create table verdicts (code varchar primary key, position integer not null, label_fr varchar not null, label_en varchar not null);

-- own: added here by somebody, not shipped. theme: as the source names it, not one of ours. link: https only.
create table measures (
    code varchar primary key, title varchar not null, decided_on date not null, instance varchar not null, theme varchar,
    source varchar, link varchar, own boolean not null, fictional boolean not null, last_event bigint not null
);

-- body, in_charge: who is in charge, by kind of body, and in a few words.
create table follow_ups (
    proposal bigint primary key, measure varchar, verdict varchar, body varchar, in_charge varchar,
    next_date date, note varchar, last_event bigint not null
);

insert into rights (action, role, phase)
select action, role, phase
from (
    values ('follow_up', 'coordinator', 'decision'), ('follow_up', 'coordinator', 'follow_up'),
        ('add_measure', 'coordinator', 'none')
) as added (action, role, phase)
where exists (from rights);
