"""Single rules of the template, where a property would not tell which one broke."""

import pytest

from flows.pages.parser import read_page
from flows.pages.records import Page, RelatedFilm, Review
from flows.pages.writer import is_explained

NBSP = "\u00a0"
AS = f" as{NBSP}{NBSP}"
HEAD = f"Film\n\nMay. 4,1951{NBSP * 6}PG\nRating:\n7.4\nTrailer Synopsis Cast\n\n"
MORE = "... more"


def read(text: str) -> Page:
    raw = text.encode()
    page = read_page(raw)
    assert page.quarantine_reason or is_explained(raw, page)
    return page


def kinds(page: Page) -> list[str]:
    return [defect.defect_kind for defect in page.defects]


def read_items(*lines: str) -> tuple[list[tuple[str | None, ...]], list[str]]:
    """Give title, provider, synopsis and year of the items of a list, and the defects."""
    page = read(HEAD + "Similar titles\n\n" + "\n".join(lines))
    return [_values(item) for item in page.related_films], kinds(page)


def _values(item: RelatedFilm) -> tuple[str | None, ...]:
    return item.title, item.provider, item.synopsis, item.year_text


def read_reviews(text: str) -> tuple[list[tuple[str | None, ...]], list[str]]:
    page = read(HEAD + "Reviews\n\n" + text)
    return [_facts(review) for review in page.reviews], kinds(page)


def _facts(review: Review) -> tuple[str | None, ...]:
    return review.author, review.claimed_date_text, review.review_text


# Head -------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["0", "9", "10", "8.1", "10.0", "08", "00.0"])
def test_ratings(text: str) -> None:
    page = read(f"Film\n\nMay. 4,1951\nRating:\n{text}\nTrailer Synopsis Cast")
    assert page.film is not None
    assert (page.film.rating_text, kinds(page)) == (text, [])


@pytest.mark.parametrize(
    "text", ["8.１", "NaN", "11", "10.1", "100", "8.12", "8.", ".5", "8,1", "-1", "+1", "1e1", " 8",
             "٨", "Infinity", "8.1/10"]
)  # fmt: skip
def test_bad_ratings_are_kept_as_text(text: str) -> None:
    page = read(f"Film\n\nMay. 4,1951\nRating:\n{text}\nTrailer Synopsis Cast")
    assert page.film is not None
    assert (page.film.rating_text, kinds(page)) == (text, ["bad_rating"])


@pytest.mark.parametrize(
    "text", ["May. 4,1951", "May. 04,1951", "February. 29,2000", "May. 4,0001"]
)
def test_dates(text: str) -> None:
    page = read(f"Film\n\n{text}\nRating:\n7.4\nTrailer Synopsis Cast")
    assert page.film is not None
    assert (page.film.release_date_text, page.film.certificate, kinds(page)) == (text, None, [])


@pytest.mark.parametrize(
    "text", ["February. 30,1999", "May 4,1951", "May. 4, 1951", "may. 4,1951", "Mai. 4,1951",
             "May. 0,1951", "May. 32,1951", "May. 4,195", "May. 4,0000", "May. ٤,1951", "1951"]
)  # fmt: skip
@pytest.mark.parametrize("certificate", ["", NBSP * 6 + "PG"])
def test_bad_dates_are_kept_as_text(text: str, certificate: str) -> None:
    page = read(f"Film\n\n{text}{certificate}\nRating:\n7.4\nTrailer Synopsis Cast")
    assert page.film is not None
    assert (page.film.release_date_text, kinds(page)) == (text, ["bad_date"])
    assert page.film.certificate == (certificate.strip() or None)


def test_a_date_line_without_date() -> None:
    page = read(f"Film\n\n{NBSP * 6}PG\nRating:")
    assert page.film is not None
    assert (page.film.release_date_text, page.film.certificate) == (None, "PG")
    assert kinds(page) == []


