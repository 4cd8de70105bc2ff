"""Proof and ease of reproducing, crossed: what helps to choose among the proposals before the committee."""

from __future__ import annotations

import functools
from textwrap import fill
from typing import Any

import altair as alt
import streamlit as st

from data.fields import Field
from pages.parts.charts import BLUE, DARK, INK, PALE, Chart, Numbers, finished
from pages.parts.columns import as_table
from pages.parts.day_read import ask
from pages.parts.evidence import missing
from pages.parts.filter_bar import said
from pages.parts.tables import ALL, PAGE, downloads, opening_table, page_choice, page_shown
from pages.parts.words import label, labels, number, say, say_count
from queries import Filters, latest_event

CELL, CELL_PAGE = "evidence_cell", "evidence_page"  # in the session: the tile chosen, the page of its list
BROKEN = "split(datum.label, '\\n')"  # a label of several lines, so that it is whole on a phone
ACROSS, DOWN = 11, 13  # characters of such a line, above the tiles and beside them
SILENT = ""  # the code of what a sheet does not say
NUMBERS = (  # of `evidence_matrix`
    Field("preuve", "Proof", of="proofs", cell=lambda row: row["proof"] or None),
    Field("facilite", "Ease", of="eases", cell=lambda row: row["ease"] or None),
    Field("propositions", "Proposals", "integer", cell="proposals"),
    Field("pretes", "Ready", "integer", cell="ready"),
)
LISTED = (  # of `evidence_listed`
    Field("reference", "Reference"),
    Field("intitule", "Proposal", cell="title"),
    Field("resultat", "Result", cell="result"),
    Field("cout", "Cost", cell="cost"),
    Field("conditions", "What it takes elsewhere", cell="needed"),
    Field("il_manque", "Missing", cell=lambda row: missing(row["lacking"])),
    Field("statut", "Status", of="statuses", cell="status"),
    Field("theme", "Theme", of="themes"),
    Field("departement", "Département", of="departments", cell="department"),
)


def _axis(list_name: str, strongest_first: bool = False) -> dict[str, str]:
    """The codes of a list with their labels, in the order of an axis: what is not stated comes last."""
    codes = list(labels(list_name))
    ordered = reversed(codes) if strongest_first else codes
    return {code: label(list_name, code) for code in ordered} | {SILENT: say("Not stated")}


@finished
def matrix(filters: Filters) -> tuple[Chart, str, Numbers]:
    """A tile for each proof, the strongest on top, and each ease, the easiest on the left."""
    rows = ask("evidence_matrix", filters=filters).to_pylist()
    proofs, eases = _axis("proofs", strongest_first=True), _axis("eases")
    counted = {(row["proof"], row["ease"]): row for row in rows}
    most = max((row["proposals"] for row in rows), default=0)
    cells = [
        _cell(counted.get((proof, ease)), proof, ease, most)
        | {"proof_name": proofs[proof], "ease_name": eases[ease]}
        | {"proof_label": fill(proofs[proof], DOWN), "ease_label": fill(eases[ease], ACROSS)}
        for proof in proofs
        for ease in eases
    ]
    return _tiles(cells, _broken(proofs, DOWN), _broken(eases, ACROSS), most), _heard(rows), (NUMBERS, rows)


def _broken(axis: dict[str, str], line: int) -> list[str]:
    return [fill(name, line) for name in axis.values()]


def _cell(row: dict[str, Any] | None, proof: str, ease: str, most: int) -> dict[str, Any]:
    count, ready = (row["proposals"], row["ready"]) if row else (0, 0)
    return {
        "proof": proof,
        "ease": ease,
        "proposals": count,
        "ready": ready,
        "written": number(count),
        "ready_written": say_count(ready, "{count} ready", "{count} are ready") if ready else "",
        "dark": count > DARK * most,
    }


def _tiles(cells: list[dict[str, Any]], proofs: list[str], eases: list[str], most: int) -> alt.LayerChart:
    bare: dict[str, Any] = {"title": None, "domain": False, "ticks": False}
    bare |= {"labelColor": INK, "labelFontSize": 11, "labelOverlap": False, "labelExpr": BROKEN}
    base = alt.Chart(alt.InlineData(values=cells)).encode(
        alt.X("ease_label:N").sort(eases).axis(orient="top", labelAngle=0, labelPadding=34, labelFlush=False, **bare),
        alt.Y("proof_label:N").sort(proofs).axis(labelOffset=-7, **bare),
    )
    tiles = (
        base.mark_rect(cornerRadius=3, cursor="pointer", stroke="white", strokeWidth=3)
        .encode(
            alt.Color("proposals:Q").title(None).legend(None).scale(domain=[0, max(most, 1)], range=[PALE, BLUE]),
            tooltip=[
                alt.Tooltip("proof_name:N").title(say("Proof")),
                alt.Tooltip("ease_name:N").title(say("Ease")),
                alt.Tooltip("proposals:Q").title(say("Proposals")).format(","),
                alt.Tooltip("ready:Q").title(say("Ready")).format(","),
            ],
        )
        .add_params(alt.selection_point("cell", fields=["proof", "ease"], toggle=False))
    )
    ink = alt.condition("datum.dark", alt.value("white"), alt.value("black"))
    counts = base.mark_text(dy=-7, fontSize=15, fontWeight="bold").encode(alt.Text("written:N"), color=ink)
    ready = base.mark_text(dy=11, fontSize=11).encode(alt.Text("ready_written:N"), color=ink)
    chart: alt.LayerChart = (tiles + counts + ready).properties(height=320)
    return chart


