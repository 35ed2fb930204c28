"""Persons whom reviews name beside a character of the page's cast: quotations, no facts.

"Lermontov (Anton Walbrook)" and "A, B and C played by X, Y and Z respectively" say who plays
whom. Where the cast names another person for the character, the two names may be one person's;
whether they are is not decided here. The rules stand in docs/trust.md.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from flows.pages.normal import normal_name
from flows.pages.records import Credit, Page, Quotation, Review

_UPPER = "".join(c for c in map(chr, range(0x2000)) if c.isupper())  # the alphabets with case
_WORD = rf"(?:[{_UPPER}]\.(?:-?[{_UPPER}]\.)*|[{_UPPER}][\w'’-]+)"
_PARTICLE = r"(?:da|de|del|della|den|der|di|du|la|le|ten|ter|van|von|y)"
_NAME = rf"{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{1,3}}"
_MOST_NAMES = 12  # between the first and the last of a list
_IN_BRACKETS = re.compile(rf"\((?:played by )?({_NAME})\)")
_PLAYED_BY = re.compile(
    rf"(?:played|portrayed|performed) by ({_NAME}(?:, {_NAME}){{0,{_MOST_NAMES}}}"
    rf"(?:,? (?:and|&) {_NAME})?)(?: respectively)?"
)
_BETWEEN = re.compile(r",? (?:and|&) |, ")
_SENTENCE_END = re.compile(r"[.;:!?(\n\r]")
_WORD_START = re.compile(r"(?<![\w'’-])\w")  # also behind a full stop: paragraphs are lost
_REACH = 300  # characters before a quotation in which its characters are looked for
_LONGEST_CHARACTER = 6  # words
_OUTER = " ,;:–—-\"'“”‘’"
_TITLES = (
    "A An Aunt Captain Count Countess Doctor Dr Father Frau General Herr Her His King Lady Lord "
    "Madame Miss Mme Mother Mr Mrs Ms Prince Princess Prof Professor Queen Sir Sister The Uncle"
)
_NO_NAMES = frozenset(_TITLES.split())  # first words of characters by which nobody is called


class _Found(NamedTuple):
    """A quotation in a text: where it stands, the name, and whom the cast names instead."""

    kind: str
    start: int
    end: int
    name: str
    credit: Credit
    names_character: bool


def find_quotations(raw: bytes, page: Page) -> tuple[Quotation, ...]:
    """Give the quotations in a page's reviews, in page order."""
    reviews = [one for one in page.reviews if _may_quote(one.review_text)]
    if not reviews or not page.credits:
        return ()
    cast = _Cast(page.credits)
    return tuple(
        quotation
        for review in reviews
        for quotation in _in_review(raw, page.line_end, review, cast)
    )


def _may_quote(text: str | None) -> bool:
    return text is not None and ("(" in text or "ed by " in text)


class _Cast:
    """The page's credits by what reviews may call their characters, and by name."""

    def __init__(self, cast: tuple[Credit, ...]) -> None:
        self.by_character: dict[str, Credit | None] = {}
        self.by_name: dict[str, Credit] = {}
        self.by_billing: dict[int, Credit] = {}
        for credit in cast:
            for form in _character_forms(credit.character_name):
                is_one = self.by_character.setdefault(form, credit) is credit
                self.by_character[form] = credit if is_one else None
            if credit.credited_name:
                self.by_billing[credit.billing_position] = credit
                self.by_name.setdefault(normal_name(credit.credited_name), credit)

    def credited(self, name: str) -> Credit | None:
        """Give the credit of a name, if the cast has it."""
        return self.by_name.get(normal_name(name))

    def is_character(self, name: str) -> bool:
        """Say whether a name is that of a character."""
        return name in self.by_character

    def character_before(self, text: str, head: int, end: int) -> tuple[Credit, int] | None:
        """Give the credit of the character whom the words before a place name, and its start."""
        first = max(head, end - _REACH)
        starts = [first + m.start() for m in _WORD_START.finditer(text[first:end].rstrip(_OUTER))]
        for start in starts[-_LONGEST_CHARACTER:]:
            form = text[start:end].strip(_OUTER)
            if form in self.by_character:
                credit = self.by_character[form]
                return (credit, start) if credit else None
        return None


