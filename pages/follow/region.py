"""The profile of a region: how it stands, what it carries more than others, what waits there, where and since when."""

from typing import Any

import streamlit as st

from data.fields import Field
from pages.parts.charts import Drawing, numbers_behind
from pages.parts.columns import as_table
from pages.parts.day_read import ask, today
from pages.parts.doing import plain
from pages.parts.filter_bar import go, link, narrow, said
from pages.parts.frame import visit
from pages.parts.measures import MEASURES, definitions
from pages.parts.profile_charts import PLACES_READ, STAGES_READ, THEMES_READ, places, stages_beside, themes_beside
from pages.parts.region_sheet import region_sheet
from pages.parts.sides import COUNTRY, carried_more, figures, said_more, standing
from pages.parts.tables import ALL, SHEET, downloads, offer
from pages.parts.welcome import is_empty, welcome
from pages.parts.words import label, labels, say, say_count
from queries import Filters
from queries.people import Person

LIST, WORKSHOPS, FACE_TO_FACE = (f"pages/follow/{name}.py" for name in ("proposals", "workshops", "face_to_face"))
MEASURED = (  # of `standing`
    Field("mesure", "Measure", cell="label"),
    Field("valeur", "Figure", cell="written"),
    Field("sur", "Rests on", cell="counted"),
    Field("mediane", "Median of the regions", cell="median_written"),
    Field("ecart", "Gap to the median", cell="gap"),
    Field("pays", "The whole country", cell="country"),
    Field("place", "Rank", cell="place"),
)
DEPARTMENTS = (  # of `departments_of_region`
    Field("departement", "Département", of="departments", cell="department"),
    Field("ateliers", "Workshops", "integer", cell="workshops"),
    Field("propositions", "Proposals", "integer", cell="proposals"),
    Field("retenues", "Kept, whatever followed", "integer", cell="kept"),
    Field("ouvertes", "Open proposals", "integer", cell="open"),
    Field("en_attente", "Waiting more than 30 days", "integer", cell="waiting"),
)
HELD = (  # of `workshops_listed`
    Field("date", "Held on", "date", cell="held_on"),
    Field("intitule", "Workshop", cell="title"),
    Field("departement", "Département", of="departments", cell="department"),
    Field("propositions", "Proposals", "integer", cell="proposals"),
    Field("proposees", "Put forward", "integer", cell="put_forward"),
    Field("retenues", "Kept, whatever followed", "integer", cell="kept"),
    Field("participants", "Participants", "integer"),
)
MOST_LATE, MOST_HELD = 8, 20


def choice(person: Person, filters: Filters) -> str | None:
    """The region shown: the one the filters keep, else the visitor's own; another chosen here becomes the filter."""
    kept = filters.regions[0] if filters.regions else person.region
    regions, key = list(labels("regions")), f"region-shown-{kept}"
    st.selectbox(
        say("Region shown"),
        regions,
        index=regions.index(kept) if kept else None,
        key=key,
        format_func=lambda code: label("regions", code),
        placeholder=say("Choose a region"),
        on_change=lambda: narrow(region=st.session_state[key]),
        width=320,
    )
    return kept


def what_is_counted(filters: Filters) -> None:
    """Say what the filters leave out; those of territory are replaced by the region."""
    if others := said(filters.but(regions=(), departments=())):
        st.caption(
            plain(say("Only what these filters leave is counted, here and in the country: {filters}", filters=others))
        )
    if filters.departments:
        st.caption(say("The départements chosen are not told apart: this is the profile of the whole region."))


def measures(rows: list[dict[str, Any]]) -> None:
    """A card a measure: the figure, its gap to the median of the regions, what it rests on, its rank."""
    with st.grid(4, min_column_width=150, border=True):
        for row in rows:
            with st.container(gap="xsmall"):
                st.text(row["label"], help=say(MEASURES[row["measure"]].definition))  # a metric would cut it
                st.metric(
                    row["label"],
                    row["written"] if row["sure"] or row["value"] is None else f"({row['written']})",
                    delta=row["gap"] or None,
                    delta_color="off",
                    delta_arrow="off",
                    label_visibility="collapsed",
                )
                said_of = (row["counted"], say("median {median}", median=row["median_written"]), row["place"])
                st.caption(" · ".join(part for part in said_of if part))
    with st.container(horizontal=True):
        downloads("mesures", say("Measures of a region"), MEASURED, lambda: rows, shown)
        with st.popover(say("Definitions and sources"), type="tertiary", icon=":material/help:"):
            definitions()


def figure(drawing: Drawing, name: str, title: str, read: str) -> None:
    """A chart, how it is read, and its numbers one click away."""
    st.subheader(title, anchor=False)
    st.caption(read)
    st.vega_lite_chart(drawing.specification, alt=drawing.alt, width="stretch", key=f"chart-{name}")
    numbers_behind(drawing, name, title)


def carries_more(region: str) -> None:
    """The themes over-represented here, in words and numbers; each opens its proposals."""
    st.subheader(say("What it carries more than the others"), anchor=False)
    rows = carried_more(filters, region)
    if not rows:
        st.text(say("No theme stands out: none has 5 proposals here and 1.2 times its share in the country."))
    for row in rows:
        with st.container(gap=None):
            st.text(said_more(row))
            st.page_link(
                LIST,
                label=say("See them"),
                query_params=link(region=region, theme=row["theme"]),
                icon=":material/arrow_forward:",
            )