def _heard(rows: list[dict[str, Any]]) -> str:
    """What the matrix shows now, in a sentence."""
    total = sum(row["proposals"] for row in rows)
    strongest, easiest = list(labels("proofs"))[-1], next(iter(labels("eases")))
    best = [row for row in rows if (row["proof"], row["ease"]) == (strongest, easiest)]
    silent = sum(row["proposals"] for row in rows if not row["proof"])
    return say(
        "Of {total}, {ready}; {best} with the strongest proof and the easiest to reproduce; {silent} without any proof",
        total=say_count(total, "{count} proposal", "{count} proposals"),
        ready=say_count(sum(row["ready"] for row in rows), "{count} ready", "{count} are ready"),
        best=number(sum(row["proposals"] for row in best)),
        silent=number(silent),
    )


def choose(filters: Filters) -> None:
    """The matrix of what these filters leave on screen, and the proposals of the tile chosen."""
    st.subheader(say("Proof and ease of reproducing"))
    drawing = matrix(filters)
    st.text(drawing.alt + ".")
    key = f"chart-evidence-{latest_event()}-{st.session_state.get('clicks', 0)}"
    st.vega_lite_chart(
        drawing.specification,
        key=key,
        on_select=functools.partial(_clicked, key),
        selection_mode=["cell"],
        alt=drawing.alt,
        width="stretch",
    )
    _numbers(drawing.rows, filters, drawing.alt)
    _chosen(drawing.rows, filters)


def _clicked(key: str) -> None:
    """Choose the tile clicked, then forget the click: the chart drawn next starts afresh."""
    st.session_state["clicks"] = st.session_state.get("clicks", 0) + 1
    for point in st.session_state[key]["selection"].get("cell", []):
        st.session_state[CELL] = f"{point.get('proof', '')}|{point.get('ease', '')}"
        st.session_state.pop(CELL_PAGE, None)


def _numbers(rows: list[dict[str, Any]], filters: Filters, heard: str) -> None:
    numbers = st.expander(say("The numbers"), key="numbers-evidence", on_change="rerun", icon=":material/table_rows:")
    if numbers.open:
        with numbers:
            title = say("Proof and ease of reproducing")
            downloads("chiffres-preuves", title, NUMBERS, lambda: rows, said(filters))
            st.dataframe(as_table(NUMBERS, rows), hide_index=True, alt=heard)


def _chosen(rows: list[dict[str, Any]], filters: Filters) -> None:
    """The choice of a tile, by a click above or here by the keyboard, and its proposals."""
    names = {f"{row['proof']}|{row['ease']}": _named(row) for row in rows}
    if st.session_state.get(CELL) not in names:
        st.session_state[CELL] = None
    chosen = st.selectbox(
        say("List the proposals of a tile"),
        list(names),
        key=CELL,
        index=None,
        format_func=lambda tile: names[tile],
        placeholder=say("Click a tile, or choose here"),
    )
    if chosen:
        proof, _, ease = chosen.partition("|")
        _listed(proof, ease, filters, names[chosen])


def _named(row: dict[str, Any]) -> str:
    proof, ease = _axis("proofs")[row["proof"]], _axis("eases")[row["ease"]]
    return say("Proof: {proof} · ease: {ease} ({count})", proof=proof, ease=ease, count=number(row["proposals"]))


def _listed(proof: str, ease: str, filters: Filters, name: str) -> None:
    """The proposals of a tile, those that lack the least first; a cell opens one."""

    def asked(most: int, skipped: int) -> list[dict[str, Any]]:
        given = {"filters": filters, "proof": proof, "ease": ease, "most": most, "skipped": skipped}
        rows: list[dict[str, Any]] = ask("evidence_listed", **given).to_pylist()
        return rows

    count = asked(1, 0)[0]["listed_in_all"]
    rows = asked(PAGE, PAGE * (page_shown(count, CELL_PAGE) - 1))
    downloads("preuves", name, LISTED, lambda: asked(ALL, 0), said(filters))
    opening_table(as_table(LISTED, rows), rows, "proved", say("Proposals; a cell opens the proposal’s sheet"))
    page_choice(count, CELL_PAGE)
