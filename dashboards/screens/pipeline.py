"""How the last run ended, how the ones before went, and what they left."""

import polars as pl
import streamlit as st

from dashboards import charts, data, kept, show, states

colours = show.palette()


def last_run() -> None:
    """Say how the last run ended, also one that failed and so stands in no generation."""
    run, serving = kept.last_run(), kept.serving()
    if not run:
        show.finding("How the last run ended")
        show.nothing(
            "How the last run ended is not known: warehouse/STATUS.json is missing or damaged. "
            "The command filmhouse status tells it, and the next run writes the file anew."
        )
        return
    sign, words = states.outcome(run)
    if sign == "✗":
        words += "; the last good generation serves" if serving else "; nothing is published"
    show.finding(f"{sign} {words}", "As told by warehouse/STATUS.json, written behind every run.")
    show.facts(
        {
            "began": show.moment(run.get("started_at")),
            "ended": show.moment(run.get("finished_at")),
            "stopped by": run.get("error"),
            "run": run.get("run_key"),
            "serves": str(serving.get("generation_id", "nothing"))[:12],
            "published": show.moment(serving.get("published_at")),
            "rolled back": "yes: newer generations are put aside"
            if serving.get("is_rolled_back")
            else None,
            "damage": serving.get("damage"),
        }
    )
    show.freshness()
    failed = kept.failing_checks()
    if failed.height:
        show.finding(f"{show.counted(failed.height, 'check')} of it did not pass")
        show.table(failed)


def durations() -> None:
    """Show how long the runs took."""
    rows = data.ask("runs")
    timed = rows.drop_nulls("seconds").reverse()
    if show.missing(timed, "No run that ended stands in this generation.", "How long runs take"):
        return
    usual = timed["usual_seconds"][0]
    words = (
        "How long runs take"
        if usual is None
        else f"A run that publishes usually takes {usual} seconds"
    )
    show.finding(
        words,
        f"The middle of {show.counted(timed['runs_published'][0], 'run')}. "
        "Crimson and ✗: it stopped; sand: nothing was new.",
    )
    shown = timed.select("run", "seconds", "outcome", "started_at", "tone")
    units = ("run, by its number", "seconds")
    show.chart(charts.columns(shown, "run", "seconds", units, colours, "tone"), shown)


def runs() -> None:
    """Show the runs that the generation knows of."""
    rows, last = data.ask("runs"), kept.last_run().get("run_key")
    if show.missing(rows, "No run stands in this generation.", "Runs"):
        return
    show.finding(f"Run {rows['run'][0]} is the newest in this generation", limits(rows, last))
    show.table(rows.drop("usual_seconds", "runs_published"))


def limits(rows: pl.DataFrame, last: str | None) -> str:
    """Say which runs cannot stand in the table."""
    beyond = "A generation knows the runs until it was published, at most 40 are shown."
    if last is None or last in rows["run_key"]:
        return beyond
    return f"{beyond} The last run came later: it is told above."


def reports() -> None:
    """Offer the reports of the newest runs."""
    found = kept.reports()
    show.finding(
        "Each run leaves a report",
        "What it published, what changed and which checks failed: one file, fit for mail.",
    )
    if not found:
        show.nothing("No run has left a report in warehouse/reports yet.")
        return
    path = found[st.selectbox("Report", found)]
    show.note(str(path))
    try:
        page = path.read_bytes()
    except OSError:
        show.nothing("This report is gone: only the newest are kept.")
        return
    st.download_button("Download this report", page, path.name, "text/html", on_click="ignore")


def generations() -> None:
    """Show the generations that are kept."""
    rows = kept.published()
    show.finding(
        f"{show.counted(rows.height, 'generation')} kept",
        "The commands filmhouse diff and filmhouse rollback tell how two differ, and go back.",
    )
    show.table(rows)


show.page("Pipeline", "How the last run ended, how the ones before it went, and what they left.")
last_run()
left, right = st.columns(2, gap="large")
with left:
    durations()
with right:
    generations()
    reports()
runs()
