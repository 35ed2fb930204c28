"""Named hostile files: each is loaded, loaded with defects or quarantined, every byte explained."""

import pytest

from tests.pages.test_properties import checked

HEAD = "Amadeus\n\nSeptember. 19,1984\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0PG\nRating:\n8.4\n"
BAR = "Trailer Synopsis Cast\n\n"
REVIEW = "ann\n1984/09/19\n\nfine\n\n... more\n"
PAGE = f"{HEAD}{BAR}A composer.\n\nTom as\u00a0\u00a0Mozart\n\nReviews\n\n{REVIEW}"

FILES: dict[str, str | bytes] = {
    "empty": "",
    "one line end": "\n",
    "only line ends": "\n" * 9_999,
    "only carriage returns": "\r" * 9_999,
    "only spaces": " " * 9_999,
    "only no-break spaces": "\u00a0" * 9_999,
    "only a byte order mark": "\ufeff",
    "two byte order marks": "\ufeff\ufeff" + PAGE,
    "a byte order mark inside": PAGE.replace("composer", "com\ufeffposer"),
    "nul at the start": "\0" + PAGE,
    "nul at the end": PAGE + "\0",
    "all nul": b"\0" * 4_096,
    "all ff": b"\xff" * 4_096,
    "utf-16 little endian": PAGE.encode("utf-16-le"),
    "utf-16 with mark": PAGE.encode("utf-16"),
    "utf-32": PAGE.encode("utf-32"),
    "latin-1": PAGE.encode("latin-1"),
    "utf-8 twice": PAGE.encode().decode("latin-1"),
    "overlong slash": PAGE.encode() + b"\xc0\xaf",
    "overlong nul": PAGE.encode() + b"\xc0\x80",
    "lone surrogate": PAGE.encode() + b"\xed\xa0\x80",
    "surrogate pair in utf-8": PAGE.encode() + b"\xed\xa0\xbd\xed\xb8\x80",
    "beyond unicode": PAGE.encode() + b"\xf4\x90\x80\x80",
    "continuation alone": PAGE.encode() + b"\x80",
    "cut in a character": PAGE.encode() + b"\xe2\x80",
    "noncharacters": PAGE + "\ufffe\uffff\U0010ffff",
    "replacement characters": PAGE.replace("composer", "\ufffd" * 99),
    "line separators": PAGE.replace(" ", "\u2028"),
    "next line": PAGE.replace("\n\n", "\n\x85\n"),
    "vertical tabs for empty lines": PAGE.replace("\n\n", "\n\x0b\n"),
    "form feeds": PAGE.replace("\n", "\x0c\n"),
    "file separators": PAGE.replace("\n", "\x1c"),
    "crlf": PAGE.replace("\n", "\r\n"),
    "cr": PAGE.replace("\n", "\r"),
    "lf cr": PAGE.replace("\n", "\n\r"),
    "crlf and lf": PAGE.replace("\n", "\r\n", 5),
    "cr cr lf": PAGE.replace("\n", "\r\r\n"),
    "right to left": PAGE.replace("composer", "\u202erezopmoc"),
    "isolates never closed": PAGE.replace("Tom", "\u2066Tom"),
    "without width": PAGE.replace("Tom", "T\u200bo\u200bm"),
    "combining marks": PAGE.replace("Tom", "T" + "\u0301" * 5_000),
    "other spaces around as": PAGE.replace(" as\u00a0\u00a0", "\u2003as\u2003\u2003"),
    "plain spaces around as": PAGE.replace("\u00a0", " "),
    "separator alone": f"{HEAD}{BAR} as\u00a0\u00a0\n",
    "separators only": f"{HEAD}{BAR}" + " as\u00a0\u00a0" * 999 + "\n",
    "digits of other scripts": PAGE.replace("1984", "١٩٨٤"),
    "wide digits": PAGE.replace("8.4", "８．４"),
    "rating nan": PAGE.replace("8.4", "NaN"),
    "rating infinity": PAGE.replace("8.4", "1e309"),
    "rating below zero": PAGE.replace("8.4", "-1"),
    "rating of many digits": PAGE.replace("8.4", "9" * 9_999),
    "year zero": PAGE.replace("1984", "0000"),
    "day of no month": PAGE.replace("19,1984", "99,1984"),
    "30 February": PAGE.replace("1984/09/19", "1984/02/30"),
    "headings only": f"{BAR}Similar titles\n\nYou May Also Like\n\nReviews\n",
    "headings many times": (BAR + "Similar titles\n\nYou May Also Like\n\nReviews\n\n") * 999,
    "reviews before all": f"Reviews\n\n{REVIEW}\n{PAGE}",
    "buttons only": f"{HEAD}{BAR}Reviews\n\n" + "... more\n" * 2_000,
    "dates only": f"{HEAD}{BAR}Reviews\n\n" + "1984/09/19\n" * 2_000,
    "authors only": f"{HEAD}{BAR}Reviews\n\n" + "ann\n\n" * 2_000,
    "reviews never closed": f"{HEAD}{BAR}Reviews\n\n" + "ann\n1984/09/19\n\nfine\n\n" * 999,
    "a review of buttons": f"{HEAD}{BAR}Reviews\n\nann\n1984/09/19\n\n" + "... more\n" * 999,
    "items half": f"{HEAD}{BAR}Similar titles\n\n" + "Max\nMax\n\n" * 999,
    "items of one word": f"{HEAD}{BAR}Similar titles\n\n" + "Max\n" * 2_000,
    "closing lines only": f"{HEAD}{BAR}Similar titles\n\n" + "Max 1999\n" * 2_000,
    "the page in itself": PAGE.replace("fine", PAGE),
    "ten pages": PAGE * 10,
    "backwards": "\n".join(reversed(PAGE.split("\n"))),
    "markup": PAGE.replace("composer", "<script>alert(1)</script>"),
    "sql": PAGE.replace("Amadeus", "'; drop table dim_film; --"),
    "template of jinja": PAGE.replace("Amadeus", "{{ 7 * 7 }}{% raw %}"),
    "formula": PAGE.replace("Amadeus", "=cmd|'/c calc'!A0"),
    "escape sequences": PAGE.replace("Tom", "\x1b]0;x\x07\x1b[2J"),
    "path": PAGE.replace("Amadeus", "../../../etc/passwd"),
    "json": '{"text": "Amadeus"}',
    "html": "<!doctype html><title>Amadeus</title><p>Rating:<p>8.4",
    "gzip": bytes.fromhex("1f8b08000000000000034bcc4d4c492d0600"),
    "parquet": b"PAR1" + b"\x15\x04" * 99 + b"PAR1",
    "every byte": bytes(range(256)) * 16,
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_read_or_quarantined(name: str) -> None:
    content = FILES[name]
    page = checked(content if isinstance(content, bytes) else content.encode())
    assert page.quarantine_reason or page.film or page.defects or page.reviews


def test_sixty_at_least() -> None:
    assert len(FILES) >= 60