@pytest.mark.parametrize("count", [1, 5, 7])
def test_the_certificate_is_told_by_six_no_break_spaces(count: int) -> None:
    assert kinds(read(f"Film\n\nMay. 4,1951{NBSP * count}PG\nRating:\n7.4"))[:1] in (
        ["bad_date"],
        ["bad_certificate"],
    )


@pytest.mark.parametrize("label", ["Rating:", "Trailer Synopsis Cast"])
def test_a_certificate_joined_to_the_next_line_is_flagged(label: str) -> None:
    page = read(f"Film\n\nMay. 4,1951{NBSP * 6}PG*{label}")
    assert kinds(page) == ["bad_certificate"]


@pytest.mark.parametrize("title", ["Reviews", "Trailer Synopsis Cast", "Rating:", "May. 4,1951"])
def test_line_one_is_the_title_where_line_three_goes_on(title: str) -> None:
    page = read(f"{title}\n\nMay. 4,1951\nRating:\n7.4\nTrailer Synopsis Cast\n\nSynopsis")
    assert page.film is not None
    assert page.film[:5] == (title, "May. 4,1951", None, "7.4", "Synopsis")
    assert kinds(page) == []


def test_a_title_that_stands_twice_does_not_hide_the_date() -> None:
    page = read("Film\nFilm\n\nMay. 4,1951\nRating:\n7.4\nTrailer Synopsis Cast")
    assert page.film is not None
    assert page.film[:4] == ("Film", "May. 4,1951", None, "7.4")
    assert kinds(page) == ["missing_empty_line", "unexplained_line", "unexpected_empty_line"]


@pytest.mark.parametrize(
    ("text", "facts", "defects"),
    [
        # what may stand for a title, a date, a rating
        ("Reviews\n\nMay. 4,1951", ("Reviews", "May. 4,1951", None), []),
        (
            "Reviews\n\nTrailer Synopsis Cast",
            ("Reviews", None, None),
            ["missing_date_line"],
        ),
        (
            "Rating:\n7.4\nTrailer Synopsis Cast",
            (None, None, "7.4"),
            ["missing_title", "missing_date_line"],
        ),
        (
            "May. 4,1951\nRating:\nTrailer Synopsis Cast",
            (None, "May. 4,1951", None),
            ["missing_title"],
        ),
        ("\n\nMay. 4,1951", (None, "May. 4,1951", None), ["missing_title"]),
        ("\nFilm\n\nMay. 4,1951", ("Film", "May. 4,1951", None), ["unexpected_empty_line"]),
        ("Film\nMay. 4,1951", ("Film", "May. 4,1951", None), ["missing_empty_line"]),
        # one of each
        (
            "Film\n\nMay. 4,1951\nMay. 5,1951\nRating:\n7.4",
            ("Film", "May. 4,1951", "7.4"),
            ["unexplained_line"],
        ),
        (
            "Film\n\nMay. 4,1951\nRating:\nRating:\n7.4",
            ("Film", "May. 4,1951", None),
            ["unexplained_line", "unexplained_line"],
        ),
        (
            "Film\n\nMay. 4,1951\n7.4\nRating:\nTrailer Synopsis Cast",
            ("Film", "May. 4,1951", None),
            ["unexplained_line"],
        ),
        # a line in the date line's place is one, before the rating, where none has its form
        (
            "Film\n\nMai 1951\nRating:\n7.4\n\nReviews",
            ("Film", "Mai 1951", "7.4"),
            ["bad_date"],
        ),
        (
            "Film\n\nx\ny\nRating:\n7.4\nz\nTrailer Synopsis Cast",
            ("Film", "y", "7.4"),
            ["unexplained_line", "bad_date", "unexplained_line"],
        ),
        (
            "Film\n\nRating:\n7.4\nz\nTrailer Synopsis Cast",
            ("Film", None, "7.4"),
            ["unexplained_line", "missing_date_line"],
        ),
        (
            "Film\n\nRating:\n7.4\n\nAbout.\n\nMay. 4,1951",
            ("Film", None, "7.4"),
            ["missing_date_line", "missing_tab_bar", "credit_without_character"],
        ),
        (
            f"Film\n\nMay. 4,1951{NBSP * 6}\nRating:",
            ("Film", f"May. 4,1951{NBSP * 6}", None),
            ["bad_date"],
        ),
    ],
)
def test_heads(text: str, facts: tuple[str | None, ...], defects: list[str]) -> None:
    page = read(text)
    assert page.film is not None
    assert (page.film.title, page.film.release_date_text, page.film.rating_text) == facts
    assert kinds(page) == defects


