"""What becomes of what was kept: who may say it, of what, and what is written."""

from datetime import date, datetime, timedelta

import pytest

from queries import ChangedMeanwhile, Filters, Incomplete, NotAllowed, ask, end_of, latest_event, record

KEPT = ("kept", "adopted", "not_adopted", "under_way", "done", "abandoned")
CITES = "feuille-2018-06"  # the “cités éducatives”, among the measures that are shipped
SAID = {
    "measure": CITES,
    "verdict": "partial",
    "body": "state_service",
    "in_charge": "Bureau des contrats de ville",
    "next_date": date(2018, 9, 1),
    "note": "Circulaire en préparation.",
}


@pytest.fixture
def kept(prefecture):
    """A proposal that was kept; its number."""
    [proposal] = prefecture.proposals()
    prefecture.place(proposal, "kept")
    return proposal


def held(prefecture, proposal):
    """What is held of its follow-up."""
    return {name: prefecture.table("follow_ups", where=f"proposal = {proposal}")[0][name] for name in SAID}


def test_the_coordinator_says_what_becomes_of_a_kept_proposal_and_each_thing_is_an_event(prefecture, kept):
    before = latest_event()
    prefecture.follow_up(kept, **SAID, sentence="Relevé du 18 juillet.")
    assert held(prefecture, kept) == SAID
    told = prefecture.events(before)
    assert [(event["kind"], event["before"], event["after"]) for event in told] == [
        ("link_measure", None, CITES),
        ("verdict", None, "partial"),
        ("follow_body", None, "state_service"),
        ("follow_in_charge", None, "Bureau des contrats de ville"),
        ("follow_date", None, "2018-09-01"),
        ("follow_note", None, "Circulaire en préparation."),
    ]
    assert {(event["act"], event["person"], event["proposal"], event["sentence"]) for event in told} == {
        (before + 1, "anne", kept, "Relevé du 18 juillet.")
    }
    assert prefecture.row(kept)["last_event"] == before + 6


def test_only_what_changes_is_told_and_what_is_left_out_is_taken_away(prefecture, kept):
    prefecture.follow_up(kept, **SAID)
    before = latest_event()
    prefecture.follow_up(kept, **SAID | {"verdict": "reworded", "note": " "})
    assert [(event["kind"], event["before"], event["after"]) for event in prefecture.events(before)] == [
        ("verdict", "partial", "reworded"),
        ("follow_note", "Circulaire en préparation.", None),
    ]
    assert held(prefecture, kept) == SAID | {"verdict": "reworded", "note": None}
    with pytest.raises(Incomplete, match="nothing to record"):
        prefecture.follow_up(kept, **SAID | {"verdict": "reworded", "note": ""})


def test_the_journal_tells_one_gesture_by_its_measure_and_its_verdict_and_the_rest_when_asked(prefecture, kept):
    before = latest_event()
    prefecture.follow_up(kept, **SAID)

    def told(*kinds):
        asked = {"filters": Filters(), "everything": True, "person": None, "since": None, "colleague_of": None}
        asked |= {"most": 50, "skipped": 0}
        rows = ask("journal", kinds=kinds, **asked).to_pylist()
        return [row["kind"] for row in rows if row["number"] > before]

    assert told() == ["verdict", "link_measure"]
    assert told("follow_body", "follow_note") == ["follow_note", "follow_body"]
    before = latest_event()
    prefecture.follow_up(kept, **SAID | {"note": "Relancé.", "next_date": None})
    assert told() == ["follow_date"]


def test_linking_a_proposal_to_a_measure_changes_no_status(prefecture, kept):
    before = prefecture.row(kept)
    prefecture.follow_up(kept, measure=CITES)
    assert {name for name, value in prefecture.row(kept).items() if value != before[name]} == {"last_event"}


def test_nobody_but_the_coordinator_follows_up_whatever_the_status_and_the_place(prefecture, kept, shipped):
    people = {role: prefecture.person(f"{role} here", role, "11", "93") for role in ("reader", "staff", "manager")}
    people["administrator"] = prefecture.person("administrator here", "administrator")
    before = prefecture.everything()
    for status in [row["code"] for row in shipped("statuses")]:
        prefecture.place(kept, status)
        for by in people.values():
            with pytest.raises(NotAllowed, match="does not let you do this"):
                prefecture.follow_up(kept, by, **SAID)
    prefecture.place(kept, "kept")
    for by in people.values():
        with pytest.raises(NotAllowed):
            prefecture.add_measure(by=by)
    assert prefecture.everything() == before


