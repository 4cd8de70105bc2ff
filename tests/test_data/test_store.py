"""The file: made at the first start, left alone at the next ones, refused with a sentence when it isn't ours."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

import data
from data import database_path, is_named, now, open_store, steps

HERE = Path(data.__file__).parent
REFERENCE = HERE / "reference"
ADDED = {"regions": 0, "departments": 0, "people": 1}  # the application itself is somebody too
LISTS = (
    "regions",
    "departments",
    "themes",
    "stages",
    "statuses",
    "reasons",
    "proofs",
    "eases",
    "bodies",
    "roles",
    "session_kinds",
)


def shipped(name):
    """The rows of a reference list."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def rows(store, question):
    """What a question of SQL answers."""
    with store.reading() as cursor:
        return cursor.execute(question).fetchall()


def everything(path):
    """All that a closed file holds, by table."""
    with duckdb.connect(str(path), read_only=True) as file:
        names = [name for (name,) in file.execute("select table_name from duckdb_tables() order by 1").fetchall()]
        return {name: file.execute(f"from {name} order by all").fetchall() for name in names}


def closed_store(path):
    """A store opened once, then closed; its path."""
    open_store(path).close()
    return path


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """A store just made, which nobody changes."""
    store = open_store(tmp_path_factory.mktemp("made") / "a.duckdb")
    yield store
    store.close()


# The first start


def test_the_first_start_makes_the_file_its_folder_and_its_tables(tmp_path):
    path = tmp_path / "new" / "folder" / "store.duckdb"
    began = now()
    store = open_store(path)
    migrations = sorted((HERE / "migrations").glob("*.sql"))
    done = rows(store, "from migrations order by number")
    assert [(number, name) for number, name, _ in done] == [(int(file.stem[:3]), file.stem) for file in migrations]
    assert all(began <= applied <= now() for _, _, applied in done)
    assert rows(store, "select count(*) from proposals") == rows(store, "select count(*) from events") == [(0,)]
    assert store.latest_event == 0
    store.close()
    assert path.exists()


def test_a_new_store_has_the_regions_and_departments_of_france(opened):
    assert rows(opened, "select count(*) from regions") == [(18,)]
    assert rows(opened, "select count(*) from departments") == [(101,)]
    sums = "select sum(qpv_2015), sum(population_2019), sum(qpv_population_2018) from regions"
    assert rows(opened, sums) == [(1_435, 67_244_921, 5_360_753)]
    home = "select region from departments where code in ('75', '93', '2A', '69', '974') order by code"
    assert [region for (region,) in rows(opened, home)] == ["94", "84", "11", "11", "04"]
    astray = "select code from departments where region not in (select code from regions)"
    assert rows(opened, astray) == []
    assert rows(opened, "select count(distinct (tile_row, tile_col)), count(distinct short) from regions") == [(18, 18)]
    assert rows(opened, "select short from regions where contains(short, '-')") == []  # it would break the references


def test_a_new_store_has_every_list_as_it_is_shipped(opened):
    for file in REFERENCE.glob("*.csv"):
        name = {"local_people": "people"}.get(file.stem, file.stem)
        assert rows(opened, f"select count(*) from {name}") == [(len(shipped(file.stem)) + ADDED.get(name, 0),)], name
    for name in LISTS:
        codes = [code for (code,) in rows(opened, f"select code from {name} order by code")]
        assert codes == sorted(row["code"] for row in shipped(name))


@pytest.mark.parametrize(
    "astray",
    [
        "select code from statuses where stage not in (select code from stages)",
        "select role from transitions where role not in (select code from roles)",
        "select from_status from transitions where from_status not in (select code from statuses)",
        "select to_status from transitions where to_status not in (select code from statuses)",
        "select reason from transitions where reason not in ('none', 'sentence', 'code')",
        "select session from transitions where session not in ('none', 'open', 'still_open')",
        "select role from rights where role not in (select code from roles)",
        "select phase from rights where phase <> 'none' and phase not in (select phase from statuses)",
        "select role from people where role not in (select code from roles)",
        "select region from people where region not in (select code from regions)",
        "select department from people where department not in (select code from departments)",
        "select kind from sessions where kind not in (select code from session_kinds)",
        "select code from statuses where code <> 'received' and code not in (select to_status from transitions)",
    ],
)
def test_what_a_list_refers_to_is_in_another_list(opened, astray):
    assert rows(opened, astray) == []


