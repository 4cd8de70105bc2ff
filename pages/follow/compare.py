"""Which regions raise more, see more kept and wait longer, and where are the blind spots?"""

import streamlit as st

from pages.parts.blind_spots import heatmap, legend
from pages.parts.charts import numbers_behind, picked
from pages.parts.day_read import today
from pages.parts.filter_bar import go, link
from pages.parts.frame import visit
from pages.parts.measures import CHOICES, ENOUGH, Measure, measure_choice, median_of
from pages.parts.region_charts import measure_map, measured, ranked_dots
from pages.parts.welcome import is_empty, welcome
from pages.parts.words import labels, number, say
from queries import Filters

LIST = "pages/follow/proposals.py"
REGION = "pages/follow/region.py"  # what a click on a region opens


def open_region(clicked: dict) -> None:
    """Go to the region just clicked, if one was."""
    if clicked.get("region") in labels("regions"):
        go(REGION, region=clicked["region"])


def open_cell(clicked: dict, by: str) -> None:
    """Go to the proposals of the cell just clicked, if one was; those of every theme for a total."""
    asked = {by: clicked.get("place"), "theme": clicked.get("theme")}
    known = {by: labels(f"{by}s"), "theme": labels("themes")}
    chosen = {name: code for name, code in asked.items() if code in known[name]}
    if chosen:
        go(LIST, **chosen)


def country(measure: Measure, filters: Filters) -> None:
    """What the measure is for the whole country, and the median that the regions are set against."""
    regions, whole = measured(filters, today())
    if not whole["proposals"]:
        st.info(say("No proposal matches these filters. Take one away, or search for another word."))
    value, median = measure.value(whole), median_of(regions, measure)
    st.text(
        say(
            "The whole country: {value}. Median of the regions: {median}.",
            value=measure.written(value) + divided(measure, whole),
            median=measure.written(median),
        )
    )
    if measure.unit == "rate":
        st.caption(say("People living in the QPV: census of 2018 (Mayotte 2017), ANCT, Licence Ouverte 2.0."))
    if doubtful := [row["name"] for row in regions if measure.sample(row) and not measure.is_sure(row)]:
        st.caption(
            say(
                "Hollow, and ranked last because they rest on fewer than {enough} proposals: {regions}.",
                enough=number(ENOUGH),
                regions=", ".join(doubtful),
            )
        )


def divided(measure: Measure, row: dict) -> str:
    """What a figure rests on, in brackets."""
    if measure.whole is None:
        return ""
    if measure.part is None:
        return " " + say("(on {whole})", whole=number(row[measure.whole]))
    return " " + say("({part} of {whole})", part=number(row[measure.part]), whole=number(row[measure.whole]))


def places_shown(filters: Filters) -> str:
    """Whether the themes are shown by region or, where regions were chosen, by département."""
    if not filters.regions:
        return "region"
    chosen: str = st.segmented_control(
        say("Places"),
        list(CHOICES["places"]),
        key="places",
        bind="query-params",
        default="department",
        required=True,
        format_func=lambda by: say(CHOICES["places"][by]),
        label_visibility="collapsed",
    )
    return chosen


def themes_by_place(filters: Filters) -> None:
    """Places by themes, with the blind spots."""
    st.subheader(say("Themes and blind spots"))
    with st.container(horizontal=True, vertical_alignment="center"):
        by = places_shown(filters)
        shares = st.toggle(say("In % of what the place raised"), key="shares", bind="query-params")
    wide = filters.but(departments=()) if by == "department" else filters.but(departments=(), regions=())
    if wide.stages or wide.statuses or wide.sessions or wide.text:
        st.caption(say("Only the proposals the filters leave are counted as raised."))
    legend()
    drawing = heatmap(wide, by, shares)
    open_cell(picked(drawing, f"themes-{by}", "cell"), by)
    numbers_behind(drawing, "themes", say("Themes and blind spots"))


person, filters = visit()
st.title(say("Compare regions"), anchor=False)

if is_empty():
    welcome(person)
    st.stop()

measure = measure_choice()
country(measure, filters)
of_measure = (filters, measure.code, today())
on_map, in_order = st.columns([4, 5], gap="large")
with on_map:
    st.subheader(say("On the map"))
    open_region(picked(measure_map(*of_measure), "map", "region"))
with in_order:
    st.subheader(say("From the first to the last"))
    ranking = ranked_dots(*of_measure)
    open_region(picked(ranking, "ranking", "region"))
numbers_behind(ranking, "regions", say(measure.label))
st.page_link(
    "pages/follow/face_to_face.py",
    label=say("Set two regions face to face"),
    query_params=link(),
    icon=":material/compare_arrows:",
)
themes_by_place(filters)