def late(region: str, row: dict[str, Any]) -> None:
    """What has not moved for more than 30 days, the oldest first; each opens its sheet."""
    st.subheader(say("What is late"), anchor=False)
    waiting = row["waiting"]
    if not waiting:
        st.text(
            say("No open proposal has waited for more than 30 days.")
            if row["open"]
            else say("Every proposal is closed.")
        )
        return
    rows = ask("waiting_longest", filters=within(region), role="reader", today=today(), most=MOST_LATE).to_pylist()
    st.text(say_count(waiting, "{count} has waited for more than 30 days", "{count} have waited for more than 30 days"))
    for row in rows[:waiting]:
        with st.container(gap=None):
            st.page_link(
                SHEET,
                label=plain(row["title"]),
                query_params={"proposal": row["reference"]},
                icon=":material/schedule:",
            )
            st.caption(f"{label('statuses', row['status'])} · {say_count(row['days'], '{count} day', '{count} days')}")
    if waiting > MOST_LATE:
        st.text(say_count(waiting - MOST_LATE, "and {count} other", "and {count} others"))


def nothing(row: dict[str, Any]) -> str:
    """Why there is no figure to draw: no workshop, or workshops that raised nothing of what the filters leave."""
    if not row["workshops"]:
        return say("No workshop was held here, or none on what the filters leave.")
    return say_count(
        row["workshops"],
        "{count} workshop was held here, and raised nothing of what the filters leave.",
        "{count} workshops were held here, and raised nothing of what the filters leave.",
    )


def within(region: str) -> Filters:
    """The filters, on this region alone."""
    return filters.but(regions=(region,), departments=())


def clicked(fields: tuple[Field, ...], rows: list[dict[str, Any]], name: str, alt: str) -> dict[str, Any] | None:
    """Draw a table and give the row of the cell clicked, if one was."""
    event = st.dataframe(
        as_table(fields, rows),
        key=f"{name}-{hash(repr(rows))}",
        hide_index=True,
        on_select="rerun",
        selection_mode="single-cell",
        placeholder="–",
        height="content",
        alt=alt,
        column_config={say("Held on"): st.column_config.DateColumn(format="DD/MM/YYYY")},
    )
    places = [place for place, _ in event["selection"]["cells"]]
    return rows[places[0]] if places and isinstance(places[0], int) and 0 <= places[0] < len(rows) else None


def departments(region: str) -> None:
    """Its départements; a click narrows the list of proposals to one."""
    st.subheader(say("Its départements"), anchor=False)
    rows = ask("departments_of_region", filters=within(region), region=region, today=today()).to_pylist()
    downloads("departements", say("Départements of the region"), DEPARTMENTS, lambda: rows, shown)
    row = clicked(DEPARTMENTS, rows, "departments", say("Départements; a cell opens the proposals of one"))
    if row:
        go(LIST, region=region, department=row["department"])


def workshops(region: str) -> None:
    """Its workshops, the latest first; a click opens one."""
    st.subheader(say("Its workshops"), anchor=False)
    rows = ask("workshops_listed", filters=within(region), most=MOST_HELD, skipped=0).to_pylist()
    if not rows:
        st.text(say("No workshop here matches what is shown."))
        return
    downloads(
        "ateliers-region",
        say("Workshops of the region"),
        HELD,
        lambda: ask("workshops_listed", filters=within(region), most=ALL, skipped=0).to_pylist(),
        shown,
    )
    row = clicked(HELD, rows, "workshops-of-region", say("Workshops; a cell opens one"))
    if row:
        go(WORKSHOPS, region=region, workshop=row["id"])
    if (others := rows[0]["workshops_in_all"] - len(rows)) > 0:
        st.text(say_count(others, "and {count} other", "and {count} others"))


person, filters = visit()
st.title(say("Profile of a region"), anchor=False)
if is_empty():
    welcome(person)
    st.stop()
with st.container(horizontal=True, vertical_alignment="bottom"):
    region = choice(person, filters)
    if region is not None:
        offer(
            "region-sheet",
            lambda: region_sheet(region, filters, person, today()),
            say("Sheet for a meeting"),
            ":material/description:",
        )
        st.page_link(
            FACE_TO_FACE,
            label=say("Set it face to face with another"),
            query_params=link(region=region),
            icon=":material/compare_arrows:",
        )
if region is None:
    st.info(say("Choose a region above, or click one on the map of the regions."))
    st.stop()

shown = said(within(region))
st.header(label("regions", region), anchor=False, divider="gray")
what_is_counted(filters)
measures(standing(filters, region, today()))
row = figures(filters, region, today())
if row["proposals"]:
    figure(places(filters, (region,), today()), "places", say("Among the regions"), say(PLACES_READ))
    at_stages, on_themes = st.columns(2, gap="large")
    with at_stages:
        figure(stages_beside(filters, region), "stages", say("Its stages"), say(STAGES_READ))
        late(region, row)
    with on_themes:
        carries_more(region)
        figure(
            themes_beside(filters, region, COUNTRY), "themes", say("Its themes, beside the country"), say(THEMES_READ)
        )
else:
    st.info(nothing(row))
departments(region)
workshops(region)
