"""Questions to the serving generation: one from the command line, or many at a prompt."""

import os
import sys

from flows import query, terminal
from flows.errors import WrongUsage
from flows.settings import Settings

FORMS = {"table": terminal.show, "csv": terminal.write_csv, "json": terminal.write_json}


def answer(settings: Settings, sql: str | None, form: str) -> int:
    """Answer a query ("-": from standard input) in a form; without one, open the prompt."""
    with query.connect(settings) as database:
        if sql is None and sys.stdin.isatty():
            return _converse(database, settings)
        text = _standard_input() if sql is None or sql == "-" else sql
        try:
            FORMS[form](query.ask(database, text))
        except BrokenPipeError:  # who reads has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _standard_input() -> str:
    try:
        return sys.stdin.read()
    except UnicodeDecodeError:
        raise WrongUsage("The query is no UTF-8 text.") from None


def _converse(database: query.Connection, settings: Settings) -> int:
    import readline  # noqa: F401 (gives input() a history and arrow keys)

    hint = "End a query with ;  `show tables;` lists the tables, Ctrl-D leaves."
    terminal.OUT.print(terminal.plain(f"Reading {terminal.short(settings.current)}. {hint}"))
    while (sql := _read_query()) is not None:
        try:
            terminal.show(query.ask(database, sql))
        except WrongUsage as error:
            terminal.say_error(str(error))
    return 0


def _read_query() -> str | None:
    lines: list[str] = []
    while not (lines and lines[-1].rstrip().endswith(";")):
        try:
            lines.append(input("…> " if lines else "sql> "))
        except EOFError:
            return None
        except KeyboardInterrupt:
            print()  # noqa: T201 (the shell's own way to drop a line)
            lines = []
        if lines == [""]:
            lines = []
    return "\n".join(lines)
