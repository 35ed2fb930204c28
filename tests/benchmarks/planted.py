"""Film pages with planted lies, and the truth about them: what detectors are measured on.

Words follow a long-tailed distribution, as in prose, so that unrelated texts share common
phrases. Beside every plant stand decoys: what looks like it and is not.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from tests.benchmarks.corpus import SYLLABLES

_GAP = "\u00a0\u00a0"
DAYS = ("2024-03-04", "2024-03-11")


@dataclass
class Film:
    """A film and what its page says."""

    title: str
    released: date
    synopsis: str
    cast: list[tuple[str, str]]
    reviews: list[tuple[str, date | None, str]] = field(default_factory=list)
    similar: list[tuple["Film", str | None, str]] = field(default_factory=list)


@dataclass
class Truth:
    """What was planted: reviews by (title, author), pairs of names, (title, kind) of contests."""

    sequences: set[tuple[str, str]] = field(default_factory=set)
    boilerplate: set[tuple[str, str]] = field(default_factory=set)
    near_duplicates: set[tuple[str, str]] = field(default_factory=set)
    aliases: set[frozenset[str]] = field(default_factory=set)
    contests: set[tuple[str, str]] = field(default_factory=set)


class Corpus:
    """Films with plants, the same for the same seed."""

    def __init__(self, film_count: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.truth = Truth()
        self.words = [self._word(1, 3) for _ in range(8_000)]
        self.weights = [1 / (rank + 3) for rank in range(len(self.words))]
        self.authors = 0
        self.films = [self._film(number) for number in range(film_count)]
        self._write_reviews()
        self._link()
        self._plant_stock_texts()
        self._plant_near_duplicates()
        self._quote_aliases()

    def write(self, inbox: Path) -> int:
        """Write both captures and give the number of pages."""
        pages = 0
        for day in DAYS:
            (inbox / day).mkdir(parents=True)
            for number, film in enumerate(self.films):
                (inbox / day / f"{number:05}.txt").write_text(_page(film), "utf-8")
                pages += 1
            if day == DAYS[0]:
                self._change()
        return pages

    def prose(self, low: int, high: int) -> str:
        words = self.random.choices(self.words, self.weights, k=self.random.randint(low, high))
        return " ".join(words).capitalize() + "."

    def _word(self, low: int, high: int) -> str:
        return "".join(self.random.choices(SYLLABLES, k=self.random.randint(low, high)))

    def _name(self) -> str:
        return f"{self._word(2, 3).capitalize()} {self._word(2, 4).capitalize()}"

    def _author(self) -> str:
        self.authors += 1
        return f"{self._word(2, 3)}{self.authors}"

    def _film(self, number: int) -> Film:
        released = date(1930 + number % 90, 1, 1) + timedelta(self.random.randint(0, 330))
        cast = [(self._name(), self._name()) for _ in range(6)]
        title = f"{self._word(2, 3).capitalize()} {number}"
        return Film(title, released, self.prose(20, 40), cast)

    def _write_reviews(self) -> None:
        """A third of the pages counts up, a third is near its release, a third is ordinary."""
        for number, film in enumerate(self.films):
            texts = [(self._author(), self.prose(6, 120)) for _ in range(6)]
            dates = (self._counted, self._near, self._ordinary)[number % 3](film, len(texts))
            film.reviews = [(a, when, text) for (a, text), when in zip(texts, dates, strict=True)]
            if number % 3 == 0:
                self.truth.sequences |= {
                    (film.title, author)
                    for place, (author, when, _) in enumerate(film.reviews)
                    if when == film.released + timedelta(place)
                }

    def _counted(self, film: Film, count: int) -> list[date | None]:
        dates: list[date | None] = [film.released + timedelta(place) for place in range(count)]
        if self.random.random() < 0.3:
            dates[self.random.randrange(count)] = None
        if self.random.random() < 0.3:
            dates[self.random.randrange(count)] = film.released + timedelta(4_000)
        return dates

    def _near(self, film: Film, count: int) -> list[date | None]:
        days = sorted(self.random.sample(range(40), count))
        return [film.released + timedelta(day) for day in days]

    def _ordinary(self, film: Film, count: int) -> list[date | None]:
        return [film.released + timedelta(self.random.randint(30, 9_000)) for _ in range(count)]

    def _link(self) -> None:
        """Give every film a list; some pages disagree on a synopsis or a provider."""
        providers = {film.title: self.random.choice((None, "Max", "Starz")) for film in self.films}
        for film in self.films:
            for other in self.random.sample(self.films, 4):
                film.similar.append((other, providers[other.title], other.synopsis))
        listed = {other.title: film for film in self.films for other, _, _ in film.similar}
        titles = self.random.sample(sorted(listed), len(self.films) // 10)
        for number, title in enumerate(titles):
            others = [f for f in self.films if any(o.title == title for o, _, _ in f.similar)]
            if number % 2 == 0:
                self._contest(others[0], title, synopsis=self.prose(20, 40))
                self.truth.contests.add((title, "synopsis"))
            elif len(others) > 1 and providers[title]:
                self._contest(others[0], title, provider="Mubi")
                self.truth.contests.add((title, "provider"))

    def _contest(
        self, film: Film, title: str, synopsis: str | None = None, provider: str | None = None
    ) -> None:
        film.similar = [
            (o, provider or p, synopsis or s) if o.title == title else (o, p, s)
            for o, p, s in film.similar
        ]

    def _plant_stock_texts(self) -> None:
        """Put texts under several films, each written a little differently; decoys under one."""
        shapes = (str, str.upper, lambda t: f"“{t}”", lambda t: t.replace(" ", "  "), "{}!".format)
        for _ in range(len(self.films) // 20):
            text = self.prose(5, 25)
            for film in self.random.sample(self.films, self.random.randint(2, 6)):
                author = self._author()
                film.reviews.append((author, None, self.random.choice(shapes)(text)))
                self.truth.boilerplate.add((film.title, author))
        for film in self.random.sample(self.films, len(self.films) // 20):
            text = self.prose(5, 25)
            film.reviews += [(self._author(), None, text), (self._author(), None, text)]

    def _plant_near_duplicates(self) -> None:
        """Put changed copies under other films; decoys share half of their words."""
        for number in range(len(self.films) // 10):
            one, other = self.random.sample(self.films, 2)
            words = self.prose(12, 120).split()
            authors = self._author(), self._author()
            copy = self._changed(words) if number % 2 else self._decoy(words)
            one.reviews.append((authors[0], None, " ".join(words)))
            other.reviews.append((authors[1], None, " ".join(copy)))
            if number % 2:
                titles = (one.title, other.title)
                self.truth.near_duplicates |= set(zip(titles, authors, strict=True))

    def _changed(self, words: list[str]) -> list[str]:
        """Change a word in twelve, cut the end, or put a sentence behind or before."""
        kind = self.random.randrange(4)
        if kind == 0:
            places = self.random.sample(range(len(words)), max(1, len(words) // 12))
            return [
                self.random.choice(self.words) if i in places else w for i, w in enumerate(words)
            ]
        if kind == 1:
            return words[: max(9, len(words) * 2 // 3)]
        more = self.prose(4, 8).split()
        return words + more if kind == 2 else more + words

    def _decoy(self, words: list[str]) -> list[str]:
        half = self.random.sample(words, len(words) // 2)
        return self.prose(len(words) // 2, len(words)).split() + half

    def _quote_aliases(self) -> None:
        """Let reviews name some actors otherwise; decoys name the cast, or somebody in passing.

        One review in thirty puts the inventor of a character into brackets: nothing in it tells
        that from an actor, so that these are found too, and are wrong.
        """
        for number, film in enumerate(self.films[:: max(1, len(self.films) // 240)]):
            (name, character), (second, other), (third, last) = film.cast[:3]
            alias = self._name()
            if number % 3 == 0:
                text = f"{character.split()[-1]} ({alias}) is the reason to go. {self.prose(5, 9)}"
                self.truth.aliases.add(frozenset((name, alias)))
            elif number % 3 == 1:
                text = f"{character}, {other} and {last}, played by {name}, {alias} and {third}."
                self.truth.aliases.add(frozenset((second, alias)))
            elif number % 30 == 2:
                text = f"{character} ({alias}) was a book first. {self.prose(5, 9)}"
            else:
                text = f"{character} ({name}) is fine, and {alias} ({self._name()}) is not here."
            film.reviews.append((self._author(), None, text))

    def _change(self) -> None:
        """Change what pages say at the second capture: names, dates, and what is no contest."""
        for number, film in enumerate(self.films):
            if number % 40 == 7:
                self._respell(film)
            elif number % 40 == 17:  # recast: both were in the cast before
                (name, _), (second, character) = film.cast[:2]
                film.cast = [*film.cast[2:], (second, character), (name, character)]
            elif number % 40 == 27 and number % 3:
                film.released += timedelta(1 if film.released.day < 20 else -1)
                self.truth.contests.add((film.title, "release_date"))
        for film in self.films[5::100]:  # told anew everywhere: history, not a contest
            if not any(title == film.title for title, _ in self.truth.contests):
                old, film.synopsis = film.synopsis, self.prose(20, 40)
                for one in self.films:
                    one.similar = [
                        (o, p, film.synopsis if s == old else s) for o, p, s in one.similar
                    ]

    def _respell(self, film: Film) -> None:
        name, character = film.cast[0]
        accented = name.replace("a", "á", 1) if "a" in name else name.replace("o", "ö", 1)
        other = accented if accented != name else self._name()
        film.cast[0] = (other, character)
        self.truth.aliases.add(frozenset((name, other)))


def _page(film: Film) -> str:
    reviews = "\n".join(_review(*review) for review in film.reviews)
    return "\n\n".join((*_head(film), "Reviews", reviews))


def _head(film: Film) -> Iterator[str]:
    yield film.title
    dated = f"{film.released:%B}. {film.released.day},{film.released.year}{_GAP * 3}NR"
    yield f"{dated}\nRating:\n7.1\nTrailer Synopsis Cast"
    yield film.synopsis
    yield "\n".join(f"{name} as{_GAP}{character}" for name, character in film.cast)
    yield "Similar titles"
    yield "\n".join(_item(*item) for item in film.similar)


def _item(film: Film, provider: str | None, synopsis: str) -> str:
    closing = f"{film.title} {film.released.year}"
    return "\n".join(filter(None, (film.title, provider, film.title, synopsis, closing)))


def _review(author: str, when: date | None, text: str) -> str:
    head = f"{author}\n{when:%Y/%m/%d}" if when else author
    return f"{head}\n\n{text}\n\n... more"
