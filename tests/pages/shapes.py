"""Pages of n lines or marks that read slowly where a rule looks back or ahead without bounds."""

from collections.abc import Callable

REVIEWED = (
    "Trailer Synopsis Cast\n\nBo Day as\u00a0\u00a0Jim Cole\nEve Day as\u00a0\u00a0Eve\n\n"
    "Reviews\n\na\n2001/01/01\n\n"
)
HOSTILE: dict[str, Callable[[int], str]] = {
    "headings": lambda n: "Reviews\n\n" * (n // 2),
    "stray headings": lambda n: "Reviews\nSimilar titles\n\n" * (n // 3),
    "buttons": lambda n: "Reviews\n\n" + "... more\n" * n,
    "buttons and empty lines": lambda n: "Reviews\n\na\n2001/01/01\n\n" + "... more\n\n" * (n // 2),
    "review dates": lambda n: "Reviews\n\n" + "2001/01/01\n" * n,
    "date lines": lambda n: "T\n\n" + "October. 22,1948\n" * n,
    "first lines of items": lambda n: "Similar titles\n\n" + "X\nX\n" * (n // 2),
    "one title": lambda n: "Similar titles\n\n" + "X\n" * n,
    "one title, one year": lambda n: "Similar titles\n\n" + "X\nX\ns\nX 2001\nX 2001\n" * (n // 5),
    "items apart": lambda n: "Similar titles\n\n" + "X\nX\nX 2001\n\n" * (n // 4),
    "empty lines": lambda n: "T\n\nRating:\n" + "\n" * n,
    "unclosed reviews": lambda n: "Reviews\n\n" + "a\n2001/01/01\n\nt\n\n" * (n // 5),
    "unclosed reviews and headings": lambda n: "Reviews\n\na\n\nt\n\n" * (n // 6),
    "buttons that close nothing": lambda n: (
        "Reviews\n\n" + "a\n2001/01/01\n\nt\n... more\nthe text\ngoes on from here\n\n" * (n // 8)
    ),
    "no openings": lambda n: "Reviews\n\n" + "a\nb\nc\nd\n" * (n // 4),
    "credits": lambda n: "T\n\nRating:\nTrailer Synopsis Cast\n\n" + "a as\u00a0\u00a0b\n" * n,
    "credits apart": lambda n: "Trailer Synopsis Cast\n\n" + "a as\u00a0\u00a0b\n\n" * (n // 2),
    "bare names apart": lambda n: "Trailer Synopsis Cast\n\n" + "a\n\n" * (n // 2),
    "ratings": lambda n: "T\n\n" + "Rating:\n" * n,
    "junk in the head": lambda n: "T\n\n" + "junk\n" * n + "Rating:\nTrailer Synopsis Cast",
    "nothing of the template": lambda n: "junk\n\n" * (n // 2),
    "quotations": lambda n: REVIEWED + "Cole (Ann Lee) " * n + "\n\n... more",
    "quotations on lines": lambda n: REVIEWED + "Cole (Ann Lee)\n" * n + "\n... more",
    "half quotations": lambda n: REVIEWED + "Cole (Ann Lee " * n + "\n\n... more",
    "lists of names": lambda n: REVIEWED + "played by Ann Lee" + ", Bo Day" * n + "\n\n... more",
    "capitals": lambda n: REVIEWED + "played by " + "Ann de la " * n + "(A\n\n... more",
    "players": lambda n: REVIEWED + "Cole, played by Ann Lee, " * n + "\n\n... more",
    "half a line end": lambda n: "T\r\n\r\nRating:\r\n" + "x\n\ry\r\n" * (n // 2),
}
