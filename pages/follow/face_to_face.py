"""Two regions, or a region and the country, side by side on every measure and theme."""

from typing import Any

import pyarrow as pa
import streamlit as st

from data.fields import Field
from pages.parts.charts import numbers_behind
from pages.parts.day_read import today
from pages.parts.doing import plain, say_left_out
from pages.parts.filter_bar import link, said
from pages.parts.frame import visit
from pages.parts.measures import definitions
from pages.parts.profile_charts import PLACES_READ, THEMES_READ, places, themes_beside
from pages.parts.sides import COUNTRY, WHOLE, compared, name_of
from pages.parts.tables import downloads
from pages.parts.welcome import is_empty, welcome
from pages.parts.words import labels, say
from queries import Filters

REGION = "pages/follow/region.py"


def side(key: str, title: str, nobody: str, first: str | None) -> str | None:
    """The choice of one side, which the link keeps; what a link asks for and does not exist is said."""
    asked, names = st.query_params.get(key), labels("regions")
    if asked is None and first is not None and key not in st.session_state:
        # Not as the widget's own default, which the link would leave out: it would be another for another visitor.
        st.session_state[key], st.query_params[key] = first, names[first]
    if asked and asked not in names.values():
        say_left_out(title, [asked])
    chosen: str | None = st.selectbox(
        title, list(names), index=None, key=key, bind="query-params", format_func=names.get, placeholder=nobody
    )
    return chosen


def what_is_counted(filters: Filters) -> str:
    """What the filters leave on both sides, as a sentence; those of territory are replaced by the sides."""
    others = said(filters.but(regions=(), departments=()))
    if others:
        st.caption(plain(say("Only what these filters leave is counted, on both sides: {filters}", filters=others)))
    return others


def columns(left: str, right: str) -> tuple[Field, ...]:
    """The columns of the comparison, called by the names of its sides."""
    return (
        Field("mesure", "Measure", cell="label"),
        Field("premier", name_of(left), cell="left_written"),
        Field("premier_sur", say("{side}: rests on", side=name_of(left)), cell="left_counted"),
        Field("second", name_of(right), cell="right_written"),
        Field("second_sur", say("{side}: rests on", side=name_of(right)), cell="right_counted"),
        Field("ecart", "Difference", cell="difference"),
    )


def measures(left: str, right: str, others: str) -> None:
    """The seven measures, a row each: both figures with what they rest on, and the difference in words."""
    rows = compared(filters, left, right, today())
    headings = [say("Measure"), name_of(left), name_of(right), say("Difference")]
    cells = [[row["label"], _with(row, "left"), _with(row, "right"), row["difference"]] for row in rows]
    table = pa.Table.from_arrays([pa.array(column) for column in zip(*cells, strict=True)], headings)
    st.table(table, hide_index=True, border="horizontal", alt=say("Both sides on each measure"))
    with st.container(horizontal=True):
        downloads("face-a-face", say("Face to face"), columns(left, right), lambda: rows, others)
        with st.popover(say("Definitions and sources"), type="tertiary", icon=":material/help:"):
            definitions()


def _with(row: dict[str, Any], end: str) -> str:
    """A figure, and what it rests on."""
    return " · ".join(part for part in (row[f"{end}_written"], row[f"{end}_counted"]) if part)


def figures(left: str, right: str) -> None:
    """Both sides among the regions, and theme by theme."""
    among, by_theme = st.columns(2, gap="large")
    for column, name, title, read, drawing in (
        (among, "places", say("Among the regions"), say(PLACES_READ), places(filters, (left, right), today())),
        (by_theme, "themes", say("Share of each theme"), say(THEMES_READ), themes_beside(filters, left, right)),
    ):
        with column:
            st.subheader(title, anchor=False)
            st.caption(read)
            st.vega_lite_chart(drawing.specification, alt=drawing.alt, width="stretch", key=f"chart-{name}")
            numbers_behind(drawing, name, title)


person, filters = visit()
st.title(say("Face to face"), anchor=False)
if is_empty():
    welcome(person)
    st.stop()
with st.grid(2, min_column_width=240):
    own = filters.regions[0] if filters.regions else person.region
    left = side("left", say("First side"), say("Choose a region"), own)
    right = side("right", say("Second side"), say(WHOLE), None) or COUNTRY
if left is None:
    st.info(say("Choose a region, then what to set it against: the link keeps both."))
    st.stop()
if left == right:
    st.info(say("Both sides are {region}: choose another for one of them.", region=name_of(left)))
    st.stop()

others = what_is_counted(filters)
measures(left, right, others)
figures(left, right)
for chosen in (left, right):
    if chosen != COUNTRY:
        label_of_link = say("The profile of {region}", region=name_of(chosen))
        st.page_link(REGION, label=label_of_link, query_params=link(region=chosen), icon=":material/arrow_forward:")
