"""Normal forms for keys: the one place where the reader is not verbatim.

SQL never makes its own: DuckDB has no casefold and Spark no NFC.
"""

import hashlib
import string
import unicodedata
from functools import lru_cache

_TYPOGRAPHIC = {
    **dict.fromkeys("‘’‚‛′ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}
_ASCII_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f"
_LONGEST_KEPT = 200  # characters, so that what is remembered stays small
_OUTER = string.punctuation + " "
_PUNCTUATION = frozenset({"Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps"})


def normal_name(text: str) -> str:
    """Give the form in which names and titles are compared; no diacritics are dropped."""
    return _short_name(text) if len(text) <= _LONGEST_KEPT else _normal_name(text)


def _normal_name(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


_short_name = lru_cache(maxsize=65_536)(_normal_name)


def folded_name(text: str) -> str:
    """Give a name without case, diacritics and punctuation: what two spellings may share."""
    return _short_folded(text) if len(text) <= _LONGEST_KEPT else _folded_name(text)


def _folded_name(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not _is_mark(c)).split())


def _is_mark(character: str) -> bool:
    return unicodedata.combining(character) > 0


_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
                          "ı": "i", "'": None, "’": None})  # fmt: skip
_short_folded = lru_cache(maxsize=65_536)(_folded_name)


def sha256_text(text: str) -> str:
    """Give the lower-hex sha256 of a text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def boilerplate_form(text: str) -> tuple[str, int]:
    """Give the form in which stock texts are compared, and the number of words.

    Case folded, white space collapsed, quotes and dashes plain, outer punctuation dropped
    (unless nothing else is there). Words are what stands between white space.
    """
    form = _plain(text).casefold().strip()
    if _is_collapsed(form):  # half the cost of splitting and joining
        count = form.count(" ") + bool(form)
    else:
        words = form.split()
        form, count = " ".join(words), len(words)
    return _without_outer_punctuation(form) or form, count


def _without_outer_punctuation(form: str) -> str:
    form = form.strip(_OUTER)
    start, end = 0, len(form)
    while start < end and unicodedata.category(form[start]) in _PUNCTUATION:
        start += 1
    while start < end and unicodedata.category(form[end - 1]) in _PUNCTUATION:
        end -= 1
    return form[start:end].strip(_OUTER)


def _is_collapsed(form: str) -> bool:
    """Say whether a text has no white space but single spaces, at a few searches' cost."""
    if "  " in form:
        return False
    if form.isascii():
        return not any(map(form.__contains__, _ASCII_SPACES))
    return form.isprintable()


def _plain(text: str) -> str:
    """Make typographic signs plain; a handful of searches beat a look at every character."""
    if text.isascii():
        return text
    for sign, plain in _TYPOGRAPHIC.items():
        if sign in text:
            text = text.replace(sign, plain)
    return text
