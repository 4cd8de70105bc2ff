-- What shows that a proposal has proved itself, and what it takes to reproduce it elsewhere: one sheet a proposal.
-- runs_since: a year, a month or a day, as precisely as it is known (2015, 2015-03, 2015-03-14).

create table proofs (code varchar primary key, position integer not null, label_fr varchar not null, label_en varchar not null);
create table eases (code varchar primary key, position integer not null, label_fr varchar not null, label_en varchar not null);

create table evidence (
    proposal bigint primary key, runs_where varchar, runs_since varchar, result varchar, proof varchar, cost varchar,
    needed varchar, ease varchar, last_event bigint not null
);

-- A store that has no list yet takes it from the file, these rows included.
insert into rights (action, role, phase)
select 'evidence', role, phase
from (
    values ('staff', 'instruction'), ('staff', 'decision'), ('manager', 'instruction'), ('manager', 'decision'),
        ('coordinator', 'instruction'), ('coordinator', 'decision'), ('coordinator', 'follow_up')
) as added (role, phase)
where exists (from rights);
