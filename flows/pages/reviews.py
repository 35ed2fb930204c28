"""The reviews: author, date, empty line, text, empty line, and the button that closes it.

A text may hold empty lines, the button's words, or a line that looks like a date. Where the
next review cannot be told from text, the reader separates and flags; it never merges two.
"""

from bisect import bisect_left

from flows.pages import template as t
from flows.pages.records import Review
from flows.pages.walk import Walk


class ReviewReader:
    """Reads the sections of reviews of one page, front to back.

    The next closing and the next lost opening are kept until the reading has passed them, so
    that no line is looked at twice however many sections and unclosed reviews there are.
    """

    def __init__(self, walk: Walk) -> None:
        self.walk, self.texts = walk, walk.texts
        self.end = walk.trim_empty(0, len(walk.texts))
        self.closing = self.lost = -1

    def read(self, index: int) -> int:
        """Read from the line behind the heading and give the line behind the section."""
        while (index := self.walk.skip_empty(index, self.end)) < self.end:
            if (behind := self._read_usual(index)) > index:
                index = behind
            elif self._ends_section(index):
                return index
            else:
                index = self._read_review(index) if self._opens(index) else self._leave_out(index)
        return index

    def _read_usual(self, index: int) -> int:
        """Read a review with its six lines in their places; give the same line if there is none.

        Nothing but a shortcut: the rules below read such lines alike, one by one.
        """
        behind = index + 6
        if behind > self.end:
            return index
        author, date_text, above, text, below, more = self.texts[index:behind]
        is_usual = above == below == "" != text and more == t.MORE != author
        if not (is_usual and t.is_review_date(date_text) and self._closes(behind - 1)):
            return index
        walk = self.walk
        walk.has_proof_of_template = True
        walk.layout.append("vADeXeM")
        span = walk.span(index, behind - 1)
        walk.reviews.append(Review(len(walk.reviews) + 1, author, date_text, text, *span))
        return behind

    def _ends_section(self, index: int) -> bool:
        """Say whether a line is a heading, whole or damaged, given that no review is open."""
        if not self.walk.is_stray_heading(index) or self._is_author(index):
            return False
        if self.texts[index - 1] != "":
            self.walk.flag("missing_empty_line", index)
        return True

    def _is_author(self, index: int) -> bool:
        """Say whether a date follows a line."""
        return index + 1 < self.end and t.resembles_review_date(self.texts[index + 1])

    def _opens(self, index: int) -> bool:
        """Say whether a review begins here, given that none is open."""
        author, behind = self.texts[index], index + 1
        if t.has_review_date_form(author):
            return True
        if behind >= self.end or author == t.MORE:
            return False
        is_last = behind + 1 >= self.end
        return self._is_author(index) or "" in self.texts[behind : behind + 2 - is_last]

    def _next_closing(self, index: int) -> int:
        """Give the next button that closes a review, or the page's end."""
        if self.closing < index:
            mores = self.walk.lines.mores
            places = range(bisect_left(mores, index), len(mores))
            self.closing = next((mores[i] for i in places if self._closes(mores[i])), self.end)
        return self.closing

    def _closes(self, index: int) -> bool:
        """Say whether the end, a heading, or the opening of a review follows a button."""
        texts, behind = self.texts, index + 1
        if behind >= self.end or t.has_review_date_form(texts[behind]):
            return True
        if texts[behind] == "":
            while texts[behind] == "":
                behind += 1
            return texts[behind] in t.HEADINGS and not self._is_author(behind)
        if texts[behind] == t.MORE or behind + 1 >= self.end:
            return False
        date_text = texts[behind + 1]
        if date_text == "" or t.resembles_review_date(date_text):
            return True
        # Something short in a date's place, an empty line behind it: a date that was damaged.
        return (
            len(date_text) <= 14 and " " not in date_text and "" in texts[behind + 2 : behind + 3]
        )

    def _next_lost(self, index: int) -> int:
        """Give the next line that opens a review although no button closed the last."""
        if self.lost < index:
            texts = self.texts
            for i in range(index, self.end - 2):
                if texts[i + 2] == "" and texts[i] != "" and self._opens_after_lost_button(i):
                    self.lost = i
                    break
            else:
                self.lost = self.end
        return self.lost

    def _opens_after_lost_button(self, index: int) -> bool:
        """Say whether author and date stand behind what may have been a button."""
        texts = self.texts
        author, date_text = texts[index], texts[index + 1]
        if author == t.MORE or not t.resembles_review_date(date_text):
            return False
        if author.startswith(t.MORE) or any(map(t.resembles_more, texts[index - 2 : index])):
            return True
        return texts[index - 1] == "" and t.has_review_date_form(date_text)

    def _read_review(self, start: int) -> int:
        walk = self.walk
        walk.layout.append("v")
        author, date_text, index = self._read_opening(start)
        if index < self.end and self.texts[index] != "":
            walk.flag("missing_empty_line", index)
        first = walk.skip_empty(index, self.end)
        end, is_closed = self._text_end(first)
        text = self._read_text(first, end, is_closed)
        last = end if is_closed else walk.trim_empty(start, end) - 1
        if not is_closed:
            walk.flag("unclosed_review", start, last)
        elif author and date_text:
            walk.has_proof_of_template = True
        position = len(walk.reviews) + 1
        walk.reviews.append(Review(position, author, date_text, text, *walk.span(start, last)))
        return end + is_closed

    def _text_end(self, first: int) -> tuple[int, bool]:
        """Give the button that closes a text, or where what must be something else begins."""
        closing, lost = self._next_closing(first), self._next_lost(first)
        if closing < self.end and closing <= lost:
            return closing, True
        end = min(lost, self.walk.lines.next_heading(first), self.end)
        end = self.walk.trim_empty(first, end)
        if end > first and self.texts[end - 1] == t.MORE:
            self.walk.flag("unexpected_empty_line", end)
            return end - 1, True
        return end, False

    def _read_text(self, first: int, end: int, is_closed: bool) -> str | None:
        layout, texts = self.walk.layout, self.texts
        last = self.walk.trim_empty(first, end)
        if first < last:
            layout.append("X")
        layout.append("e" * (end - last) + "M" * is_closed)
        if is_closed and first < last:
            self._flag_doubts(first, last, end)
        return "\n".join(texts[first:last]) or None

    def _flag_doubts(self, first: int, last: int, closing: int) -> None:
        """Flag what may be two reviews in one text, a line twice, or the button twice."""
        texts = self.texts
        for i in range(first + 1, last):
            is_opening = texts[i + 1] == "" and t.has_review_date_form(texts[i])
            if texts[i - 1] != "" and (is_opening or texts[i] == texts[i - 1]):
                self.walk.flag("suspicious_text", i)
        if last == closing and texts[last - 1] == t.MORE:
            self.walk.flag("suspicious_text", closing)

    def _read_opening(self, index: int) -> tuple[str | None, str | None, int]:
        walk, author = self.walk, None
        behind = index
        if t.has_review_date_form(self.texts[index]) and not self._is_author(index):
            walk.flag("review_without_author", index)
        else:
            walk.layout.append("A")
            author, behind = self.texts[index], index + 1
        if self.texts[behind] == "":
            walk.flag("review_without_date", index)
            return author, None, behind
        walk.layout.append("D")
        if not t.is_review_date(self.texts[behind]):
            walk.flag("bad_review_date", behind)
        return author, self.texts[behind], behind + 1

    def _leave_out(self, index: int) -> int:
        """Leave out what opens no review, up to where one may begin again."""
        behind = index + 1
        closing, lost = self._next_closing(index) + 1, self._next_lost(behind)
        heading = max(behind, self.walk.lines.next_heading(index))
        end = min(closing, lost, heading, self.end)
        self.walk.leave_out(index, end)
        return end
