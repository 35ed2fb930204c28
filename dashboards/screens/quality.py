"""What the checks said run by run, what is amiss with pages, and what a reader must know."""

import polars as pl
import streamlit as st

from dashboards import charts, data, kept, show

SIGNS = "✓ passed, ! warning, ~ accepted by someone, ✗ failed: it stopped the run."
colours = show.palette()


def last_checks() -> None:
    """Show the checks behind this generation, failures first, and what a later run failed."""
    later()
    rows, counts = data.ask("last_checks"), data.first("check_counts")
    if show.missing(
        rows, "No check stands in this generation.", "The checks behind this generation"
    ):
        return
    show.finding(
        f"{counts['passed']:,} of {show.counted(counts['checks'], 'check')} behind this generation "
        "passed",
        "Those that did not stand first. The severity says what a failure would do.",
    )
    show.table(rows, height=260)


def later() -> None:
    """Say that a later run failed checks: they stand in no generation."""
    failed = kept.failing_checks()
    if kept.last_run().get("outcome") != "failed" or failed.is_empty():
        return
    show.finding(
        f"✗ The last run did not pass {show.counted(failed.height, 'check')}",
        "It published nothing, so they are not among the ones below, which are of the generation "
        "that serves. The Pipeline page says why it stopped.",
    )
    show.table(failed)


def suites() -> None:
    """Show what each suite said in each of the newest runs."""
    rows = data.ask("suites_by_run")
    if show.missing(
        rows, "No check stands in this generation.", "The suites of checks, run by run"
    ):
        return
    found = rows.row(0, named=True)
    runs = show.counted(found["runs"], "run")
    words = (
        f"{found['suites_amiss']:,} of {show.counted(found['suites'], 'suite')} did not always pass"
        if found["suites_amiss"]
        else f"Every suite of checks passed in {runs}"
    )
    show.finding(words, f"The newest {runs} that checked something. {SIGNS}")
    shown = rows.drop("suites", "suites_amiss", "runs")
    show.chart(charts.strip(shown, "run", "suite", "run, by its number", colours), shown)


def checks() -> None:
    """Show what each check of a suite said in each of the newest runs."""
    rows = data.ask("checks_by_run")
    if rows.is_empty():
        return
    show.finding("The checks of a suite, run by run", "Suites with failures stand first.")
    names = rows["suite"].unique(maintain_order=True).to_list()
    chosen = st.selectbox("Suite", names)
    shown = rows.filter(pl.col("suite") == chosen).drop("suite")
    strip = charts.strip(shown, "run", "check_name", "run, by its number", colours)
    show.chart(strip, shown)


def pages() -> None:
    """Show how pages were read."""
    rows = data.ask("pages_by_status")
    if show.missing(rows, "No page was landed yet.", "How pages were read"):
        return
    first = rows.row(0, named=True)
    show.finding(
        f"{show.counted(first['pages'], 'page')} read without a defect"
        if first["tone"] == "other"
        else "No page was read without a defect",
        "A quarantined page is kept and listed, and nothing of it is loaded.",
    )
    show.chart(charts.bars(rows, "pages_are", "pages", "pages", colours, "tone"), rows)


def defects() -> None:
    """Show the kinds of defects."""
    rows = data.ask("defects_by_kind")
    if show.missing(rows, "No page has a defect.", "Defects of pages"):
        return
    show.finding(
        f"{show.counted(rows.height, 'kind')} of defects on pages",
        "What each kind means stands in docs/page-template.md. Left out: in no record.",
    )
    show.chart(charts.bars(rows, "defect_kind", "pages", "pages", colours), rows)


def caveats() -> None:
    """Show what a reader must know of which column, and of how many rows it is true now."""
    rows = data.ask("caveats")
    show.finding("What to know before counting", "Rows of this generation that each is true of.")
    if show.missing(rows, "No caveat stands in this generation."):
        return
    show.caveats(rows)


def contested() -> None:
    """Show what pages disagree on."""
    rows = data.ask("contested_values")
    if show.missing(rows, "No two pages or captures disagree on a film.", "Contested values"):
        return
    show.finding(
        f"{show.counted(rows['contests'][0], 'value')} contested between pages or captures",
        "All stay; a rule chooses. At most 30 films a kind. A click on a row opens the film.",
    )
    show.films(rows.drop("contests"), key="contested")


def implausible() -> None:
    """Show what can hardly be."""
    rows = data.ask("implausible_values")
    if show.missing(rows, "No page states what can hardly be.", "Implausible values"):
        return
    show.finding(
        f"{show.counted(rows['findings'][0], 'statement')} that can hardly be true",
        "Kept as printed; at most 100. A click on a row opens the film.",
    )
    show.films(rows.drop("findings"), key="implausible")


show.page("Data quality", "What was checked, what is amiss, and what to know before counting.")
last_checks()
left, right = st.columns(2, gap="large")
with left:
    suites()
with right:
    checks()
left, right = st.columns(2, gap="large")
with left:
    pages()
with right:
    defects()
caveats()
contested()
implausible()