def test_what_was_not_kept_is_not_followed_up_and_what_was_is_until_its_end(prefecture, kept, shipped):
    for status in [row["code"] for row in shipped("statuses")]:
        prefecture.place(kept, status)
        if status in KEPT:
            prefecture.follow_up(kept, note=f"À ce point : {status}.")
        else:
            with pytest.raises(NotAllowed, match="only what was kept is followed up"):
                prefecture.follow_up(kept, note="Trop tôt.")


def test_a_coordinator_of_one_region_follows_up_no_other(prefecture, kept):
    prefecture.person("lyon", "coordinator", "84")
    with pytest.raises(NotAllowed, match="outside your territory"):
        prefecture.follow_up(kept, "lyon", **SAID)


def test_what_somebody_else_said_since_is_not_overwritten(prefecture, kept):
    seen = latest_event()
    prefecture.follow_up(kept, note="D’abord.")
    before = prefecture.everything()
    with pytest.raises(ChangedMeanwhile, match="Anne Lemaire changed the proposal"):
        prefecture.follow_up(kept, seen=seen, note="Ensuite.")
    assert prefecture.everything() == before


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"measure": "nowhere"}, "not in the list of measures"),
        ({"verdict": "perfect"}, "not in the list of verdicts"),
        ({"body": "martians"}, "not in the list"),
        ({"in_charge": "x" * 301}, "300 characters"),
        ({"note": "x" * 2001}, "2,000 characters"),
        ({"note": "x", "sentence": "x" * 2001}, "2,000 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(prefecture, kept, said, refusal):
    before = prefecture.everything()
    with pytest.raises(Incomplete, match=refusal):
        prefecture.follow_up(kept, **said)
    assert prefecture.everything() == before


def test_the_shipped_measures_are_there_with_their_sources_and_only_safe_links(prefecture, shipped):
    rows = prefecture.table("measures", "code")
    assert sorted(row["code"] for row in shipped("measures")) == [row["code"] for row in rows]
    assert all(row["source"] for row in rows)
    assert {row["link"][:8] for row in rows if row["link"]} == {"https://"}
    assert not any(row["own"] or row["fictional"] for row in rows)


def test_the_coordinator_adds_a_measure_and_links_a_proposal_to_it(prefecture, kept):
    code = prefecture.add_measure("Un fonds commun", link="https://www.legifrance.gouv.fr/jorf/id/X?a=1#b")
    assert code == "own-1"
    assert prefecture.add_measure("Un autre fonds") == "own-2"
    prefecture.follow_up(kept, measure=code)
    [row] = ask("follow_up_of", proposal=kept).to_pylist()
    assert (row["title"], row["decided_on"]) == ("Un fonds commun", date(2018, 7, 18))
    with pytest.raises(Incomplete, match="already in the list"):
        prefecture.add_measure("UN FONDS  COMMUN ".replace("  ", " "))


@pytest.mark.parametrize(
    "link",
    [
        *(
            "http://example.org/",
            "javascript:alert(1)",
            "//example.org",
            "ftp://example.org",
            "example.org",
            "https://",
        ),
        *("data:text/html,<b>", "https://exa mple.org", "https://example.org/<script>", "https://anne@evil.example/"),
        *("https://example.org/\u202etxt", " \thttp://x", "HTTPS:/x", "https://example.org/a\nb"),
    ],
)
def test_a_link_that_is_not_a_page_over_https_is_refused(prefecture, link):
    before = prefecture.everything()
    with pytest.raises(Incomplete, match="beginning with https://"):
        prefecture.add_measure(link=link)
    assert prefecture.everything() == before


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"title": " "}, "Write a title"),
        ({"title": "x" * 301}, "300 characters"),
        ({"instance": ""}, "Name the session or the text"),
        ({"decided_on": None}, "Give the date"),
        ({"source": "x" * 2001}, "2,000 characters"),
    ],
)
def test_a_measure_that_lacks_something_is_refused(prefecture, given, refusal):
    with pytest.raises(Incomplete, match=refusal):
        prefecture.add_measure(**given)


# The wording that was kept


def worded(proposal):
    """The wording that was kept: its title and its words."""
    return [(row["title"], row["words"]) for row in ask("wording_kept", proposal=proposal).to_pylist()]


