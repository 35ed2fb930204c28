"""Text and answers for a person at the terminal.

Text of pages is data here: control characters are spelled out, and nothing is markup.
"""

import csv
import io
import json
import math
import os
import sys
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.query import Answer
from flows.settings import PROJECT, Settings


class _Console(Console):
    """A console whose reader may leave: a run goes on, what it says goes nowhere."""

    def on_broken_pipe(self) -> None:
        self.quiet = True
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.file.fileno())


if isinstance(sys.stdout, io.TextIOWrapper):
    sys.stdout.reconfigure(errors="backslashreplace")  # a sign that a terminal lacks is spelled out
OUT = _Console(highlight=False, soft_wrap=False)
ERR = _Console(stderr=True, highlight=False, soft_wrap=True)
_ROWS_SHOWN = 200
_CELL_WIDTH = 40
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_NUMBERS = (int, float, Decimal, type(None))


def plain(value: object) -> Text:
    """Give a value as text that cannot steer the terminal."""
    text = "" if value is None else str(value)
    return Text("".join(c if c.isprintable() or c == "\u00a0" else repr(c)[1:-1] for c in text))


def say_home(settings: Settings) -> None:
    """Say when a command works on the sample's pages, apart from its answer."""
    if settings.is_sample:
        ERR.print(Text("The sample pages. Put your own into raw/inbox, or name --inbox.", "dim"))


def say(message: str) -> None:
    """Print a line of ours, wrapped by the terminal."""
    OUT.print(plain(message), soft_wrap=True)


def say_error(message: str) -> None:
    """Print an error's message, wrapped nowhere: paths stay whole."""
    ERR.print(plain_lines(message))


def plain_lines(message: str) -> Text:
    """Give a message of several lines, each safe to print."""
    return Text("\n").join(plain(line) for line in message.split("\n"))


def show(answer: Answer) -> None:
    """Print rows as a table, or each as a block of lines where a table would not fit."""
    rows = [[plain(value) for value in row] for row in answer.rows[:_ROWS_SHOWN]]
    if rows and _table_width(answer.columns, rows) <= OUT.width:
        OUT.print(_table(answer, rows))
    else:
        for row in rows:
            OUT.print(_block(answer.columns, row))
            OUT.print()
    more = f", the first {_ROWS_SHOWN} shown" if len(answer.rows) > _ROWS_SHOWN else ""
    OUT.print(Text(f"{counted(len(answer.rows), 'row')}{more}", style="dim"))


def _table_width(columns: list[str], rows: list[list[Text]]) -> int:
    """Give the width of a table in which no value needs more than a few lines."""
    widths = [
        max(plain(name).cell_len, *(min(row[i].cell_len, _CELL_WIDTH) for row in rows)) + 2
        for i, name in enumerate(columns)
    ]
    return sum(widths)


def _table(answer: Answer, rows: list[list[Text]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for i, name in enumerate(answer.columns):
        is_number = all(isinstance(row[i], _NUMBERS) for row in answer.rows)
        table.add_column(plain(name), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def _block(columns: list[str], row: list[Text]) -> Table:
    block = Table.grid(padding=(0, 2))
    block.add_column()
    block.add_column(overflow="fold")
    for name, value in zip(columns, row, strict=True):
        block.add_row(Text.assemble((plain(name).plain, "bold")), value)
    return block


def write_csv(answer: Answer) -> None:
    """Write rows as CSV to standard output.

    A text that a spreadsheet would take for a formula gets a ' before it; JSON has it as it is.
    """
    _speak_utf8()
    writer = csv.writer(_Lines(), lineterminator="\r\n")
    writer.writerow(map(_no_formula, answer.columns))
    writer.writerows(map(_no_formula, row) for row in answer.rows)
    sys.stdout.flush()


class _Lines:
    """Standard output for csv, which quotes a lone CR only where CR is part of its line end."""

    def write(self, line: str) -> None:
        sys.stdout.write(line.removesuffix("\r\n") + "\n")


def write_json(answer: Answer) -> None:
    """Write rows as a JSON list of objects to standard output."""
    names = _distinct(answer.columns)
    write_json_value([dict(zip(names, map(_json_value, row), strict=True)) for row in answer.rows])


def write_json_value(value: object) -> None:
    """Write a value as JSON to standard output."""
    _speak_utf8()
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
    sys.stdout.write("\n")
    sys.stdout.flush()


def _speak_utf8() -> None:
    """Write what programs read as UTF-8, whatever the terminal is set to."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def _distinct(names: list[str]) -> list[str]:
    """Give names of which none replaces another: a name that came before gets a number."""
    found: list[str] = []
    for name in names:
        number = 1
        while (one := name if number == 1 else f"{name}_{number}") in found:
            number += 1
        found.append(one)
    return found


def short(path: Any) -> str:
    """Give a path from the current checkout where it lies in it."""
    return str(path.relative_to(PROJECT)) if path.is_relative_to(PROJECT) else str(path)


def counted(count: int, noun: str) -> str:
    """Give a count with its noun, in the plural where it must be."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _no_formula(value: object) -> object:
    is_formula = isinstance(value, str) and value.startswith(_FORMULA_SIGNS)
    return f"'{value}" if is_formula else value


def _json_value(value: object) -> object:
    """Give a value as JSON can hold it; as text where a number would lose digits."""
    if isinstance(value, Decimal):
        return float(value) if Decimal(str(float(value))) == value else str(value)
    if isinstance(value, (list, tuple)):
        return [_json_value(one) for one in value]
    if isinstance(value, dict):
        return {str(name): _json_value(one) for name, one in value.items()}
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    is_plain = value is None or isinstance(value, (str, int))
    if is_plain or (isinstance(value, float) and math.isfinite(value)):
        return value
    return str(value)
