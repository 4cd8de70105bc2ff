"""Take what was loaded at start out of the garbage collector's way.

Streamlit collects all generations after each run of a page; walking everything pandas, Arrow and Altair loaded costs
tens of milliseconds every time (measured: an empty page 55 ms with it, 6 ms without). Frozen once, it is never walked.
"""

from __future__ import annotations

import gc

import altair
import babel.messages.pofile
import pandas
import pyarrow
import streamlit

# Named so that they are surely loaded before the freeze; pages load them anyway.
LOADED = (altair, babel.messages.pofile, pandas, pyarrow, streamlit)

gc.collect()
gc.freeze()
