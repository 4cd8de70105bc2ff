-- The store: reference lists, workshops and what was proposed there, people, committee sessions, and every event.
-- Subset that DuckDB 1.5 and 2.0 both run; no index and no foreign key, on purpose (silent corruption and refused updates:
-- duckdb issues 23788, 23848, 25771): references are guarded by the decisions in queries/decisions and by `python -m data check`.

create table regions (
    code varchar primary key, name varchar not null, short varchar not null,
    tile_row integer not null, tile_col integer not null,
    population_2019 bigint not null, qpv_2015 integer not null, qpv_population_2018 bigint not null
);
create table departments (code varchar primary key, name varchar not null, region varchar not null);
create table themes (code varchar primary key, position integer not null, label_fr varchar not null, label_en varchar not null);
create table stages (code varchar primary key, position integer not null, label_fr varchar not null, label_en varchar not null);
create table statuses (
    code varchar primary key, position integer not null, stage varchar not null, phase varchar not null,
    kept boolean not null, closed boolean not null, label_fr varchar not null, label_en varchar not null
);
create table reasons (code varchar primary key, position integer not null, label_fr varchar not null, label_en varchar not null);
create table bodies (code varchar primary key, position integer not null, label_fr varchar not null, label_en varchar not null);
create table roles (code varchar primary key, position integer not null, label_fr varchar not null, label_en varchar not null);
create table session_kinds (code varchar primary key, position integer not null, label_fr varchar not null, label_en varchar not null);

-- Which move each role may make. reason: none, sentence, code (a coded reason and a sentence).
-- session: none, open (the move names an open session), still_open (the session that decided must not be closed).
create table transitions (
    from_status varchar not null, to_status varchar not null, role varchar not null,
    reason varchar not null, session varchar not null,
    primary key (from_status, to_status, role)
);
-- Which other action each role may take, in its own territory, and in which phase of a proposal (none: not about one).
create table rights (
    action varchar not null, role varchar not null, phase varchar not null,
    primary key (action, role, phase)
);

-- A territory is a department, a region (department null) or the whole country (both null).
create table people (
    id varchar primary key, name varchar not null, position varchar not null, role varchar not null,
    region varchar, department varchar,
    active boolean not null, local boolean not null, fictional boolean not null, last_event bigint not null
);
create table sessions (
    id bigint primary key, kind varchar not null, label varchar not null, held_on date not null, place varchar,
    closed boolean not null, source varchar, fictional boolean not null, last_event bigint not null
);
create table workshops (
    id bigint primary key, department varchar not null, region varchar not null, prefecture varchar not null,
    title varchar not null, held_on date not null, place varchar, participants integer,
    source varchar, note varchar, fictional boolean not null, last_event bigint not null
);
create table workshop_themes (workshop bigint not null, theme varchar not null, primary key (workshop, theme));

-- The present state of each proposal in one row; title and words are the workshop's and are never updated.
create table proposals (
    id bigint primary key, reference varchar not null unique,
    workshop bigint not null, department varchar not null, region varchar not null, number varchar,
    title varchar not null, words varchar not null, edited_title varchar, edited_words varchar,
    theme varchar not null, body varchar not null,
    status varchar not null, status_since timestamp not null, session bigint, reason varchar,
    search varchar not null, fictional boolean not null, last_event bigint not null
);

-- Everything that happened, in order, never changed. act: the number of the first event of the same gesture.
-- kind: receive, move, retitle, reword, retheme, hold_workshop, take_in, convene, appoint, demonstrate, end_demonstration.
create table events (
    number bigint primary key, act bigint not null, happened_at timestamp not null, person varchar not null,
    kind varchar not null, proposal bigint, workshop bigint, session bigint,
    before varchar, after varchar, reason varchar, sentence varchar
);