# Credits ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "name", "character", "defects"),
    [
        (f"Ada{AS}Keeper", "Ada", "Keeper", []),
        (f"Ada{AS}", "Ada", None, []),
        (f"Bruce Wayne as Batman{AS}Himself", "Bruce Wayne as Batman", "Himself", []),
        (f"Ada{AS}Bruce Wayne as Batman", "Ada", "Bruce Wayne as Batman", []),
        ("Ada", "Ada", None, ["credit_without_character"]),
        ("Ada as Keeper", "Ada as Keeper", None, ["credit_without_character"]),
        (f"{AS}Keeper", None, "Keeper", ["credit_without_name"]),
        (f"Ada{AS}{NBSP}Keeper", "Ada", f"{NBSP}Keeper", ["ambiguous_credit"]),
        (f"Ada{AS}Keeper{AS}Joe", "Ada", f"Keeper{AS}Joe", ["ambiguous_credit"]),
        (f"Ada {AS}Keeper", "Ada ", "Keeper", ["ambiguous_credit"]),
    ],
)
def test_credits(line: str, name: str | None, character: str | None, defects: list[str]) -> None:
    page = read(f"{HEAD}Tom{AS}Joe\n{line}")
    assert page.credits[1][1:3] == (name, character)
    assert kinds(page) == defects


@pytest.mark.parametrize(
    "line", ["Ada as  Keeper", f"Ada as{NBSP}Keeper", f"Ada{NBSP}as{NBSP}Keeper", "Ada as",
             f"Ada as {NBSP}Keeper", f"Ada{NBSP}{NBSP}Keeper"]
)  # fmt: skip
def test_a_separator_that_is_spelled_otherwise_finds_no_name(line: str) -> None:
    page = read(f"{HEAD}Tom{AS}Joe\n{line}")
    assert len(page.credits) == 1
    assert kinds(page) == ["unexplained_line"]
    assert kinds(read(f"{HEAD}{line}")) == ["ambiguous_synopsis"]


def test_a_credit_that_stands_twice_is_flagged() -> None:
    page = read(f"{HEAD}Ada{AS}Keeper\nAda{AS}Keeper\nTom{AS}Joe")
    assert (len(page.credits), kinds(page)) == (3, ["repeated_credit"])


def test_one_line_is_a_synopsis_and_a_block_is_the_cast() -> None:
    page = read(f"{HEAD}About Ada.\n\nAda{AS}Keeper")
    assert page.film is not None
    assert (page.film.synopsis, len(page.credits), kinds(page)) == ("About Ada.", 1, [])
    page = read(f"{HEAD}Ada{AS}Keeper")
    assert page.film is not None
    assert (page.film.synopsis, len(page.credits), kinds(page)) == (None, 1, [])


@pytest.mark.parametrize(
    ("text", "cast", "defects"),
    [
        (f"About.\n\nAda{AS}K\n\nTom{AS}J", 2, ["unexpected_empty_line"]),
        (f"About.\n\nAda{AS}K\n\nOne line.", 1, ["unexplained_line"]),
        (f"Ada{AS}K\nTom{AS}J\n\nOne line.", 2, ["unexplained_line"]),
        (f"Ada{AS}K\n\nTom{AS}J", 1, ["ambiguous_synopsis"]),
        ("About.\n\nAda\nTom", 2, ["credit_without_character", "credit_without_character"]),
        ("About.\n\na\n1951/05/04\n\nText.", 1, ["unexplained_line", "credit_without_character"]),
        ("About.\n\nT\nT\ns\nT 1951", 0, ["unexplained_line"]),
        (
            f"About.\n\nTrailer Synopsis Cast\n\nMore.\n\nAda{AS}K",
            2,
            ["credit_without_character", "unexpected_empty_line"],
        ),
    ],
)
def test_blocks_behind_the_tab_bar(text: str, cast: int, defects: list[str]) -> None:
    page = read(HEAD + text)
    assert (len(page.credits), kinds(page)) == (cast, defects)


