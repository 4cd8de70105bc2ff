"""What became of what was kept, on its page and on the sheet of a proposal."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from gestures import hold, move, open_session, some, sql, take_in
from hypothesis import given
from hypothesis import strategies as st
from screens import Screen, straight

from pages.parts.day_read import this_day
from pages.parts.fidelity import OTHERWISE, compared
from queries import Filters, ask, latest_event, record

HOSTILE = (
    '<img src=x onerror=alert(1)> <script>alert(1)</script> <style>*{display:none}</style> "><ins>faux</ins> &lt;b&gt; '
    "![](http://evil.example/x.png) :red[rouge] **gras**"
)


def became(**filters):
    """How many proposals that were kept have each status and verdict."""
    return ask("became_of_kept", filters=Filters(**filters)).to_pylist()


def follow_up(proposal, **said):
    """Record what becomes of a proposal as Anne does in another browser."""
    nothing = dict.fromkeys(("measure", "verdict", "body", "in_charge", "next_date", "note", "sentence"))
    record("follow_up", by="anne", proposal=proposal["id"], seen=latest_event(), **nothing | said)


def kept_one(title="Ouvrir le gymnase le soir", words="Le gymnase ferme à 18 heures."):
    """A proposal that a session kept, edited before that; in a store of its own."""
    [proposal] = take_in(hold(), {"title": title, "words": words})
    record("convene", by="anne", kind="other", label="Réunion", held_on=date(2031, 1, 1), place="")
    move("karim", [proposal], "under_review")
    asked = {"title": f"{title} et le samedi", "words": words, "sentence": None, "seen": latest_event()}
    record("reword", by="karim", proposal=proposal["id"], **asked)
    move("helene", [proposal], "put_forward")
    move("anne", [proposal], "kept", session=open_session())
    return proposal


# The page


def test_the_cards_count_what_became_of_what_was_kept_and_open_it(told):
    screen = Screen("lucie", "follow_up")
    rows = became()
    labels = {"done": "Réalisée", "under_way": "Mise en œuvre en cours", "adopted": "Adoptée", "kept": "Retenue"}
    labels |= {"abandoned": "Abandonnée", "not_adopted": "Non adoptée"}
    counted = {name: sum(row["proposals"] for row in rows if row["status"] == code) for code, name in labels.items()}
    assert screen.cards == counted
    kept, adopted = sum(counted.values()), sum(counted[labels[code]] for code in ("done", "under_way", "adopted"))
    assert any(words.startswith(f"{kept} propositions retenues ; {adopted} adoptées") for words in screen.words)
    ways = [query for label, page, query in screen.links() if label == "Les voir"]
    assert len(ways) == len(labels)
    assert "status" in ways[0]


def test_the_figures_follow_the_filters(told):
    screen = Screen("lucie", "follow_up", region=["Occitanie"])
    assert sum(screen.cards.values()) == sum(row["proposals"] for row in became(regions=("76",)))


@pytest.mark.parametrize(("dimension", "heading"), [("theme", "Thème"), ("region", "Région")])
def test_the_numbers_behind_a_figure_add_up_to_what_was_kept(told, dimension, heading):
    screen = Screen("lucie", "follow_up")
    screen.at.main.get("button_group")[0].select(dimension).run() if dimension == "region" else None
    for name in ("outcomes", "fidelity"):
        screen.at.session_state[f"numbers-{name}"] = True
    screen.again()
    outcomes, fidelity = screen.table(0), screen.table(1)
    rows = became()
    for table in (outcomes, fidelity):
        assert table.columns[0] == heading
        assert sum(table["Retenues, suites comprises"]) == sum(row["proposals"] for row in rows)
    assert sum(fidelity["Intégrale"]) == sum(row["proposals"] for row in rows if row["verdict"] == "integral")
    assert sum(outcomes["Réalisée"]) == sum(row["proposals"] for row in rows if row["status"] == "done")


def test_the_late_ones_are_listed_and_fewer_when_more_silence_is_allowed(told):
    asked = {"filters": Filters(), "today": this_day(), "only_late": True, "most": 50, "skipped": 0}
    screen = Screen("anne", "follow_up")
    late = ask("followed_listed", **asked, idle=30).to_pylist()
    assert list(screen.table(0)["Référence"]) == [row["reference"] for row in late]
    screen.at.number_input("idle").set_value(3000).run()
    passed = ask("followed_listed", **asked, idle=3000).to_pylist()
    assert 0 < len(passed) < len(late)
    assert list(screen.table(0)["Référence"]) == [row["reference"] for row in passed]
    assert all(row["next_date"] < this_day() for row in passed)


def test_where_nothing_was_kept_the_page_says_so(told):
    assert Screen("anne", "follow_up", stage=["Reçues"]).told == [
        "Rien n’a encore été retenu avec ces filtres : les suites s’afficheront ici."
    ]


def test_the_coordinator_adds_a_measure_and_nobody_else_is_offered_to(demonstration):
    screen = Screen("anne", "follow_up")
    screen.write("Intitulé", "Un fonds commun").write("Séance ou texte qui en a décidé", "CIV")
    screen.write("Lien (facultatif)", "http://example.org")
    next(box for box in screen.at.main.date_input if box.label == "Date").set_value(date(2018, 7, 18))
    screen.press("Ajouter la mesure")
    assert screen.told[0].startswith("Le lien doit être l’adresse entière d’une page sécurisée")
    screen.write("Lien (facultatif)", "https://example.org/fonds").press("Ajouter la mesure")
    assert screen.told == ["La mesure « Un fonds commun » est dans la liste."]
    for person in ("lucie", "karim", "helene", "paul"):
        assert not [box for box in Screen(person, "follow_up").at.text_input if box.label == "Lien (facultatif)"]


def test_a_past_day_is_read_and_offers_nothing_to_do(told):
    day = this_day() - timedelta(days=20)
    screen = Screen("anne", "follow_up", date=day.isoformat())
    assert not [button for button in screen.at.button if button.label == "Ajouter la mesure"]
    assert sum(screen.cards.values()) < sum(Screen("anne", "follow_up").cards.values())


def test_the_journal_shows_follow_up_alone_when_asked(told):
    screen = Screen("lucie", "journal")
    screen.at.pills("kinds").select("follow_date").run()
    assert not screen.failed()
    told_of = [words for words in screen.words if words.startswith("Anne Lemaire a ")]
    assert len(told_of) == 25
    assert all(re.search("organisme chargé|responsable|échéance|noté au sujet", words) for words in told_of)


# The sheet


def test_the_coordinator_says_what_becomes_of_a_proposal_on_its_sheet(empty_store):
    proposal = kept_one()
    screen = Screen("anne", "sheet", proposal=proposal["reference"])
    assert "Rien n’en a encore été dit." in screen.words
    assert "Elle n’est encore rattachée à aucune mesure." in screen.words
    for box in screen.at.main.selectbox:  # those of a form: sent with it
        if box.label in (chosen := {"Mesure": "civ-2021-06", "Appréciation": "partial"}):
            box.select(chosen[box.label])
    screen.write("Responsable", "Bureau des sports").write("Note", "À suivre.")
    screen.press("Enregistrer les suites")
    assert screen.told == ["Les suites sont enregistrées."]
    assert "**Mesure adoptée · Partielle**" in screen.words
    assert "Bureau des sports" in screen.words
    journal = " ".join(Screen("lucie", "journal").words)
    assert "Anne Lemaire a rattaché « Ouvrir le gymnase le soir et le samedi » à la mesure « 100 M€" in journal


def test_nobody_else_is_offered_to_say_what_becomes_of_it(empty_store):
    proposal = kept_one()
    for person in ("lucie", "karim", "helene", "paul"):
        screen = Screen(person, "sheet", proposal=proposal["reference"])
        assert "Suites" in [title.value for title in screen.at.subheader]
        assert not [button for button in screen.at.button if button.label == "Enregistrer les suites"]


def test_what_was_typed_over_what_somebody_else_said_meanwhile_is_given_back(empty_store):
    proposal = kept_one()
    screen = Screen("anne", "sheet", proposal=proposal["reference"]).write("Note", "La mienne.")
    follow_up(proposal, note="L’autre.")
    screen.press("Enregistrer les suites")
    assert "ses suites ont été modifiées" in screen.told[0]
    assert "La mienne." in screen.words
    assert sql("from follow_ups")[0]["note"] == "L’autre."


def test_a_proposal_that_was_not_kept_has_no_follow_up_on_its_sheet(told):
    screen = Screen("anne", "sheet", proposal=some("received")[0]["reference"])
    assert "Suites" not in [title.value for title in screen.at.subheader]


def html(screen):
    """What the sheet draws as HTML."""
    return [element.proto.body for element in screen.at.get("html")]


def test_each_wording_is_marked_against_the_one_before(empty_store):
    proposal = kept_one()
    record(
        "reword",
        by="anne",
        proposal=proposal["id"],
        title="Ouvrir le gymnase le dimanche",
        words="Tous les soirs.",
        sentence=None,
        seen=latest_event(),
    )
    follow_up(proposal, measure="civ-2021-06", verdict="reworded")
    screen = Screen("lucie", "sheet", proposal=proposal["reference"])
    names = [text.strip("*") for text in screen.words if text.startswith("**")]
    assert [name for name in names if "atelier" in name or "retenue" in name or "Mesure" in name] == [
        "Les mots de l’atelier",
        "Formulation retenue",
        "Retouchée depuis qu’elle est retenue",
        "Mesure adoptée · Reformulée",
    ]
    marked = html(screen)
    assert "<p>Ouvrir le gymnase le soir <ins>et le samedi</ins> </p>" in marked
    assert any("<del>" in text and "<ins>dimanche</ins>" in text for text in marked)


def test_hostile_texts_are_shown_as_typed_in_the_trail(empty_store):
    proposal = kept_one(HOSTILE[:280], HOSTILE)
    record(
        "reword",
        by="anne",
        proposal=proposal["id"],
        title=f"{HOSTILE[:200]} ensuite",
        words=f"{HOSTILE} ensuite",
        sentence=None,
        seen=latest_event(),
    )
    marked = html(Screen("lucie", "sheet", proposal=proposal["reference"]))
    assert len(marked) >= 2
    for text in marked:
        assert set(re.findall(r"<[^>]*>", text)) <= {"<p>", "</p>", "<ins>", "</ins>", "<del>", "</del>", "<br>"}


WORDS = st.text(st.sampled_from(" \nabcé’,.<>&\"'*:[]/-"), max_size=40)


@given(WORDS, WORDS)
def test_what_is_marked_says_both_texts_and_nothing_else(before, after):
    """Without what came, the words are those of before; without what went, those of after; no sign of them is HTML."""
    one = compared(before, after)

    def words(marked):
        return "".join(unescape(re.sub(r"</?(?:ins|del)>|<br>", " ", marked)).split())

    assert words(re.sub(r"<del>.*?</del>", "", one.marked)) == "".join(after.split())
    if one.common >= OTHERWISE:
        assert words(re.sub(r"<ins>.*?</ins>", "", one.marked)) == "".join(before.split())


def test_words_that_came_and_went_are_counted(told):
    one = compared("Un fonds pour les quartiers.", "Un fonds national pour des quartiers.")
    assert " ".join(one.marked.split()) == (
        "Un fonds <ins>national</ins> pour <del>les</del> <ins>des</ins> quartiers."
    )
    assert (one.came, one.went) == (2, 1)
    # 5 words and a full stop on one side, 6 and a full stop on the other: 5 of each are common.
    assert one.common == pytest.approx(2 * 5 / (6 + 7))


def test_a_text_written_anew_is_shown_alone(told):
    one = compared("Ouvrir le gymnase le soir", "Un plan d’équipements sportifs")
    assert one.marked == "Un plan d’équipements sportifs"
    assert straight(one.marked)
