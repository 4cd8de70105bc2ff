"""Every figure on the overview is what a count by hand gives, and opens the rows it counts."""

import re
from datetime import timedelta
from urllib.parse import parse_qs

import pytest
from gestures import sql
from screens import Screen

from queries.demonstration import paris_day

STAGES = {
    "received": "Reçues",
    "under_review": "En instruction",
    "put_forward": "Proposées",
    "kept": "Retenues",
    "adopted": "Adoptées",
    "closed": "Closes",
}
CHOICES = [
    {},
    {"region": ["Île-de-France"]},
    {"region": ["Île-de-France", "Bretagne"], "theme": ["Sport"]},
    {"theme": ["Accès aux droits et numérique"]},
    {"department": ["93 Seine-Saint-Denis"]},
    {"stage": ["Retenues", "Closes"]},
    {"status": ["Mise en réserve"]},
    {"text": "mediation NUMERIQUE"},
]


@pytest.fixture(scope="module")
def stages():
    return {row["code"]: row["stage"] for row in sql("from statuses")}


@pytest.fixture(scope="module")
def proposals(told, stages):
    """Every proposal with the labels that links name, and its stage a week ago, replayed from its events."""
    rows = sql(
        "select proposals.*, regions.name as region_label,"
        " departments.code || ' ' || departments.name as department_label,"
        " themes.label_fr as theme_label, statuses.label_fr as status_label from proposals"
        " join regions on regions.code = proposals.region join departments on departments.code = proposals.department"
        " join themes on themes.code = proposals.theme join statuses on statuses.code = proposals.status"
    )
    moves = sql("from events where kind in ('receive', 'move') order by number")
    week_ago = paris_day() - timedelta(days=7)
    then = {move["proposal"]: stages[move["after"]] for move in moves if move["happened_at"].date() <= week_ago}
    for row in rows:
        row |= {"stage": STAGES[stages[row["status"]]], "then": then.get(row["id"])}
    return rows


def plainly(text):
    """Neither case nor accents."""
    return text.lower().translate(str.maketrans("àâçéèêëîïôùûü", "aaceeeeiiouuu"))


def matching(proposals, choice):
    """The proposals that a choice of filters leaves, counted without the program."""
    names = {name: f"{name}_label" for name in ("region", "department", "theme", "status")} | {"stage": "stage"}

    def is_left(row):
        words = plainly(choice.get("text", "")).split()
        said = plainly(" ".join(str(row[name] or "") for name in ("reference", "title", "words", "edited_title")))
        return all(row[names[name]] in choice[name] for name in names if name in choice) and all(
            w in said for w in words
        )

    return [row for row in proposals if is_left(row)]


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_the_cards_count_the_proposals_at_each_stage(proposals, choice):
    left = matching(proposals, choice)
    expected = {label: sum(row["stage"] == label for row in left) for label in STAGES.values()}
    assert Screen(**choice).cards == expected


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_the_cards_say_what_changed_in_seven_days(proposals, choice):
    left = matching(proposals, choice)
    changes = {
        label: sum(row["stage"] == label for row in left) - sum(row["then"] == code for row in left)
        for code, label in STAGES.items()
    }
    said = {metric.label: int(metric.delta.replace("−", "-")) for metric in Screen(**choice).at.metric}
    assert said == changes


@pytest.mark.parametrize("choice", CHOICES[:4], ids=str)
def test_each_card_opens_the_proposals_it_counts(told, choice):
    screen = Screen(**choice)
    links = [parse_qs(query) for label, page, query in screen.links() if label == "Les voir"]
    assert [link["stage"] for link in links] == [[label] for label in screen.cards]
    for link, (stage, counted) in zip(links, screen.cards.items(), strict=True):
        assert counted_in_list(Screen("lucie", "proposals", **link)) == counted, stage


def counted_in_list(screen):
    """The number of proposals that the list says it holds."""
    first = next(words for words in screen.words if re.match(r"[\d ]+ propositions?, ", words) or "Aucune" in words)
    return 0 if "Aucune" in first else int(first.split(" proposition")[0].replace(" ", ""))


def test_the_list_holds_as_many_proposals_as_the_overview_counts(proposals):
    screen = Screen()
    link = next(parse_qs(query) for label, _, query in screen.links() if label == "Voir les propositions à l’écran")
    assert counted_in_list(Screen("lucie", "proposals", **link)) == sum(screen.cards.values()) == len(proposals)


def test_the_list_says_how_many_are_kept(proposals):
    kept = {row["code"] for row in sql("from statuses where kept")}
    left = [row for row in proposals if row["region_label"] == "Bretagne"]
    count = sum(row["status"] in kept for row in left)
    expected = f"{len(left)} propositions, dont {count} retenues pour le comité, suites comprises"
    assert expected in Screen("lucie", "proposals", region="Bretagne").words


def test_every_proposal_is_on_one_page_of_the_list_and_no_more(proposals):
    screen = Screen("lucie", "proposals", region="Île-de-France")
    screen.at.selectbox("order").select("reference").run()
    seen = list(screen.table()["reference"])
    for page in range(2, screen.at.pagination[0].proto.num_pages + 1):
        screen.at.pagination[0].select(page).run()
        seen += list(screen.table()["reference"])
    assert seen == sorted(row["reference"] for row in proposals if row["region_label"] == "Île-de-France")


@pytest.mark.parametrize(
    ("person", "ground"), [("karim", {"93"}), ("helene", {"75", "77", "78", "91", "92", "93", "94", "95"})]
)
def test_staff_are_shown_what_waits_in_their_territory_only(told, proposals, person, ground):
    where = {row["title"]: row["department"] for row in proposals} | {
        row["edited_title"]: row["department"] for row in proposals if row["edited_title"]
    }
    waiting = [
        button.label
        for button in Screen(person).open("overview").at.button
        if (button.key or "").startswith("waiting-")
    ]
    titles = [next(title for title in where if title in label.replace("\\", "")) for label in waiting]
    assert titles
    assert {where[title] for title in titles} <= ground


def test_the_next_session_is_announced_with_the_days_left(told):
    (session,) = sql("select label, held_on from sessions where not closed order by held_on limit 1")
    days = (session["held_on"] - paris_day()).days
    said = f"Prochaine séance : **{session['label']}**, {session['held_on']:%d/%m/%Y} (dans {days} jours)"
    assert said in Screen().words


def test_the_workshops_page_counts_what_became_of_each_workshop(told, proposals):
    screen = Screen("lucie", "workshops")
    tables = [screen.table()]
    screen.at.session_state["workshops_page"] = 2
    tables.append(screen.again().table())
    shown = [
        list(pair)
        for table in tables
        for pair in zip(table["Propositions"], table["Retenues, suites comprises"], strict=True)
    ]
    kept = {row["code"] for row in sql("from statuses where kept")}
    counts = {row["id"]: [0, 0] for row in sql("from workshops")}
    for row in proposals:
        counts[row["workshop"]][0] += 1
        counts[row["workshop"]][1] += row["status"] in kept
    assert sorted(shown) == sorted(counts.values())


def test_a_workshop_named_by_a_link_shows_what_became_of_every_proposal(told, proposals):
    (workshop,) = sql("from workshops where not fictional")
    label = f"{workshop['held_on']:%d/%m/%Y} · {workshop['department']} · {workshop['title']}"
    screen = Screen("lucie", "workshops", workshop=label)
    assert sorted(screen.table(1)["title"]) == sorted(r["title"] for r in proposals if r["workshop"] == workshop["id"])
