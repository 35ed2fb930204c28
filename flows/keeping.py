"""What a person sees of generations: which are kept, what differs, what is damaged."""

from rich.text import Text

from flows.diff import Sample, TableDiff
from flows.forget import Redaction, pages_naming
from flows.generations import Generation, generations, put_aside
from flows.query import Answer
from flows.settings import Settings
from flows.steps import Run
from flows.terminal import OUT, counted, plain, say, show
from flows.verify import Verified

_ID_LENGTH = 12
_LONGEST_VALUE = 60
_SHOWN = 10
_WORDS = {"+": "added", "-": "removed", "~": "changed"}
_COLOURS = {"+": "green", "-": "red", "~": "yellow"}


def say_generations(settings: Settings) -> None:
    """Print the kept generations, the newest first."""
    aside = put_aside(settings)
    rows = [
        (
            one.generation_id[:_ID_LENGTH],
            f"{one.published_at:%Y-%m-%d %H:%M:%S} UTC",
            f"{one.byte_count / 1e6:,.1f} MB",
            "serving" if one.is_serving else "put aside" if one.generation_id in aside else "",
        )
        for one in generations(settings)
    ]
    show(Answer(["generation", "published", "size", ""], rows))


def say_rolled_back(target: Generation) -> None:
    """Print what serves now, and what becomes of the newer ones."""
    say(
        f"Generation {target.generation_id[:_ID_LENGTH]} serves, published "
        f"{target.published_at:%Y-%m-%d %H:%M:%S} UTC. Newer ones are put aside: the same pages "
        "do not bring them back, new pages or `filmhouse run --full-refresh` do."
    )


def say_diff(before: Generation, behind: Generation, tables: list[TableDiff]) -> None:
    """Print how many rows of each table differ, and some of them in words."""
    say(f"From {before.generation_id[:_ID_LENGTH]} to {behind.generation_id[:_ID_LENGTH]}:")
    if not tables:
        say("No row differs.")
    for table in tables:
        counts = {"+": table.added, "-": table.removed, "~": table.changed}
        said = ", ".join(f"{counts[sign]:,} {_WORDS[sign]}" for sign in counts if counts[sign])
        OUT.print(Text.assemble("\n", (table.table_name, "bold"), f": {said}"))
        for sample in table.samples:
            OUT.print(_in_words(sample), soft_wrap=True)


def _in_words(sample: Sample) -> Text:
    line = Text.assemble("  ", (f"{sample.sign} ", _COLOURS[sample.sign]), _short(sample.name))
    for column, before, behind in sample.changes:
        line.append_text(Text.assemble(f"; {column} ", _short(before), " → ", _short(behind)))
    return line


def _short(value: object) -> Text:
    text = plain("nothing" if value is None else value)
    text.truncate(_LONGEST_VALUE, overflow="ellipsis")
    return text


def say_forgotten(done: Run, reviewer: str | None) -> None:
    """Print what was taken out, and where it may still stand: files that are not ours, texts."""
    redaction = done.redaction or Redaction(0, 0, ())
    changed = counted(redaction.pages_changed, "page")
    say(f"Taken out of {changed}, {redaction.pages_removed:,} removed; all tables are made anew.")
    say("Older generations, failed candidates, reports and logs that held it are removed.")
    if redaction.origins:
        say("Your own files still hold it; what they hold is not landed again:")
        for origin in redaction.origins[:_SHOWN]:
            OUT.print(Text.assemble("  ", plain(origin)), soft_wrap=True)
        if more := len(redaction.origins[_SHOWN:]):
            say(f"  and {more:,} more")
    for page_key in pages_naming(done.settings, reviewer) if reviewer else ():
        say(f"The name still stands elsewhere in page {page_key}: `filmhouse forget --page` it.")


def say_verified(one: Verified) -> bool:
    """Print what was looked at and what is wrong with it; say whether nothing is."""
    for problem in one.problems:
        OUT.print(Text.assemble(("✗ ", "red"), plain(problem)), soft_wrap=True)
    if not one.problems:
        OUT.print(Text.assemble(("✓ ", "green"), f"{one.what:<24}{one.count:>9,} sound"))
    return not one.problems
