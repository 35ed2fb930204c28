"""Finding one of many as one types: the best match is shown at once, the others are a choice away.

What is shown stands in the address (?film=KEY, ?person=KEY), so that it can be kept or sent.
"""

from collections.abc import Callable

import polars as pl
import streamlit as st

from dashboards import show

LONGEST, LONGEST_KEY = 100, 64
Found = Callable[[str], pl.DataFrame]
Described = Callable[[dict[str, object]], str]


def chosen(noun: str) -> str:
    """Give the key in the address, or an empty text."""
    return str(st.query_params.get(noun, ""))[:LONGEST_KEY]


def walk_to(noun: str, key: str) -> None:
    """Show another one."""
    st.query_params[noun] = key


def search(noun: str, what: str, find: Found, described: Described) -> None:
    """Offer the search, and what was found, the nearest first.

    noun: what is sought, `film` or `person`; its rows have a column of that name and `_key`.
    what: what is typed, like `title`. described: what tells a row from another.
    """
    box = f"sought_{noun}"

    def show_best() -> None:
        sought = st.session_state[box].strip()
        found = find(sought) if sought else pl.DataFrame()
        if not found.is_empty():
            walk_to(noun, found[f"{noun}_key"][0])

    sought = st.text_input(
        f"Find a {noun}", key=box, live=True, max_chars=LONGEST, on_change=show_best,
        placeholder=f"a {what}, or a part of one", type="search",
    ).strip()  # fmt: skip
    if not sought:
        return
    found = find(sought)
    if not show.missing(found, f"No {what} holds these letters. A part of a {what} is enough."):
        choose(noun, "What was found, the nearest first", found, described, f"found_{noun}")


def choose(noun: str, label: str, rows: pl.DataFrame, described: Described, box: str) -> None:
    """Offer rows; the chosen one is walked to."""
    names = {str(one[f"{noun}_key"]): described(one) for one in rows.iter_rows(named=True)}
    here = chosen(noun)
    st.session_state[box] = here if here in names else None

    def walk() -> None:
        if st.session_state[box]:
            walk_to(noun, st.session_state[box])

    st.selectbox(
        label, list(names), key=box, on_change=walk, format_func=names.__getitem__,
        placeholder=f"Choose a {noun}",
    )  # fmt: skip
