"""The dashboard. `streamlit run` imports this file once, as the server, then runs it at every visit, as the frame."""

import streamlit as st

if __name__ == "__main__":
    from pages.parts.frame import draw

    draw()
else:
    from starlette.middleware import Middleware

    from pages.parts.server import InFrench, ready, say_it_failed

    app = st.App(__file__, lifespan=ready, middleware=[Middleware(InFrench)], on_script_error=say_it_failed)
