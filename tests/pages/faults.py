"""Damage to a page, and what nobody can know from the damaged page alone.

`undetected` gives the reason why a reading without any defect is right although facts differ,
or raises an assertion: the rule of page-template.md, section 4, as narrow as it can be said.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from flows.pages.records import Defect, Page
from flows.pages.template import PROVIDERS
from tests.pages.strategies import is_sentence

Fact = tuple[str, ...]

# Fault → the roles of lines where the damaged page is itself a legal page. What is not here
# must show as a defect wherever it changes a fact. A text that
# ends with the button's words shows them twice (`repeated_more`): one too many or too few?
SILENT = {
    # whole parts may be missing; a text of several lines is as legal without one of them
    "delete": {"credit", "provider", "item_synopsis", "synopsis", "rating", "text"}
    | {"repeated_more"},
    # an empty line in a text may be two; "X, X, X 2015" becomes a film X with the synopsis "X"
    "double": {"text", "item_title"},
    # billing order and the order of a text's lines are nowhere written but in the order itself;
    # of an item with no synopsis the provider becomes one, unless it is known by name; of one
    # with no provider the synopsis, unless it looks like a sentence
    "swap": {
        "credit credit", "text text", "text gap", "text repeated_more", "repeated_more gap",
        "provider item_title", "item_title item_synopsis",
    },
    # a change inside a value that keeps the form of its line
    "flip": {
        "title", "date_line", "rating", "synopsis", "credit", "provider", "item_synopsis",
        "closing_line", "author", "review_date", "text", "gap", "repeated_more",
    },
}  # fmt: skip


class Fault(NamedTuple):
    kind: str
    role: str
    raw: bytes
    where: int


def facts_of(page: Page) -> list[Fact]:
    """Give the facts of a page in page order, without their places; "" stands for nothing."""
    assert page.film is not None
    film = ("film", *_texts(page.film[:5]))
    others = [
        *(("credit", one.line_number, one[1:3]) for one in page.credits),
        *(("related_film", one.line_number, (one[0], *one[2:6])) for one in page.related_films),
        *(("review", one.line_number, one[1:4]) for one in page.reviews),
    ]
    in_order = sorted(others, key=lambda one: one[1])
    return [film, *((noun, *_texts(values)) for noun, _, values in in_order)]


def _texts(values: tuple[object, ...]) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in values)


def line_faults(lines: Sequence[tuple[str, str]], line_end: str = "\n") -> Iterator[Fault]:
    """Delete, double and swap with its neighbour every line, given as role and text."""
    texts = [text for _, text in lines]
    for i, (role, text) in enumerate(lines):
        yield Fault("delete", role, _joined(texts[:i] + texts[i + 1 :], line_end), i)
        yield Fault("double", role, _joined([*texts[:i], text, *texts[i:]], line_end), i)
    for i in range(len(lines) - 1):
        swapped = [*texts[:i], texts[i + 1], texts[i], *texts[i + 2 :]]
        roles = f"{lines[i][0]} {lines[i + 1][0]}"
        yield Fault("swap", roles, _joined(swapped, line_end), i)


def flip(raw: bytes, lines: Sequence[tuple[str, str]], bit: int) -> Fault:
    """Turn one bit of a page with LF ends and no byte order mark."""
    damaged = bytearray(raw)
    damaged[bit // 8] ^= 1 << bit % 8
    role = lines[raw.count(b"\n", 0, bit // 8)][0]
    return Fault("flip", role, bytes(damaged), bit)


def _joined(texts: list[str], line_end: str) -> bytes:
    return line_end.join(texts).encode()


def telling(page: Page) -> list[Defect]:
    """Give the defects that tell of damage: a suspicious character may have been there before."""
    return [one for one in page.defects if one.defect_kind != "suspicious_character"]


def is_silent(fault: Fault, before: list[Fact], page: Page) -> bool:
    """Say whether facts differ with no defect; they must then differ as nobody can know."""
    if page.quarantine_reason or telling(page):
        return False
    after = facts_of(page)
    if after == before:
        return False
    lost, gained = Counter(before) - Counter(after), Counter(after) - Counter(before)
    message = f"{fault.kind} of {fault.role} at {fault.where}: lost {lost}, gained {gained}"
    assert fault.role in SILENT[fault.kind], message
    assert lost.total() <= 1 and gained.total() <= 1, message
    for old, new in zip(lost, gained, strict=False):
        _check_change(fault, old, new, message)
    return True


def _check_change(fault: Fault, old: Fact, new: Fact, message: str) -> None:
    """Hold one changed fact against what its fault may change without a trace."""
    is_item = old[0] == "related_film"
    assert old[:3] == new[:3] or not is_item, message  # list and title
    changed = [i for i, value in enumerate(old) if value != new[i]]
    if (fault.kind, fault.role) == ("double", "item_title"):
        # The title becomes the synopsis too, or the provider where it may be one (§4).
        assert [new[i] for i in changed] == [new[2]], message
        assert changed == [4] or new[2] in PROVIDERS, message
    elif fault.role == "provider item_title":
        assert changed == [3, 4] and new[4] == old[3], message
        assert old[3] not in PROVIDERS, message
    elif fault.role == "item_title item_synopsis":
        assert changed == [3, 4] and new[3] == old[4], message
        assert not is_sentence(old[4]), message
    elif (fault.kind, fault.role) == ("double", "text"):
        assert len(old[3]) + 1 == len(new[3]), message  # an empty line
    else:
        assert len(changed) == 1, message


def is_silent_cut(before: list[Fact], page: Page) -> bool:
    """Say whether a cut page shows no defect although something is gone or shortened.

    What is shown must stand on the whole page, in order, with the last fact at most cut short.
    """
    if page.quarantine_reason or telling(page):
        return False
    after = facts_of(page)
    if after == before:
        return False
    film, *others = after
    assert all(map(_is_cut_of, film[:-1], before[0]))
    assert _is_cut_of(film[-1], before[0][-1]) or _is_lone_credit(film[-1], before)
    assert others[:-1] == before[1 : len(others)]
    if others:
        assert all(map(_is_cut_of, others[-1], before[len(others)]))
    return True


def _is_cut_of(part: str, whole: str) -> bool:
    return whole.startswith(part)


def _is_lone_credit(synopsis: str, before: list[Fact]) -> bool:
    """Say whether a page was cut inside the name of the first credit behind a tab bar.

    One line of bare words behind the tab bar is a synopsis, and nothing says otherwise.
    """
    return any(f"{fact[1]} as".startswith(synopsis) for fact in before if fact[0] == "credit")