def test_the_wording_kept_is_the_one_that_stood_when_the_session_decided(prefecture):
    session = prefecture.session()
    [proposal] = prefecture.take_in(prefecture.workshop(), {"title": "Dit", "words": "Dit ainsi", "number": "1"})
    assert worded(proposal) == []
    prefecture.move(proposal, "under_review", "helene")
    prefecture.reword(proposal, "Retouché", "Dit ainsi")
    prefecture.move(proposal, "put_forward", "helene")
    prefecture.move(proposal, "kept", session=session)
    assert worded(proposal) == [("Retouché", "Dit ainsi")]
    prefecture.reword(proposal, "Retouché depuis", "Autrement")
    prefecture.take_in(
        prefecture.row(proposal)["workshop"], {"title": "Dit", "words": "Corrigé", "number": "1", "theme": "sport"}
    )
    prefecture.move(proposal, "adopted")
    assert worded(proposal) == [("Retouché", "Dit ainsi")]
    prefecture.move(proposal, "kept", sentence="Par erreur.")
    assert worded(proposal) == [("Retouché", "Dit ainsi")]
    prefecture.move(proposal, "put_forward", sentence="À revoir.")
    prefecture.move(proposal, "kept", session=session)
    assert worded(proposal) == [("Retouché depuis", "Autrement")]


def test_a_wording_put_back_to_the_workshop_s_follows_its_correction(prefecture):
    [proposal] = prefecture.take_in(
        prefecture.workshop(), {"title": "Des jardin partagés", "words": "Mots", "number": "1"}
    )
    prefecture.reword(proposal, "Autre", "Mots")
    prefecture.reword(proposal, "Des jardin partagés", "Mots")
    corrected = {"title": "Des jardins partagés", "words": "Mots", "number": "1"}
    prefecture.take_in(prefecture.row(proposal)["workshop"], corrected)
    for status, by in (("under_review", "helene"), ("put_forward", "helene"), ("kept", "anne")):
        prefecture.move(proposal, status, by, session=prefecture.session())
    assert worded(proposal) == [("Des jardins partagés", "Mots")]


# Figures, counted by hand


@pytest.fixture
def six(prefecture):
    """In Seine-Saint-Denis, sport: kept, adopted twice; in Lyon, rights: done, not adopted; and one never kept."""
    bobigny, lyon = prefecture.workshop("93"), prefecture.workshop("69")
    one, two, three, never = prefecture.take_in(bobigny, "Un", "Deux", "Trois", "Jamais")
    four, five = prefecture.take_in(lyon, *({"title": title, "theme": "rights"} for title in ("Quatre", "Cinq")))
    statuses = {one: "kept", two: "adopted", three: "adopted", four: "done", five: "not_adopted", never: "put_forward"}
    for proposal, status in statuses.items():
        prefecture.place(proposal, status)
    prefecture.sql("update proposals set status_since = $now", now=prefecture.clock)
    prefecture.follow_up(two, measure=CITES, verdict="partial", next_date=date(2018, 3, 1))
    prefecture.follow_up(three, measure=CITES)
    prefecture.follow_up(four, measure="civ-2021-06", verdict="integral", next_date=date(2018, 3, 1))
    prefecture.follow_up(five, verdict="not_taken_up")
    return one, two, three, four, five, never


def counted(**filters):
    """How many of what was kept have each theme, region, status, verdict, and whether a measure is linked."""
    rows = ask("became_of_kept", filters=Filters(**filters)).to_pylist()
    named = ("theme", "region", "status", "verdict", "linked")
    return {tuple(row[name] for name in named): row["proposals"] for row in rows}


def test_what_became_of_what_was_kept_is_counted_by_theme_and_region(prefecture, six):
    lyon = {("rights", "84", "done", "integral", True): 1, ("rights", "84", "not_adopted", "not_taken_up", False): 1}
    assert counted() == lyon | {
        ("sport", "11", "kept", None, False): 1,
        ("sport", "11", "adopted", "partial", True): 1,
        ("sport", "11", "adopted", None, True): 1,
    }
    assert counted(regions=("84",)) == lyon


def late(day, idle=30):
    """The late ones on a day, with how many days."""
    asked = {"filters": Filters(), "today": day, "idle": idle, "only_late": True, "most": 50, "skipped": 0}
    return [(row["id"], row["late"]) for row in ask("followed_listed", **asked).to_pylist()]


