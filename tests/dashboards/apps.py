"""Pages as Streamlit's own test runner sees them: what they say, without a browser."""

from pathlib import Path

import polars as pl
from streamlit.testing.v1 import AppTest

from flows.settings import PROJECT

SCREENS = PROJECT / "dashboards" / "screens"
FRAME = PROJECT / "dashboards" / "app.py"
SECONDS = 60


def drawn(script: Path, **parameters: str) -> AppTest:
    """Draw a page, or the frame, at an address."""
    app = AppTest.from_file(str(script), default_timeout=SECONDS)
    for name, value in parameters.items():
        app.query_params[name] = value
    return checked(app.run())


def screen(name: str, **parameters: str) -> AppTest:
    """Draw the page of a name by itself."""
    return drawn(SCREENS / f"{name}.py", **parameters)


def checked(app: AppTest) -> AppTest:
    """Give an app that showed no error."""
    assert [one.value for one in app.exception] == []
    return app


def said(app: AppTest) -> str:
    """Give the HTML that a page shows, in its order."""
    return "\n".join(one.proto.body for one in app.get("html"))


def emptied(answer: pl.DataFrame) -> pl.DataFrame:
    """Give an answer of the same columns without a row."""
    return answer.clear()
