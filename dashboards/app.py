"""The frame around the pages: which there are, what serves, and what to say when nothing does."""

import streamlit as st

from dashboards import data, show, states
from dashboards.menu import PAGES
from flows.errors import FilmhouseError

SECONDS_BETWEEN_LOOKS = 10

st.set_page_config("Filmhouse", "dashboards/static/filmhouse.svg", layout="wide")
show.styles()
chosen = st.navigation(
    [
        st.Page(f"screens/{name}.py", title=title, url_path=name, default=name == "overview")
        for name, title in PAGES.items()
    ],
    position="top",
)
data.begin()


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def follow() -> None:
    """Draw the page anew once another generation serves, or a run has ended."""
    if data.is_news():
        st.rerun()


follow()
states.last_run()
try:
    chosen.run()
except FilmhouseError as error:
    states.stopped(error)