def test_what_is_late_is_past_its_date_or_left_alone_too_long_and_never_what_is_closed(prefecture, six):
    one, two, three, *_ = six
    # On 15 February all is fresh. `two` was due on 1 March; `one` and `three` have no date: 30 days lead to 17 March.
    assert late(date(2018, 2, 15)) == []
    assert late(date(2018, 3, 1)) == []
    assert late(date(2018, 3, 2)) == [(two, 1)]
    assert late(date(2018, 3, 17)) == [(two, 16)]
    assert late(date(2018, 3, 18)) == [(one, 31), (three, 31), (two, 17)]
    assert late(date(2018, 3, 18), idle=90) == [(two, 17)]
    prefecture.clock = datetime(2018, 3, 10, 9)
    prefecture.follow_up(three, measure=CITES, note="Rappelé.")
    assert late(date(2018, 3, 18)) == [(one, 31), (two, 17)]


def test_all_that_was_kept_is_listed_with_its_follow_up(prefecture, six):
    asked = {"filters": Filters(), "today": date(2018, 3, 2), "idle": 30, "only_late": False, "most": 2, "skipped": 2}
    rows = ask("followed_listed", **asked).to_pylist()
    # By reference: the two of Lyon (ARA) come before those of Seine-Saint-Denis (IDF).
    assert [(row["title"], row["followed_in_all"]) for row in rows] == [("Un", 5), ("Deux", 5)]
    assert (rows[1]["measure"], rows[1]["verdict"], rows[1]["late"]) == (CITES, "partial", 1)


def test_a_past_day_knows_nothing_of_what_was_said_later(prefecture, kept):
    then = end_of(prefecture.clock.date())
    prefecture.follow_up(kept, **SAID)
    prefecture.clock += timedelta(days=2)
    code = prefecture.add_measure("Plus tard")
    prefecture.follow_up(kept, measure=code, verdict="integral")
    [row] = ask("follow_up_of", proposal=kept, as_of=then).to_pylist()
    assert {name: row[name] for name in SAID} == SAID
    assert code not in ask("measures", as_of=then)["code"].to_pylist()
    assert ask("follow_up_of", proposal=kept).to_pylist()[0]["verdict"] == "integral"


@pytest.mark.parametrize(
    "harm",
    [
        "update follow_ups set verdict = 'integral'",
        "delete from follow_ups",
        "update follow_ups set next_date = null",
        "delete from measures where code = 'feuille-2018-06'",
        "update follow_ups set last_event = last_event - 1",
    ],
)
def test_a_follow_up_that_its_events_do_not_tell_is_found_by_the_check(prefecture, kept, harm):
    prefecture.sql("update proposals set status = 'received'")
    prefecture.move(kept, "under_review", "helene")
    prefecture.move(kept, "put_forward", "helene")
    prefecture.move(kept, "kept", session=prefecture.session())
    prefecture.follow_up(kept, **SAID)
    assert ask("disagreements").to_pylist() == []
    prefecture.sql(harm)
    prefecture.clock += timedelta(minutes=1)
    record("convene", by="anne", kind="civ", label="Autre", held_on=date(2031, 1, 1), place="")  # a fresh answer
    assert ask("disagreements").num_rows >= 1


def test_a_measure_of_the_demonstration_stays_for_the_real_proposal_linked_to_it(prefecture, kept):
    prefecture.sql(
        "insert into measures values ('demo-1', 'Fictive', '2018-07-18', 'CIV', null, null, null, true, true, 0), "
        "('demo-2', 'Autre', '2018-07-18', 'CIV', null, null, null, true, true, 0)"
    )
    prefecture.sql("update workshops set fictional = true where id = (select max(id) from workshops)")
    prefecture.sql(
        "insert into proposals by name "
        "select * replace (99 as id, 'X-1' as reference, true as fictional) from proposals"
    )
    prefecture.sql("update workshops set fictional = false")
    prefecture.follow_up(kept, measure="demo-1")
    prefecture.follow_up(99, measure="demo-2")
    record("end_demonstration", by="application", told_again=None)
    assert [row["code"] for row in prefecture.table("measures", where="fictional")] == ["demo-1"]
    assert [row["proposal"] for row in prefecture.table("follow_ups")] == [kept]