@pytest.mark.parametrize("line", ["Similar ti", "Rewiews", "R"])
def test_a_synopsis_that_may_be_a_damaged_heading_is_flagged(line: str) -> None:
    assert kinds(read(HEAD + line)) == ["ambiguous_synopsis"]


# Lists ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "item"),
    [
        (["T", "T", "s", "T 1951"], ("T", None, "s", "1951")),
        (["T", "P", "T", "s", "T 1951"], ("T", "P", "s", "1951")),
        (["T", "T", "T 1951"], ("T", None, None, "1951")),
        (["T", "P", "T", "T 1951"], ("T", "P", None, "1951")),
        (["T", "T", "s", "T"], ("T", None, "s", None)),
        (["T", "P", "T", "s", "T"], ("T", "P", "s", None)),
        (["T", "T", "T"], ("T", None, None, None)),
        (["T", "P", "T", "T"], ("T", "P", None, None)),
        (["Max", "Max", "Max", "s", "Max 2015"], ("Max", "Max", "s", "2015")),
        (["X", "X", "X", "X 2015"], ("X", None, "X", "2015")),
        (["1917", "1917", "1917 2019"], ("1917", None, None, "2019")),
        (["Up 2049", "Up 2049", "s", "Up 2049 2017"], ("Up 2049", None, "s", "2017")),
        (["T", "T", "Reviews", "T 1951"], ("T", None, "Reviews", "1951")),
    ],
)
def test_the_forms_of_an_item(lines: list[str], item: tuple[str | None, ...]) -> None:
    assert read_items(*lines) == ([item], [])
    first, last = ("A", None, "a", None), ("B", "Mubi", None, "1999")
    around = ["A", "A", "a", "A", *lines, "B", "Mubi", "B", "B 1999"]
    assert read_items(*around) == ([first, item, last], [])


def test_a_film_behind_another_whose_title_it_goes_on_with() -> None:
    lines = ["Up", "Up", "Up 1982", "Up 2049", "Up 2049", "Up 2049 2017"]
    assert read_items(*lines) == ([("Up", None, None, "1982"), ("Up 2049", None, None, "2017")], [])


@pytest.mark.parametrize("year", ["19511", "195", " 1951", "١٩٥١", "1951 ", "MCML"])
def test_a_year_has_four_digits(year: str) -> None:
    assert "item_without_closing_line" in read_items("T", "T", "s", f"T {year}")[1]


def test_an_item_without_closing_line_is_kept_without_year() -> None:
    for lines, item in [
        (["T", "T", "s"], ("T", None, "s", None)),
        (["T", "P", "T", "s"], ("T", "P", "s", None)),
        (["T", "T"], ("T", None, None, None)),
    ]:
        assert read_items(*lines) == ([item], ["item_without_closing_line"])
        assert read_items(*lines, "U", "U", "u", "U 1999") == (
            [item, ("U", None, "u", "1999")],
            ["item_without_closing_line"],
        )


@pytest.mark.parametrize(
    "lines",
    [
        ["T", "T", "T", "s", "T 1951"],  # the title doubled, or a provider that nobody knows
        ["T", "She leaves the town.", "T", "T 1951"],  # synopsis and title changed places
        ["T", "A day like any other day in a town like this", "T", "T 1951"],
        ["T", "T 1951", "T", "T", "T 1951"],  # twice the same film, a line lost
        ["T", "T", "Netflix", "T 1951"],  # so did provider and title
    ],
)
def test_what_may_be_no_provider_is_flagged(lines: list[str]) -> None:
    assert read_items(*lines)[1] == ["ambiguous_provider"]