def _character_forms(character: str | None) -> set[str]:
    """Give a character's whole name, its first and its last word, where those are names."""
    words = (character or "").split()
    if not words:
        return set()
    ends = {word.strip(f"{_OUTER}.") for word in (words[0], words[-1])} - _NO_NAMES
    named = {word for word in ends if len(word) > 2 and word[0].isupper()}
    return named | {" ".join(words).strip(_OUTER)} - {""}


def _in_review(raw: bytes, line_end: str, review: Review, cast: _Cast) -> Iterator[Quotation]:
    text = raw[review.byte_start : review.byte_end].decode()
    head = sum(
        len(line) + len(line_end)
        for line in (review.author, review.claimed_date_text)
        if line is not None
    )
    every = {*_bracketed(text, head, cast), *_played(text, head, cast)}
    last, line_number, offset = 0, review.line_number, review.byte_start
    for found in sorted(every, key=lambda one: (one.start, one.end, one.name)):
        between = text[last : found.start]
        last = found.start
        line_number += between.count(line_end)
        offset += len(between.encode())
        yield Quotation(
            found.kind,
            found.name,
            str(found.credit.credited_name),
            found.credit.character_name if found.names_character else None,
            review.review_position,
            line_number,
            offset,
            offset + len(text[found.start : found.end].encode()),
        )


def _bracketed(text: str, head: int, cast: _Cast) -> Iterator[_Found]:
    """Find `Character (Name)` where the cast names another person for the character."""
    for match in _IN_BRACKETS.finditer(text, head):
        named = cast.character_before(text, head, match.start())
        if named and _is_other(match[1], named[0], cast):
            yield _Found("character_and_name", named[1], match.end(), match[1], named[0], True)


def _played(text: str, head: int, cast: _Cast) -> Iterator[_Found]:
    """Find `Characters played by Names` where one of the names is not in the cast."""
    for match in _PLAYED_BY.finditer(text, head):
        names = _BETWEEN.split(match[1])
        ends = _ends_of_parts(text, head, match.start(), len(names))
        characters = [cast.character_before(text, head, end) for end in ends]
        start = min((named[1] for named in characters if named), default=match.start())
        for place, (name, named) in enumerate(zip(names, characters, strict=True)):
            credit = named[0] if named else _between_neighbours(names, place, cast)
            if credit and _is_other(name, credit, cast):
                yield _Found("played_by", start, match.end(), name, credit, named is not None)


def _ends_of_parts(text: str, head: int, end: int, count: int) -> list[int]:
    """Give where the last parts of a list before a place end, as many as there are names."""
    first = max(head, end - _REACH)
    before = text[first:end].rstrip(_OUTER)
    sentence = max((m.end() for m in _SENTENCE_END.finditer(before)), default=0)
    separators = [first + m.start() for m in _BETWEEN.finditer(before, sentence)]
    return [head] * (count - 1 - len(separators)) + [*separators, end][-count:]


def _between_neighbours(names: list[str], place: int, cast: _Cast) -> Credit | None:
    """Give the credit that stands in the cast where a name stands among credited ones."""
    known = [(i, cast.credited(name)) for i, name in enumerate(names) if i != place]
    starts = {credit.billing_position - i for i, credit in known if credit}
    if len(known) < 2 or len(starts) != 1 or any(credit is None for _, credit in known):
        return None
    return cast.by_billing.get(starts.pop() + place)


def _is_other(name: str, credit: Credit, cast: _Cast) -> bool:
    """Say whether a name is none of the cast's, neither a person's nor a character's."""
    return bool(credit.credited_name) and not cast.credited(name) and not cast.is_character(name)
