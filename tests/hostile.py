"""A warehouse of pages with hostile text in every field, each with a mark to look for."""

from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from flows import journal
from flows.build import build
from flows.check import check_border, check_gate
from flows.cli import main
from flows.generation import generation_id
from flows.journal import RunRecord
from flows.land import land
from flows.machine import now
from flows.parse import parse
from flows.publish import publish, tidy
from flows.settings import Settings
from flows.spans import check_quotes
from flows.tell import tell

MARK = "zqx"
HOSTILE = [
    "'; drop table dim_film; --", '" or 1=1 --', "'||(select 1)||'", "$1 $film ?", "%s %(a)s",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</td></tr></table>", "<!--",
    "&lt;b&gt; &amp; &#x3c;", "<svg/onload=alert(1)>", "javascript:alert(1)", "]]>", "<style>*{}",
    "{{ 7*7 }}", "{% raw %}", "{# x #}", "${7*7}", "#{7*7}", "{{ env_var('HOME') }}", "`rm -rf /`",
    "$(touch /tmp/x)", "; ls |", "../../../etc/passwd", "C:\\con\\nul", "file:///etc/passwd",
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|'/c calc'!A0", "[x](javascript:alert(1))",
    "![x](http://h/x)", "# Heading", "| a | b |", "**bold**", "\x1b[31mred", "\x1b]0;title\x07",
    "\u202eevil\u202c", "zero\u200bwidth\ufeff", "\u2066iso\u2069", "a\u0301\u0301\u0301",
    "\x07\x08",
    "\\n\\t\\u0000", "NULL", "nan", "[bold red]rich[/]", ":skull:",
]  # fmt: skip


def hostile(number: int) -> str:
    return (
        f"{MARK}{number} {HOSTILE[number]}" if number % 2 else f"{HOSTILE[number]} {MARK}{number}"
    )


def page(number: int) -> bytes:
    text = hostile(number)
    return (
        f"{text}\n\nSeptember. 19,1984\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0{text}\nRating:\n8.4\n"
        f"Trailer Synopsis Cast\n\n{text}\n\n{text} as\u00a0\u00a0{text}\n\n"
        f"Similar titles\n\nIt\n{text}\nIt\nIt 1999\n\n{text}\n{text}\n{text} 2015\n\n"
        f"Reviews\n\n{text}\n1984/09/19\n\n{text}\n\n... more\n"
    ).encode()


def make_hostile(home: Path) -> dict[str, Any]:
    """Publish pages with a hostile text in every field; one more is no text at all.

    Gives what the command that documents their warehouse printed.
    """
    inbox = home / "inbox"
    inbox.mkdir(parents=True)
    for number in range(len(HOSTILE)):
        (inbox / f"{number}.txt").write_bytes(page(number))
    (inbox / "bad.txt").write_bytes(b"\xff" + hostile(5).encode())
    settings = Settings(home, (inbox,))
    record = RunRecord("20240304T120000Z-00", "published", now(), finished_at=now())
    land(settings)
    parse(settings)
    journal.begin(settings, record)
    results = check_border(settings).results
    build(settings)
    check_quotes(settings)
    results += check_gate(settings).results
    journal.write_checks(settings, record.run_key, results)
    publish(settings, record, generation_id(settings))
    tell(settings, record, results, None)
    with redirect_stdout(StringIO()) as printed:
        assert main(["docs", "--home", str(home)]) == 0
    tidy(settings)
    return {"docs": printed.getvalue()}