def test_a_closing_line_that_stands_twice_is_no_synopsis() -> None:
    assert read_items("T", "T", "T 1951", "T 1951") == (
        [("T", None, None, "1951")],
        ["unexplained_line"],
    )


def test_a_list_whose_heading_is_lost_is_not_moved_to_the_list_before() -> None:
    items = "T\nT\ns\nT 1951"
    page = read(f"{HEAD}Similar titles\n\n{items}\n\n\n{items}")
    assert (len(page.related_films), kinds(page)) == (1, ["unexplained_line"])
    page = read(f"{HEAD}Similar titles\n\n\n{items}")
    assert kinds(page) == ["unexpected_empty_line"]


def test_behind_what_no_list_holds_nothing_more_is_taken() -> None:
    items, defects = read_items("T", "T", "T 1951", "", "junk", "", "U", "U", "U 1951")
    assert (len(items), defects) == (1, ["unexplained_line", "unexplained_line"])


# Headings ---------------------------------------------------------------------------------


def test_a_heading_stands_between_empty_lines() -> None:
    page = read(f"{HEAD}Similar titles\n\nReviews\nReviews\ns\nReviews 1951\n\nReviews")
    assert page.layout.endswith("1eiTTSCe3")
    assert kinds(page) == []


def test_a_heading_that_lost_an_empty_line_is_flagged() -> None:
    items = "T\nT\ns\nT 1951"
    for text in (
        f"Similar titles\n{items}",
        f"Similar titles\n\n{items}\nYou May Also Like\n\n{items}",
    ):
        page = read(HEAD + text)
        assert kinds(page) == ["missing_empty_line"]
        assert len(page.related_films) == text.count(items)


def test_a_heading_in_an_open_review_is_text() -> None:
    text = f"a\n1951/05/04\n\nOne.\n\nReviews\n\nTwo.\n\n{MORE}"
    assert read_reviews(text) == ([("a", "1951/05/04", "One.\n\nReviews\n\nTwo.")], [])


def test_a_review_that_nothing_closes_ends_at_the_next_heading() -> None:
    page = read(f"{HEAD}Reviews\n\na\n1951/05/04\n\nOne.\n\nSimilar titles\n\nT\nT\nT 1951")
    assert page.reviews[0].review_text == "One."
    assert len(page.related_films) == 1
    assert kinds(page) == ["unclosed_review"]


# Reviews ----------------------------------------------------------------------------------

A, B = "a\n1951/05/04\n\n", "b\n1951/05/05\n\n"


def test_reviews_follow_each_other_at_once() -> None:
    text = f"{A}One.\n\n{MORE}\n{B}Two.\n{MORE}\nc\n1951/05/06\n\n\n{MORE}"
    assert read_reviews(text) == (
        [("a", "1951/05/04", "One."), ("b", "1951/05/05", "Two."), ("c", "1951/05/06", None)],
        [],
    )


@pytest.mark.parametrize(
    "text",
    [
        f"One.\n\n{MORE}\n\nTwo.",
        f"One.\n{MORE}\nTwo and\nthree and four.\n\nFive.",
        f"{MORE}\n\nOne.",
        f"One.\n\n{MORE}",
        "One.\n\n1951/05/05\n\nTwo.",
        "Seen on\n1951/05/05\nand again.",
        "Seen on\n5 May 1951\n\nand again.",
        "One.\n\nSeen on\n22/10/1948\n\nand again.",
        "abcdefgh\nSeen on\n22/10/48\n\nand again.",
        f"One.\n\n{MORE}\nSeen on\na long and rainy evening\n\nand again.",
        "One.\n\n\n\nTwo.",
        "1951/05/05",
    ],
)
def test_what_a_text_may_hold(text: str) -> None:
    for behind in ("", f"\n{B}Two.\n\n{MORE}"):
        reviews, defects = read_reviews(f"{A}{text}\n\n{MORE}{behind}")
        assert (reviews[0][2], defects) == (text, [])


