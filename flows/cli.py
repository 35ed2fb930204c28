"""Arguments in, exit code and printed outcome out. A command's module is imported when called."""

import argparse
import sys
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING

from flows.errors import FilmhouseError
from flows.settings import load

if TYPE_CHECKING:
    from flows.run import Run
    from flows.settings import Settings


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
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    run = _command(commands, "run", _run, "land, parse, check, build, check and publish")
    run.add_argument("--inbox", action="append", default=[], metavar="PATH", help=_INBOX)
    run.add_argument("--full-refresh", action="store_true", help=_FULL_REFRESH)
    _command(commands, "status", _status, "what serves, and how the last run ended")
    sql = _command(commands, "sql", _sql, "ask the serving generation; a prompt without a query")
    sql.add_argument("query", nargs="?", help="the query; - reads it from standard input")
    form = sql.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="answer as CSV")
    form.add_argument("--json", action="store_true", help="answer as JSON")
    why = _command(commands, "explain", _explain, "show the lines of the pages a row came from")
    why.add_argument("table", metavar="TABLE", help="a table, like fact_review")
    why.add_argument("key", metavar="KEY", nargs="+", help="the row's key, or the first of it")
    _command(commands, "docs", _docs, "make dbt's documentation of the tables, one page")
    schedule = _command(commands, "schedule", _schedule, "run again and again, unattended")
    schedule.add_argument("--inbox", action="append", default=[], metavar="PATH", help=_INBOX)
    return parser


_FULL_REFRESH = "make all rows anew, not only what is new"
_INBOX = "a folder of pages, or one file; may be given more than once"


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    carry_out: Callable[[argparse.Namespace], int],
    summary: str,
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=summary, description=summary.capitalize() + ".")
    command.add_argument("--home", metavar="DIR", help="where the warehouse lies")
    command.set_defaults(carry_out=carry_out)
    return command


def _settings(options: argparse.Namespace, *, lands: bool = False) -> "Settings":
    from flows.terminal import say_home

    inboxes = tuple(options.inbox) if lands else ()
    settings = load(options.home, inboxes, lands=lands)
    say_home(settings)
    return settings


def _run(options: argparse.Namespace) -> int:
    settings = _settings(options, lands=True)
    from flows import summary
    from flows.run import run

    with summary.Progress() as progress:
        done = run(settings, _orchestrated, watch=progress.watch, full_refresh=options.full_refresh)
    summary.say_run(done)
    return 0


def _orchestrated(this: "Run") -> None:
    """Carry out the steps as a Prefect flow; nothing of it is imported before."""
    from flows.settings import set_prefect_environment

    this.watch("starting the flow", None)
    set_prefect_environment(this.settings)
    from flows.pipeline import carry_out

    carry_out(this)


def _status(options: argparse.Namespace) -> int:
    settings = _settings(options)
    from flows import summary

    summary.say_status(settings)
    return 0


def _sql(options: argparse.Namespace) -> int:
    from flows import prompt

    return prompt.answer(_settings(options), options.query, _form(options))


def _explain(options: argparse.Namespace) -> int:
    from flows.evidence import show_explanations
    from flows.explain import explain

    show_explanations(*explain(_settings(options), options.table, options.key))
    return 0


def _form(options: argparse.Namespace) -> str:
    return "csv" if options.csv else "json" if options.json else "table"


def _docs(options: argparse.Namespace) -> int:
    from flows.build import document
    from flows.run import lock
    from flows.terminal import OUT, plain, short

    settings = _settings(options)
    with lock(settings):
        page = document(settings)
    OUT.print(plain(f"Open {short(page)} in a browser."), soft_wrap=True)
    return 0


def _schedule(options: argparse.Namespace) -> int:
    from flows import schedule

    return schedule.serve(_settings(options, lands=True))


if __name__ == "__main__":
    sys.exit(main())
