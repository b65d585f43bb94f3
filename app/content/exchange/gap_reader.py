"""Moodle's gaps as the course language writes them."""

import html
import re
from collections.abc import Iterator
from fractions import Fraction

from app.content.exchange.amounts import number_of
from app.content.exchange.comments import with_marks, without_marks
from app.content.exchange.gap_syntax import GAP, KINDS, unslashed
from app.content.exchange.html_inline import text_in
from app.content.exchange.html_markdown import markdown_of
from app.content.exchange.html_tree import tree_of
from app.content.exchange.item_reader import interval_text
from app.content.exchange.plain import escaped
from app.content.gaps import MOST, SIGNS, gapped, sign_of
from app.content.questions.cloze import Gap, Option
from app.content.questions.gap_writer import filled_in, parts_of
from app.content.text import Text

ANSWER = re.compile(
    r"(?:(=)|%(-?\d{1,3}(?:\.\d{1,7})?)%)?((?:\\.|&#\w{1,8};|[^\\#])*)(?:#(.*))?", re.DOTALL
)
"""Credit, text and feedback; the `#` of an entity parts nothing."""
SEPARATOR = re.compile(r"(?:\\.|[^\\~])+", re.DOTALL)


class GapReader:
    """The gaps of one text. `form` is Moodle's name of its format; `losses` is what of the gaps
    ours cannot say, each once."""

    def __init__(self, form: str, lang: str) -> None:
        self.is_html = form not in ("markdown", "plain_text")
        self.is_markdown = form == "markdown"
        self.lang = lang
        self.gaps: list[list[str]] = []
        self.losses: dict[str, None] = {}

    def held(self, text: str) -> str:
        """The text with a sign for each gap, so that it can be converted without them."""
        return GAP.sub(self.taken, SIGNS.sub("", text))

    def filled(self, markdown: str) -> str | None:
        """With the gaps put back; None where one of them would not be a gap there."""
        bare, marks = without_marks(markdown)
        text = filled_in(bare, self.gaps)
        if len(gapped(Text(text)).gaps) != len(self.gaps):
            return None
        return with_marks(text, marks)

    def taken(self, match: re.Match[str]) -> str:
        self.gaps.append(self.parts(KINDS[match[2]], match[3]))
        return sign_of(min(len(self.gaps) - 1, MOST))

    def parts(self, kind: str, inner: str) -> list[str]:
        answers = list(self.answers(inner))
        if kind == "choice":
            options = [
                Option(text=Text(self.option(text)), gap=0, is_right=credit >= 1)
                for text, credit in answers
            ]
            return parts_of(Gap(kind=kind, accepted=()), options)
        read = self.number if kind == "number" else self.typed
        found = (read(text) for text, credit in answers if credit >= 1)
        return parts_of(Gap(kind=kind, accepted=tuple(text for text in found if text)), ())

    def answers(self, inner: str) -> Iterator[tuple[str, Fraction]]:
        for piece in SEPARATOR.findall(inner):
            answer = ANSWER.fullmatch(piece.strip())
            if answer is None:
                continue
            credit = Fraction(1) if answer[1] else Fraction(answer[2] or 0) / 100
            if answer[4]:
                self.lose("@gap-feedback")
            if 0 < credit < 1:
                self.lose("@gap-credit")
            yield unslashed(answer[3]).strip(), credit

    def option(self, text: str) -> str:
        if self.is_markdown:
            return html.unescape(text)
        if not self.is_html:
            return escaped(html.unescape(text), starts_line=False)
        converted = markdown_of(text)
        for what in sorted(converted.losses):
            self.lose(what)
        return " ".join(converted.text.split())

    def typed(self, text: str) -> str:
        text = " ".join(self.plain(text).split())
        if "*" in text.replace("\\*", ""):
            self.lose("@wildcard")
            return ""
        return text.replace("\\*", "*")

    def number(self, text: str) -> str:
        value, _, tolerance = self.plain(text).partition(":")
        middle, spread = number_of(value), number_of(tolerance or "0")
        if middle is None or spread is None:
            self.lose("@gap-number")
            return ""
        return interval_text(middle - abs(spread), middle + abs(spread), self.lang)

    def plain(self, text: str) -> str:
        """Moodle reads entities whatever the format around says."""
        return text_in(tree_of(text)) if self.is_html else html.unescape(text)

    def lose(self, what: str) -> None:
        self.losses.setdefault(what)
