"""Generated film pages: made of records and written by the reader's own writer.

The texts are words drawn from a small vocabulary, so that they pack about as well as prose.
"""

import random
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
_FIRST_YEAR, _YEARS, _DECADE = 1930, 90, 10
_REWORDED = _STOCK = 0.03
_PLACE = (0, 0, 0)  # the writer needs no places


class Corpus:
    """Films that list each other, and what their pages print of them.

    A film has one synopsis and one provider wherever it is listed, but for a few pages that
    word it otherwise; actors play in films of one time; a few reviews are stock texts.
    """

    def __init__(self, count: int, seed: int = 1) -> None:
        self.random = random.Random(seed)
        self.seed = seed
        self.vocabulary = [self._word() for _ in range(6_000)]
        names = max(50, count // 20)
        self.people = [
            [f"{self._name()} {self._name()}" for _ in range(names)]
            for _ in range(_YEARS // _DECADE)
        ]
        self.titles = [f"The {self._name()} {self._name()} {n}" for n in range(count)]
        self.stock = [self._prose(self.random, 4, 30) for _ in range(40)]

    def page(self, number: int, rating: str = "7.5") -> bytes:
        """Give the page of a film; a later capture has another rating."""
        random_ = random.Random(f"{self.seed} page {number}")
        year, day = self._year(number), random_.randint(1, 28)
        synopsis = self._synopsis(number)
        film = Film(self.titles[number], f"May. {day},{year}", "NR", rating, synopsis, *_PLACE)
        cast = tuple(
            Credit(n, name, f"{self._name(random_)} {self._name(random_)}", *_PLACE)
            for n, name in enumerate(random_.sample(self.people[number % _YEARS // _DECADE], 10), 1)
        )
        items = tuple(
            self._item(random_, kind, n) for kind in t.LIST_KINDS.values() for n in range(1, 11)
        )
        reviews = tuple(self._review(random_, year, n) for n in range(1, 9))
        return write(_as_page(film, cast, items, reviews))

    def _item(self, random_: random.Random, kind: str, position: int) -> RelatedFilm:
        number = random_.randrange(len(self.titles))
        is_reworded = random_.random() < _REWORDED
        synopsis = self._prose(random_, 35, 65) if is_reworded else self._synopsis(number)
        provider = random_.choice(_PROVIDERS) if is_reworded else _PROVIDERS[number % 7]
        year = str(self._year(number))
        return RelatedFilm(kind, position, self.titles[number], provider, synopsis, year, *_PLACE)

    def _review(self, random_: random.Random, year: int, position: int) -> Review:
        is_stock = random_.random() < _STOCK
        text = random_.choice(self.stock) if is_stock else self._prose(random_, 4, 330)
        date = f"{year}/05/{position:02d}"
        return Review(position, self._name(random_), date, text, *_PLACE)

    def _synopsis(self, number: int) -> str:
        return self._prose(random.Random(f"{self.seed} {number}"), 35, 65)

    def _prose(self, random_: random.Random, low: int, high: int) -> str:
        words = random_.choices(self.vocabulary, k=random_.randint(low, high))
        return " ".join(words).capitalize() + "."

    def _year(self, number: int) -> int:
        return _FIRST_YEAR + number % _YEARS

    def _word(self, random_: random.Random | None = None) -> str:
        random_ = random_ or self.random
        return "".join(random_.choices(SYLLABLES, k=random_.randint(1, 3)))

    def _name(self, random_: random.Random | None = None) -> str:
        return self._word(random_).capitalize()


def write_corpus(folder: Path, count: int, seed: int = 1) -> int:
    """Write count films into a folder, a day and a file a page; give the bytes."""
    corpus = _with_news(count, seed)
    return sum(_write(folder, number, corpus.page(number)) for number in range(count))


def write_percent(folder: Path, count: int, seed: int = 1) -> int:
    """Write one percent of news: half are new films, half have another rating."""
    new = range(count, count + max(1, count // 200))
    changed = range(0, count, 200)
    return _write_news(folder, _with_news(count, seed), [*new, *changed], count)


def write_one(folder: Path, count: int, which: int, seed: int = 1) -> int:
    """Write the page of one new film; which tells one from another."""
    corpus = _with_news(count, seed)
    return _write_news(folder, corpus, [len(corpus.titles) - 1 - which], count)


def _write_news(folder: Path, corpus: Corpus, numbers: list[int], count: int) -> int:
    ratings = ((number, "7.5" if number >= count else "7.6") for number in numbers)
    return sum(_write(folder, n, corpus.page(n, rating), month=2) for n, rating in ratings)


def _with_news(count: int, seed: int) -> Corpus:
    """Give a corpus with the films that its news brings."""
    return Corpus(count + max(1, count // 200) + 9, seed)


def _write(folder: Path, number: int, raw: bytes, month: int = 1) -> int:
    day = folder / f"2024-{month:02d}-{1 + number % 28:02d}"
    day.mkdir(parents=True, exist_ok=True)
    (day / f"{number:07d}.txt").write_bytes(raw)
    return len(raw)


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