@pytest.mark.parametrize(
    ("behind", "count", "defects"),
    [
        ("1951/05/05\n\nTwo.", 2, ["review_without_author"]),
        ("b\n\nTwo.", 2, ["review_without_date"]),
        ("b\n1951/13/05\n\nTwo.", 2, ["bad_review_date"]),
        ("b\n0000/01/01\n\nTwo.", 2, ["bad_review_date"]),
        ("b\n1951/02/30\n\nTwo.", 2, ["bad_review_date"]),
        ("b\n١٩٥١/٠٥/٠٤\n\nTwo.", 2, ["bad_review_date"]),
        ("b\n1951-05-05\n\nTwo.", 2, ["bad_review_date"]),
        ("b\nNaN\n\nTwo.", 2, ["bad_review_date"]),
        ("b\n1951/05/05\nTwo.", 2, ["missing_empty_line"]),
        ("1951/05/05\nTwo and three.\nFour.", 2, ["review_without_author", "missing_empty_line"]),
        ("19510505\n1951/05/05\n\nTwo.", 2, []),
        ("Reviews\n1951/05/05\n\nTwo.", 2, []),
    ],
)
def test_what_opens_a_review(behind: str, count: int, defects: list[str]) -> None:
    reviews, found = read_reviews(f"{A}One.\n\n{MORE}\n{behind}\n\n{MORE}")
    assert (len(reviews), found) == (count, defects)
    assert reviews[0] == ("a", "1951/05/04", "One.")


@pytest.mark.parametrize("author", ["b", "Reviews"])
def test_an_empty_line_behind_the_button_is_flagged(author: str) -> None:
    text = f"{A}One.\n\n{MORE}\n\n{author}\n1951/05/05\n\nTwo.\n\n{MORE}"
    facts = [("a", "1951/05/04", "One."), (author, "1951/05/05", "Two.")]
    assert read_reviews(text) == (facts, ["unexpected_empty_line"])


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_section_behind_the_reviews(gap: str) -> None:
    page = read(f"{HEAD}Reviews\n\n{A}One.\n\n{MORE}\n{gap}Similar titles\n\nT\nT\nT 1951")
    assert (len(page.reviews), len(page.related_films)) == (1, 1)
    assert kinds(page) == ([] if gap else ["missing_empty_line"])


@pytest.mark.parametrize("junk", ["b", MORE, f"{MORE}\n\nOne.", "b\nc\nd"])
def test_what_opens_no_review_is_left_out(junk: str) -> None:
    assert read_reviews(junk) == ([], ["unexplained_line"])
    behind = f"\n\n{B}Two.\n\n{MORE}"
    assert read_reviews(f"{junk}{behind}")[0][-1] == ("b", "1951/05/05", "Two.")


def test_a_button_joined_to_the_author_never_merges_two_reviews() -> None:
    reviews, defects = read_reviews(f"{A}One.\n{MORE}*{B}Two.\n\n{MORE}")
    assert [review[2] for review in reviews] == ["One.", "Two."]
    assert defects == ["unclosed_review"]


@pytest.mark.parametrize("button", ["", "... mord", ".. more", "more", "One. ... more"])
def test_a_lost_button_never_merges_two_reviews(button: str) -> None:
    reviews, defects = read_reviews(f"{A}One.\n\n{button}\n{B}Two.\n\n{MORE}")
    assert [review[0] for review in reviews] == ["a", "b"]
    assert reviews[1] == ("b", "1951/05/05", "Two.")
    assert defects == ["unclosed_review"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"One.\n{B}Two.", 1),  # the last line before the author may be a text's: kept whole
        (f"One.\n\n{B}Two.", 2),
        (f"One.\n\n{MORE}\n{MORE}", 1),
        ("One line.\nOne line.", 1),
    ],
)
def test_what_may_be_two_reviews_is_flagged(text: str, count: int) -> None:
    gap = "" if text.endswith(MORE) else f"\n\n{MORE}"
    reviews, defects = read_reviews(f"{A}{text}{gap}")
    assert len(reviews) == count
    assert defects == ["suspicious_text" if count == 1 else "unclosed_review"]


