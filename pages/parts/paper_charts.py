"""The charts of papers: drawn once as pictures, their words in the French of the papers."""

from __future__ import annotations

import io
from collections.abc import Sequence

import altair as alt

from data.papers import Balance, french
from data.papers.session_file import differences
from pages.parts.charts import BLUE, FRENCH, INK

GREY = "#b4b4b4"  # beside the blue: told apart printed in grey, and by those who see no colour
WIDTH, BAR = 500, 9  # pixels, before they are scaled for paper
SCALE = 2.5
FONT = "sans-serif"  # the one that vl-convert holds: any other draws nothing where the machine lacks it


def balance(counts: Sequence[tuple[str, int, int]]) -> Balance:
    """What is examined against what was raised, by name, and its chart; no chart where nothing is examined."""
    if not any(examined for _, examined, _ in counts):
        return Balance(counts, b"", "")
    return Balance(counts, _png(_chart(counts)), " ".join([french.SHOWS, *differences(counts)]))


def _chart(counts: Sequence[tuple[str, int, int]]) -> alt.LayerChart | alt.FacetChart:
    """Two bars a name, the shares of what is examined and of what was raised, each written at its end."""
    series = (french.BALANCE[0], french.BALANCE[2])
    totals = [sum(line[place] for line in counts) for place in (1, 2)]  # type: ignore[misc]
    rows = [
        {"name": name, "of": one, "share": count / total, "written": french.share(count, total)}
        for name, *both in counts
        for one, count, total in zip(series, both, totals, strict=True)
    ]
    base = alt.Chart(alt.InlineData(values=rows), width=WIDTH, height=alt.Step(BAR)).encode(
        alt.Y("name:N").title(None).sort([name for name, *_ in counts]).axis(labelLimit=260, ticks=False, domain=False),
        alt.YOffset("of:N").sort(series),
        alt.X("share:Q").axis(None),
    )
    colours = alt.Color("of:N").scale(domain=series, range=[BLUE, GREY]).legend(title=None, orient="top")
    bars = base.mark_bar().encode(colours)
    written = base.mark_text(align="left", dx=3, fontSize=7.5, color=INK).encode(alt.Text("written:N"))
    return alt.layer(bars, written)


def _png(chart: alt.LayerChart | alt.FacetChart) -> bytes:
    content = io.BytesIO()
    drawn = chart.configure(locale=FRENCH, font=FONT).configure_view(stroke=None).configure_axis(labelColor=INK)
    drawn.save(content, format="png", scale_factor=SCALE)
    return content.getvalue()
