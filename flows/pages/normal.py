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
_OUTER = string.punctuation + " ¡¿"


@lru_cache(maxsize=65_536)
def normal_name(text: str) -> str:
    """Give the form in which names and titles are compared; no diacritics are dropped."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def sha256_text(text: str) -> str:
    """Give the lower-hex sha256 of a text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def boilerplate_form(text: str) -> tuple[str, int]:
    """Give the form in which stock texts are compared, and the number of words.

    Case folded, white space collapsed, quotes and dashes plain, outer punctuation dropped
    (unless nothing else is there). Words are what stands between white space.
    """
    form = _plain(text).casefold().strip()
    if form.isprintable() and "  " not in form:  # nothing to collapse, at a third of the cost
        count = form.count(" ") + bool(form)
    else:
        words = form.split()
        form, count = " ".join(words), len(words)
    return form.strip(_OUTER) or form, count


def _plain(text: str) -> str:
    """Make typographic signs plain; a handful of searches beat a look at every character."""
    if text.isascii():
        return text
    for sign, plain in _TYPOGRAPHIC.items():
        if sign in text:
            text = text.replace(sign, plain)
    return text