@pytest.mark.parametrize(
    "cut", ["", "a", "a\n1951/05/04", "a\n1951/05/04\n\nOn", f"{A}One.\n\n... mo"]
)
def test_a_review_that_was_cut_is_flagged(cut: str) -> None:
    _, defects = read_reviews(f"{B}Two.\n\n{MORE}\n{cut}".rstrip("\n"))
    assert defects == (["unclosed_review"] if cut else [])


# Line ends and quarantine -----------------------------------------------------------------


def test_the_first_line_end_decides() -> None:
    page = read("Film\n\nMay. 4,1951\r\nRating:\r\n7.4\r\nTrailer Synopsis Cast")
    assert kinds(page) == ["mixed_line_ends"]
    assert page.film is not None
    assert page.film[:4] == ("Film", "May. 4,1951", None, "7.4")
    assert page.has_lost_line_ends


@pytest.mark.parametrize(
    ("raw", "reason", "line", "start", "end"),
    [
        (b"", "blank", 1, 0, 0),
        (b"\xef\xbb\xbf", "blank", 1, 0, 3),
        ("\n \u00a0\n\t".encode(), "blank", 1, 0, 0),
        (b"Film\n\nMay. 4,1951\xa0\nRating:", "not_utf8", 3, 6, 18),
        (b"Film\r\n\r\nMay\xff", "not_utf8", 3, 8, 12),
        (b"Film\r\rMay\xff\rx", "not_utf8", 3, 6, 10),
        (b"Film\n\nRat\0ing:\n", "nul", 3, 6, 14),
        (b"Film\n\n\xed\xa0\x80\n", "lone_surrogate", 3, 6, 9),
        (b"\n\xff", "not_utf8", 2, 1, 2),
        (b"\rFilm\r\xff", "not_utf8", 3, 6, 7),
        (b"\nFilm\r\n\xff", "not_utf8", 3, 7, 8),
        (b"Film\n\xed\xa0\x80\xff\n", "not_utf8", 2, 5, 9),
        (b"Film\n\nNothing\n", "no_template_marks", 1, 0, 4),
        (b"Similar titles\n\nReviews\n", "no_template_marks", 1, 0, 14),
    ],
)
def test_quarantine_names_reason_and_line(
    raw: bytes, reason: str, line: int, start: int, end: int
) -> None:
    page = read_page(raw)
    assert page.quarantine_reason == reason
    assert len(page.defects) == 1
    assert page.defects[0][3:] == (line, start, end)


@pytest.mark.parametrize(
    "text",
    [
        "May. 4,1951",
        f"junk\njunk\n\njunk\n\nFilm{NBSP * 6}NR",
        "junk\n\nRating:",
        "junk\njunk\nTrailer Synopsis Cast",
        "junk\n\nT\nT\ns\nT 1951",
        "junk\n\na\n1951/05/04\n\nText.\n\n... more",
    ],
)
def test_one_mark_of_the_template_is_enough(text: str) -> None:
    page = read(text)
    assert page.quarantine_reason is None
    assert page.defects


@pytest.mark.parametrize("opening", [A, "a\n\n", "1951/05/04\n\n"])
def test_only_a_complete_review_shows_the_template(opening: str) -> None:
    page = read(f"Reviews\n\n{opening}One.\n\n{MORE}")
    assert page.quarantine_reason == (None if opening == A else "no_template_marks")


@pytest.mark.parametrize(
    "raw, count", [(b"", 0), (b"a", 1), (b"a\n", 1), (b"a\r\rb\r", 3), (b"a\rb\nc", 2)]
)
def test_lines_are_counted_by_the_page_s_own_line_end(raw: bytes, count: int) -> None:
    assert read_page(raw).line_count == count
