"""The frame around every page: who is here, the menu, the filters, what just happened, then the page."""

import streamlit as st

import pages.parts.heap  # noqa: F401  (once, at the first run: makes every later one cheaper)
from pages.parts.doing import say_what_came_of_it
from pages.parts.filter_bar import filter_bar
from pages.parts.frame import demonstration_banner, menu, refuse_without_store, run
from pages.parts.visitor import visitor
from pages.parts.words import language_choice, say

st.set_page_config(
    page_title=say("Workshop proposals"), page_icon=":material/account_tree:", layout="wide", initial_sidebar_state=310
)
refuse_without_store()

with st.sidebar:
    person = visitor()
    filters = filter_bar()
    language_choice()

page = menu(person)
st.session_state["visit"] = (person, filters)
demonstration_banner()
say_what_came_of_it()
run(page)
