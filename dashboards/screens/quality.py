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
    if rows.is_empty():
        show.finding("The checks behind this generation")
        show.nothing("No check stands in this generation.")
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
    show.finding("The suites of checks, run by run", f"The newest 20 runs that checked. {SIGNS}")
    if rows.is_empty():
        show.nothing("No check stands in this generation.")
        return
    told = ("says", "passed", "checks", "started_at")
    show.chart(charts.strip(rows, "run", "suite", "run, by its number", colours, told), rows)


def checks() -> None:
    """Show what each check of a suite said in each of the newest runs."""
    rows = data.ask("checks_by_run")
    if rows.is_empty():
        return
    show.finding("The checks of a suite, run by run", "Suites with failures stand first.")
    names = rows["suite"].unique(maintain_order=True).to_list()
    chosen = st.selectbox("Suite", names)
    shown = rows.filter(pl.col("suite") == chosen).drop("suite")
    told = ("says", "observed_value", "started_at")
    strip = charts.strip(shown, "run", "check_name", "run, by its number", colours, told)
    show.chart(strip, shown)


def pages() -> None:
    """Show how pages were read."""
    rows = data.ask("pages_by_status")
    if rows.is_empty():
        show.finding("How pages were read")
        show.nothing("No page was landed yet.")
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
    if rows.is_empty():
        show.finding("Defects of pages")
        show.nothing("No page has a defect.")
        return
    show.finding(
        f"{show.counted(rows.height, 'kind')} of defects on pages",
        "docs/page-template.md says what each kind means; left out: no record holds its bytes.",
    )
    show.chart(charts.bars(rows, "defect_kind", "pages", "pages", colours), rows)


def caveats() -> None:
    """Show what a reader must know of which column, and of how many rows it is true now."""
    rows = data.ask("caveats")
    show.finding("What to know before counting", "Rows of this generation that each is true of.")
    if rows.is_empty():
        show.nothing("No caveat stands in this generation.")
        return
    show.caveats(rows)


def contested() -> None:
    """Show what pages disagree on."""
    rows = data.ask("contested_values")
    if rows.is_empty():
        show.finding("Contested values")
        show.nothing("No two pages or captures disagree on a film.")
        return
    show.finding(
        f"{show.counted(rows['contests'][0], 'value')} contested between pages or captures",
        "All stay; a rule chooses. At most 30 films a kind. A click on a row opens the film.",
    )
    show.films(rows.drop("contests"), key="contested")


def implausible() -> None:
    """Show what can hardly be."""
    rows = data.ask("implausible_values")
    if rows.is_empty():
        show.finding("Implausible values")
        show.nothing("No page states what can hardly be.")
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
