"""Generated film pages: made of records and written by the reader's own writer.

The texts are words drawn from a small vocabulary, so that they pack about as well as prose.
"""

import random
from collections.abc import Iterator
from pathlib import Path

from flows.pages import template as t
from flows.pages.records import Credit, Film, Page, RelatedFilm, Review
from flows.pages.writer import write

SYLLABLES = [
    "ka",
    "lo",
    "mi",
    "ran",
    "tes",
    "vu",
    "shar",
    "del",
    "pon",
    "iq",
    "bre",
    "wys",
    "tal",
    "fen",
    "gor",
    "hul",
    "mar",
    "zet",
    "cro",
    "nim",
]
_PROVIDERS = (None, None, "Prime Video", "Max", "Starz", "MGM+", "Netflix")
_PLACE = (0, 0, 0)  # the writer needs no places


def pages(count: int, seed: int = 1) -> Iterator[bytes]:
    """Give pages of about 17 KB each, all different, the same for the same seed."""
    random_ = random.Random(seed)
    vocabulary = [_word(random_) for _ in range(6_000)]
    people = [f"{_name(random_)} {_name(random_)}" for _ in range(max(50, count // 2))]
    films = [(f"The {_name(random_)} {_name(random_)} {n}", 1930 + n % 90) for n in range(count)]
    for title, year in films:
        yield _page(random_, title, year, vocabulary, people, films)


def write_corpus(folder: Path, count: int, seed: int = 1) -> int:
    """Write a corpus into a folder, a day and a file a page; give its bytes."""
    total = 0
    for number, raw in enumerate(pages(count, seed)):
        day = folder / f"2024-01-{1 + number % 28:02d}"
        day.mkdir(parents=True, exist_ok=True)
        (day / f"{number:07d}.txt").write_bytes(raw)
        total += len(raw)
    return total


def _page(
    random_: random.Random,
    title: str,
    year: int,
    vocabulary: list[str],
    people: list[str],
    films: list[tuple[str, int]],
) -> bytes:
    def prose(low: int, high: int) -> str:
        words = random_.choices(vocabulary, k=random_.randint(low, high))
        return " ".join(words).capitalize() + "."

    film = Film(title, f"May. {random_.randint(1, 28)},{year}", "NR", "7.5", prose(35, 65), *_PLACE)
    cast = tuple(
        Credit(n, name, f"{_name(random_)} {_name(random_)}", *_PLACE)
        for n, name in enumerate(random_.sample(people, 10), 1)
    )
    items = tuple(
        RelatedFilm(
            kind, n, other, random_.choice(_PROVIDERS), prose(35, 65), str(other_year), *_PLACE
        )
        for kind in t.LIST_KINDS.values()
        for n, (other, other_year) in enumerate(random_.choices(films, k=10), 1)
    )
    reviews = tuple(
        Review(n, _name(random_), f"{year}/05/{n:02d}", prose(4, 330), *_PLACE) for n in range(1, 9)
    )
    return write(_as_page(film, cast, items, reviews))


def _as_page(
    film: Film,
    cast: tuple[Credit, ...],
    items: tuple[RelatedFilm, ...],
    reviews: tuple[Review, ...],
) -> Page:
    half = len(items) // 2
    lists = [
        "".join("iTPTSC" if item.provider else "iTTSC" for item in part)
        for part in (items[:half], items[half:])
    ]
    layout = "tedRrbese" + "c" * len(cast) + f"e1e{lists[0]}e2e{lists[1]}e3e"
    layout += "vADeXeM" * len(reviews)
    return Page(None, 0, "\n", False, False, layout, film, cast, items, reviews, ())


def _word(random_: random.Random) -> str:
    return "".join(random_.choices(SYLLABLES, k=random_.randint(1, 3)))


def _name(random_: random.Random) -> str:
    return _word(random_).capitalize()