def test_every_list_has_labels_in_both_languages_and_an_order_of_its_own(opened):
    for name in LISTS[2:]:
        bad = f"select code from {name} where trim(label_fr) = '' or trim(label_en) = '' or label_fr is null"
        assert rows(opened, bad) == [], name
        counts = "count(*), count(distinct position), count(distinct label_fr), count(distinct label_en)"
        assert len(set(rows(opened, f"select {counts} from {name}")[0])) == 1, name


# The next ones


def test_the_second_start_changes_nothing(tmp_path):
    path = closed_store(tmp_path / "store.duckdb")
    before = everything(path)
    for _ in range(2):
        closed_store(path)
    assert everything(path) == before


def test_a_list_that_staff_changed_is_left_alone(tmp_path):
    path = closed_store(tmp_path / "store.duckdb")
    store = open_store(path)
    with store.writing() as cursor:
        cursor.execute("delete from themes where code <> 'sport'")
        cursor.execute("update regions set name = 'Outre-mer' where code = '01'")
        cursor.execute("insert into reasons values ('autre', 9, 'Autre', 'Other')")
        cursor.execute("delete from people where id = 'karim'")
        cursor.execute("delete from sessions where id > 2")
    store.close()
    before = everything(path)
    closed_store(path)
    assert everything(path) == before
    assert [row[0] for row in before["themes"]] == ["sport"]


def test_what_was_written_is_read_again_at_the_next_start(tmp_path):
    store = open_store(tmp_path / "store.duckdb")
    with store.writing() as cursor:
        event = "(7, 7, '2018-02-14'::timestamp, 'anne', 'convene', null, null, 1, null, 'CIV', null, null)"
        cursor.execute(f"insert into events values {event}")
    assert store.latest_event == 7
    store.close()
    store = open_store(tmp_path / "store.duckdb")
    assert store.latest_event == 7
    store.close()


# What a text may not do


@pytest.mark.parametrize(
    "reaching",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/passwd')",
        "select * from '/etc/passwd'",
        "select * from glob('/etc/*')",
        "copy themes to '/tmp/themes.csv'",
        "export database '/tmp/everything'",
        "attach '/tmp/other.duckdb'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set global TimeZone = 'Europe/Paris'",
        "set lock_configuration = false",
        "set global autoinstall_known_extensions = true",
    ],
)
def test_nothing_reaches_the_disk_the_network_or_the_settings(opened, reaching):
    with opened.reading() as cursor, pytest.raises(duckdb.Error, match=r"(?i)disabled|lock|not exist|not be found"):
        cursor.execute(reaching).fetchall()


def test_the_store_counts_time_in_utc_without_zone(opened):
    assert now().tzinfo is None
    assert abs(now() - datetime.now(UTC).replace(tzinfo=None)) < timedelta(seconds=5)
    assert rows(opened, "select current_setting('TimeZone')") == [("UTC",)]


def test_each_statement_of_a_text_is_told_apart():
    found = steps("-- One; two.\nselect ';' as one; select 2 as two; -- three\n")
    with duckdb.connect() as anywhere:
        assert [anywhere.execute(step).fetchall() for step in found] == [[(";",)], [(2,)]]


def test_the_file_is_the_one_the_environment_names(monkeypatch):
    monkeypatch.setenv("DASHBOARD_DATABASE", "/srv/here.duckdb")
    assert (database_path(), is_named()) == (Path("/srv/here.duckdb"), True)
    monkeypatch.setenv("DASHBOARD_DATABASE", "")
    assert (database_path(), is_named()) == (HERE / "dashboard.duckdb", False)


# A fatal error


def test_after_a_fatal_error_the_store_opens_itself_again(tmp_path):
    store = open_store(tmp_path / "store.duckdb")
    for gesture in (store.reading, store.writing):
        with pytest.raises(duckdb.FatalException), gesture():
            raise duckdb.FatalException("the disk is full")
        assert rows(store, "select count(*) from regions") == [(18,)]
    with store.writing() as cursor:
        cursor.execute("delete from themes")
    assert rows(store, "select count(*) from themes") == [(0,)]
    store.close()
