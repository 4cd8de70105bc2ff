"""The coordinator reads, in words and numbers, what a session has too much or too little of."""

from screens import Screen

from pages.parts.balance import uneven
from pages.parts.words import spoken


def rows(**counted):
    """Places with how many were raised and examined."""
    raised, examined = (sum(counts[place] for counts in counted.values()) for place in (0, 1))
    return [
        {"name": name, "raised": all, "examined": some, "raised_in_all": raised, "examined_in_all": examined}
        for name, (all, some) in counted.items()
    ]


def test_what_has_far_more_or_less_than_its_share_is_named_with_how_far():
    # Raised 40, 40, 20 of 100; examined 12, 4, 4 of 20: 60 %, 20 % and 20 % for shares of 40 %, 40 % and 20 %.
    with spoken("fr"):
        told = uneven(rows(Sport=(40, 12), Santé=(40, 4), Mobilité=(20, 4)), "examined", "Devant le comité")
    assert told.replace("\u00a0", " ").replace("\u202f", " ") == (
        "Devant le comité : surreprésentés, Sport (150 % de sa part) ; sous-représentés, Santé (50 % de sa part)."
    )


def test_too_few_are_not_said_to_be_uneven():
    with spoken("fr"):
        told = uneven(rows(Sport=(40, 5), Santé=(40, 4)), "examined", "Devant le comité")
        even = uneven(rows(Sport=(40, 10), Santé=(40, 10), Rare=(2, 2)), "examined", "Devant le comité")
    assert told.replace("\u00a0", " ") == "Devant le comité : 9, trop peu pour parler d’équilibre."
    assert even.replace("\u00a0", " ") == "Devant le comité : aucun thème ni région ne s’écarte de sa part."


def test_the_session_shows_its_balance_by_theme_and_by_region(told):
    screen = Screen("anne", "session")
    assert "Équilibre" in [title.value for title in screen.at.subheader]
    table = screen.at.dataframe[-1].value
    assert table["Proposées en atelier"].sum() == 706
    assert "Thème" in table.columns
    screen.at.session_state["balance_by"] = "region"
    assert "Région" in screen.again().at.dataframe[-1].value.columns
    assert not screen.failed()
