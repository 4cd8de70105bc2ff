"""Regions compared: figures that a count by hand gives, four cases of a theme told apart, odd cases that read well."""

import pytest
from gestures import hold, move, sql, take_in
from screens import Screen, straight

from pages.parts.blind_spots import heatmap
from pages.parts.day_read import today
from pages.parts.region_charts import ranked_dots
from pages.parts.words import spoken
from queries import Filters

KEPT = ("kept", "adopted", "not_adopted", "under_way", "done", "abandoned")


def told_by(drawing):
    """What a chart says of itself."""
    return straight(drawing.alt)


def ranking(measure, filters=Filters()):  # noqa: B008 (it can't change)
    with spoken("fr"):
        return ranked_dots(filters, measure, today())


def lines(measure):
    """The regions as the ranking writes them."""
    return [straight(row["line"]) for row in ranking(measure).rows]


def cells(by="region", shares=False, **chosen):
    """What is written in each cell, and its case."""
    with spoken("fr"):
        drawing = heatmap(Filters(**chosen), by, shares)
    carried = [row for rows in drawing.specification["datasets"].values() for row in rows]
    return {(row["place"], row["theme"]): (row["figure"], row["found"]) for row in carried if "figure" in row}


# Figures


def test_the_share_of_the_country_and_of_each_region_is_that_of_a_count_by_hand(told):
    proposals = sql("from proposals")
    kept = [row for row in proposals if row["status"] in KEPT]
    share = f"{100 * len(kept) / len(proposals):.1f}".rstrip("0").rstrip(".").replace(".", ",")
    screen = Screen("anne", "compare", measure="Part retenue")
    said = f"France entière : {share} % ({len(kept)} sur {len(proposals)})."
    assert any(words.startswith(said) for words in screen.words)
    rows = {row["region"]: row for row in ranking("kept").rows}
    for region, row in rows.items():
        raised = [proposal for proposal in proposals if proposal["region"] == region]
        assert (row["kept"], row["proposals"]) == (sum(one in kept for one in raised), len(raised))


def test_a_cell_counts_what_its_region_raised_on_its_theme_and_totals_are_their_sums(told):
    drawn = cells()
    for theme in ("sport", "culture"):
        counted = {
            row["region"]: row["n"]
            for row in sql(
                "select region, count(*) as n from proposals where theme = $theme group by region", theme=theme
            )
        }
        written = {place: int(figure or 0) for (place, of), (figure, _) in drawn.items() if of == theme}
        assert {place: count for place, count in written.items() if count} == counted
    for region in ("11", "53"):
        total = sum(int(figure or 0) for (place, theme), (figure, _) in drawn.items() if place == region and theme)
        assert int(drawn[region, ""][0]) == total


def test_in_shares_a_region_adds_up_to_a_hundred(told):
    drawn = cells(shares=True)
    shares = [int(figure or 0) for (place, theme), (figure, _) in drawn.items() if place == "11" and theme]
    assert sum(shares) == pytest.approx(100, abs=6)  # twelve roundings


# The measure


@pytest.mark.parametrize(
    "asked", ["waiting", "Share waiting more than 30 days", "Part en attente depuis plus de 30 jours"]
)
def test_a_link_chooses_the_measure_by_its_code_or_in_either_language(told, asked):
    screen = Screen("lucie", measure=asked).open("compare")
    assert not screen.failed()
    assert screen.at.pills(key="measure").value == "waiting"


def test_a_link_to_a_measure_that_does_not_exist_shows_the_first(told):
    assert Screen("lucie", "compare", measure="beauté").at.pills(key="measure").value == "proposals"


def test_the_whole_page_is_of_the_measure_chosen(told):
    screen = Screen("lucie", "compare")
    for measure, unit in (("kept", "%"), ("median_days", "jours"), ("workshops", "Ateliers tenus")):
        screen.at.pills(key="measure").select(measure).run()
        assert not screen.failed()
        assert any(unit in words for words in screen.words if "le plus haut pour" in words)


# Odd cases


def test_no_workshop_nothing_raised_none_kept_and_kept_are_told_apart(empty_store):
    one = hold(themes=("sport", "culture"))
    raised = take_in(one, {"title": "Un terrain", "theme": "sport"}, {"title": "Un bus", "theme": "mobility"})
    sql("update proposals set status = 'kept' where id = $id", id=raised[0]["id"])
    drawn = cells()
    assert drawn["11", "sport"] == ("1", "kept")
    assert drawn["11", "mobility"] == ("1", "none_kept")
    assert drawn["11", "culture"] == ("0", "nothing_raised")
    assert drawn["11", "health"] == drawn["53", "sport"] == ("", "no_workshop")
    assert drawn["11", ""] == ("2", "total")
    assert cells("department", regions=("11",))["93", "culture"] == ("0", "nothing_raised")
    with spoken("fr"):
        assert told_by(heatmap(Filters(), "region", False)) == (
            "Aucun atelier sur ce thème : 213 ; Atelier tenu, rien n’en est ressorti : 1 ; Des propositions, aucune "
            "retenue : 1 ; Des propositions, dont des retenues (✓) : 1 ; le plus pour Île-de-France, « Sport » : "
            "1 proposition"
        )


def test_one_proposal_ranks_no_share_and_says_why(empty_store):
    take_in(hold(), "Un terrain")
    assert lines("kept")[:2] == [
        "Île-de-France · 0 %, non classée, sur 1 seulement",
        "Auvergne-Rhône-Alpes · rien à mesurer",
    ]
    assert told_by(ranking("kept")) == "Part retenue : aucune région n’a assez de propositions pour être classée"
    assert lines("proposals")[0] == "1. Île-de-France · 1 (+1)"
    screen = Screen("lucie", "compare", measure="Part retenue")
    assert not screen.failed()
    assert "En creux et classées en dernier, faute de 10 propositions : Île-de-France." in screen.words


def test_where_everything_is_closed_nothing_waits(empty_store):
    move("karim", take_in(hold(), *(f"Proposition {number}" for number in range(12))), "withdrawn", sentence="Non.")
    assert lines("waiting")[0].endswith(" · rien à mesurer")
    assert lines("kept")[0] == "1. Île-de-France · 0 % (à la médiane)"
    assert told_by(ranking("kept")) == "Part retenue : zéro partout"
    assert not Screen("lucie", "compare", measure="Part en attente depuis plus de 30 jours").failed()


def test_filters_that_leave_nothing_are_said_and_workshops_are_still_counted(told):
    screen = Screen("lucie", "compare", text="zzzz introuvable zzzz", measure="Ateliers tenus")
    assert screen.told == ["Aucune proposition ne correspond à ces filtres. Retirez-en un, ou cherchez un autre mot."]
    held = sql("select count(*) as n from workshops")[0]["n"]
    assert any(words.startswith(f"France entière : {held}.") for words in screen.words)


def test_a_region_chosen_is_shown_by_department_and_compared_with_all_the_others(told):
    screen = Screen("anne", "compare", region=["Bretagne"])
    assert not screen.failed()
    assert screen.at.segmented_control(key="places").value == "department"
    assert len(ranking("proposals", Filters(regions=("53",))).rows) == 18
    assert {place for place, _ in cells("department", regions=("53",))} == {"22", "29", "35", "56"}


def test_an_empty_store_says_what_to_do_first(empty_store):
    assert "Déclarez un atelier" in Screen("karim", "compare").told[0]
