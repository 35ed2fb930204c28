"""Arguments in, exit code and printed outcome out. What a command does stands in commands.py."""

import argparse
import sys
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING

from flows import commands
from flows.errors import FilmhouseError

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_FULL_REFRESH = "make all rows anew, not only what is new"
_INBOX = "a folder of pages, or one file; may be given more than once"
_ACCEPT = "publish although this check fails, this time; recorded; may be given more than once"
_ID = "the first characters of a generation's id"


def main(arguments: list[str] | None = None) -> int:
    """Carry out a command and give its exit code (docs/operations.md lists them)."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.carry_out(options)
    except FilmhouseError as error:
        from flows.terminal import say_error

        say_error(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        from flows.terminal import say_error

        say_error(f"{error.filename or 'the machine'}: {error.strerror}. Mend that and run again.")
        return FilmhouseError.exit_code
    except Exception as error:
        from flows.terminal import say_error

        place = traceback.extract_tb(error.__traceback__)[-1]
        what = f"{type(error).__name__} in {place.filename}, line {place.lineno}"
        say_error(f"This is a bug of Filmhouse: {what}. Please report it.")
        return FilmhouseError.exit_code
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="filmhouse", description="From raw film pages to an audited star schema."
    )
    found = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_running(found)
    _add_asking(found)
    _add_keeping(found)
    return parser


def _add_running(found: "Commands") -> None:
    run = _command(found, "run", commands.run, "land, parse, check, build, check and publish")
    run.add_argument("--inbox", action="append", default=[], metavar="PATH", help=_INBOX)
    run.add_argument("--full-refresh", action="store_true", help=_FULL_REFRESH)
    run.add_argument("--accept", action="append", default=[], metavar="CHECK", help=_ACCEPT)
    schedule = _command(found, "schedule", commands.schedule, "run again and again, unattended")
    schedule.add_argument("--inbox", action="append", default=[], metavar="PATH", help=_INBOX)


def _add_asking(found: "Commands") -> None:
    status = _command(found, "status", commands.status, "what serves, and how the last run ended")
    status.add_argument("--json", action="store_true", help="as JSON")
    status.add_argument("--fail-if-stale", action="store_true", help="exit 1 unless it is fresh")
    sql = _command(found, "sql", commands.sql, "ask what serves; a prompt without a query")
    sql.add_argument("query", nargs="?", help="the query; - reads it from standard input")
    _add_forms(sql)
    why = _command(found, "explain", commands.explain, "show the lines of pages a row came from")
    why.add_argument("table", metavar="TABLE", help="a table, like fact_review")
    why.add_argument("key", metavar="KEY", nargs="+", help="the row's key, or the first of it")
    bad = _command(found, "quarantine", commands.quarantine, "pages that were not loaded, and why")
    _add_forms(bad)
    board = _command(found, "dashboard", commands.dashboard, "pages over what serves, in a browser")
    board.add_argument("--port", type=int, default=8501, help="of 127.0.0.1 (default: 8501)")
    _command(found, "docs", commands.docs, "make dbt's documentation of the tables, one page")


def _add_keeping(found: "Commands") -> None:
    _command(found, "generations", commands.generations, "the published generations that are kept")
    back = _command(found, "rollback", commands.rollback, "let an earlier generation serve")
    back.add_argument("generation", nargs="?", metavar="ID", help=f"{_ID}; else the one before")
    diff = _command(found, "diff", commands.diff, "compare two generations, table by table")
    diff.add_argument("before", nargs="?", metavar="A", help=f"{_ID}; else the one before")
    diff.add_argument("behind", nargs="?", metavar="B", help=f"{_ID}; else the one that serves")
    out = _command(found, "exclude", commands.exclude, "leave a page out, from the next run on")
    out.add_argument("page_key", metavar="PAGE_KEY", help="a page_key of dim_page")
    out.add_argument("--why", required=True, help="the reason, kept with the decision")
    out.add_argument("--undo", action="store_true", help="take the page in again")
    forget = _command(found, "forget", commands.forget, "erase an author or a page, everywhere")
    what = forget.add_mutually_exclusive_group(required=True)
    what.add_argument("--reviewer", metavar="NAME", help="an author of reviews, as printed")
    what.add_argument("--page", metavar="PAGE_KEY", help="a page_key of dim_page")
    _command(found, "verify", commands.verify, "look at everything that is kept, byte by byte")


def _add_forms(command: argparse.ArgumentParser) -> None:
    form = command.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="answer as CSV")
    form.add_argument("--json", action="store_true", help="answer as JSON")


def _command(
    found: "Commands",
    name: str,
    carry_out: Callable[[argparse.Namespace], int],
    summary: str,
) -> argparse.ArgumentParser:
    command = found.add_parser(name, help=summary, description=summary.capitalize() + ".")
    command.add_argument("--home", metavar="DIR", help="where the warehouse lies")
    command.set_defaults(carry_out=carry_out)
    return command


if __name__ == "__main__":
    sys.exit(main())
