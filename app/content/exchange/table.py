"""Questions in rows: which columns there are, in both languages, and what a row means."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from app.content.exchange.amounts import number_of
from app.content.exchange.format import Unreadable
from app.content.exchange.item import Item, Reply
from app.content.exchange.settings import tags_of, with_settings
from app.content.findings import Report
from app.content.numbers import read_key
from app.content.questions.numeric import looks_numeric, parts_of, span_of
from app.content.suggest import nearest

MOST_ROWS = 3000
MOST_COLUMNS = 120
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("id",),
    "type": ("jenis", "type"),
    "question": ("soal", "question", "pertanyaan"),
    "details": ("uraian", "details"),
    "key": ("kunci", "key"),
    "points": ("poin", "points"),
    "answer": ("jawaban", "answer", "pilihan", "choice"),
    "credit": ("nilai", "credit"),
    "feedback": ("umpan balik", "feedback"),
    "explanation": ("pembahasan", "explanation"),
    "hint": ("petunjuk", "hint"),
    "tags": ("tag", "tags"),
    "unit": ("satuan", "unit"),
    "scoring": ("penilaian", "scoring"),
    "competency": ("kompetensi", "competency"),
}
NUMBERED = ("answer", "credit", "feedback", "hint")
FIELD_OF = {word: name for name, words in HEADINGS.items() for word in words}
KINDS: Mapping[str, tuple[str, ...]] = {
    "single": ("single", "pilihan ganda"),
    "multiple": ("multiple", "pilihan jamak", "pilihan ganda kompleks"),
    "truefalse": ("truefalse", "true/false", "benar-salah", "benar/salah"),
    "short": ("short", "isian"),
    "number": ("numeric", "number", "angka"),
    "match": ("matching", "menjodohkan"),
    "order": ("order", "mengurutkan", "urutan"),
    "cloze": ("cloze", "rumpang"),
    "essay": ("essay", "esai"),
}
KIND_OF = {word: kind for kind, words in KINDS.items() for word in words}
TRUE = frozenset({"benar", "true", "b", "t", "ya", "yes"})
FALSE = frozenset({"salah", "false", "s", "f", "tidak", "no"})
HEADING = re.compile(r"(.*?)\s*(\d{1,2})?")


@dataclass(slots=True)
class Row:
    """Cells by field; those that come in numbers by number, from 1."""

    line: int
    cells: dict[str, str] = field(default_factory=dict)
    lists: dict[str, dict[int, str]] = field(default_factory=dict)

    def get(self, name: str) -> str:
        return self.cells.get(name, "")

    def list_of(self, name: str) -> dict[int, str]:
        return self.lists.get(name, {})


def items_of(rows: Sequence[Sequence[str]], lang: str, report: Report) -> Iterator[Item]:
    """The first row names the columns. Raises Unreadable."""
    if not rows:
        raise Unreadable("E903", case="questions")
    if len(rows) > MOST_ROWS + 1:
        raise Unreadable("E902", MOST_ROWS + 1, limit=MOST_ROWS, case="count")
    columns = columns_of(rows[0], report)
    for number, cells in enumerate(rows[1:], start=2):
        row = row_of(number, columns, cells)
        if row.cells or row.lists:
            item = Reading(row, lang, report).item()
            if item:
                yield item


def columns_of(headings: Sequence[str], report: Report) -> list[tuple[str, int]]:
    """Field and number of each column, ("", 0) for one that means nothing."""
    columns = []
    for heading in headings[:MOST_COLUMNS]:
        folded = " ".join(heading.replace("_", " ").split()).lower()
        match = HEADING.fullmatch(folded)
        name = FIELD_OF.get(match.group(1) if match else "", "")
        number = int(match.group(2) or 1) if match and name in NUMBERED else 0
        if folded and not name:
            report.add("W921", 1, column=heading[:40], meant=nearest(folded, FIELD_OF))
        columns.append((name, number))
    if ("question", 0) not in columns:
        raise Unreadable("E907", 1, column=" / ".join(HEADINGS["question"][:2]))
    return columns


def row_of(line: int, columns: Sequence[tuple[str, int]], cells: Sequence[str]) -> Row:
    row = Row(line)
    for (name, number), cell in zip(columns, cells, strict=False):
        text = cell.strip()
        if not (name and text):
            continue
        if number:
            row.lists.setdefault(name, {})[number] = text
        else:
            row.cells[name] = text
    return row


class Reading:
    """One row as an item."""

    def __init__(self, row: Row, lang: str, report: Report) -> None:
        self.row, self.lang, self.report = row, lang, report
        self.answers = row.list_of("answer")

    def item(self) -> Item | None:
        kind = self.kind()
        if not kind:
            return None
        row = self.row
        text = f"{row.get('question')}\n\n{row.get('details')}".strip()
        item = Item(
            kind={"single": "choice", "multiple": "choice"}.get(kind, kind),
            name="" if row.get("question") else row.get("id"),
            text=text,
            ref=row.get("id"),
            line=row.line,
            replies=self.replies(kind),
            single=kind != "multiple",
            points=self.points(),
            scoring="exact" if kind == "multiple" else "",
            unit=row.get("unit"),
            tags=tags_of(re.split(r"[,;]", row.get("tags"))),
            hints=tuple(hint for _, hint in sorted(row.list_of("hint").items())),
            explanation=row.get("explanation"),
        )
        return with_settings(item, {name: row.get(name) for name in ("scoring", "competency")})

    def kind(self) -> str:
        stated = " ".join(self.row.get("type").lower().split())
        if stated and stated not in KIND_OF:
            meant = nearest(stated, KIND_OF)
            self.report.add("W910", self.row.line, title=self.label, type=stated[:40], meant=meant)
            return ""
        return KIND_OF[stated] if stated else self.guessed()

    def guessed(self) -> str:
        """From what is filled in, where no type is stated."""
        key = self.row.get("key").lower()
        texts = list(self.answers.values())
        if key in TRUE | FALSE and not texts:
            return "truefalse"
        if key:
            return "multiple" if len(self.right()) > 1 else "single"
        if not texts:
            return "cloze" if "{{" in self.row.get("details") else "essay"
        if all("->" in text for text in texts):
            return "match"
        return "number" if all(looks_numeric(text) for text in texts) else "short"

    @property
    def label(self) -> str:
        return self.row.get("question")[:60]

    def right(self) -> set[int]:
        """Numbers of the right answers: `A, C` or `1, 3`."""
        words = re.split(r"[\s,;]+", self.row.get("key").upper())
        found = {int(word) for word in words if word.isdecimal() and len(word) < 3}
        return found | {ord(word) - 64 for word in words if re.fullmatch("[A-T]", word)}

    def points(self) -> Decimal:
        written = self.row.get("points")
        number = number_of(written) if written else Fraction(1)
        if number is None:
            self.report.add("W913", self.row.line, title=self.label, what="@points-cell")
            return Decimal(1)
        return Decimal(number.numerator) / Decimal(number.denominator)

    def replies(self, kind: str) -> tuple[Reply, ...]:
        if kind == "truefalse":
            return self.truth()
        made = (self.reply(kind, number, text) for number, text in sorted(self.answers.items()))
        return tuple(reply for reply in made if reply)

    def truth(self) -> tuple[Reply, ...]:
        key = self.row.get("key").lower()
        if key not in TRUE | FALSE:
            return ()
        told = self.row.list_of("feedback")
        return tuple(
            Reply(text=word, credit=Fraction(int(key in words)), feedback=told.get(number, ""))
            for number, (word, words) in enumerate((("true", TRUE), ("false", FALSE)), start=1)
        )

    def reply(self, kind: str, number: int, text: str) -> Reply | None:
        feedback = self.row.list_of("feedback").get(number, "")
        line = self.row.line
        if kind in ("single", "multiple"):
            right = number in self.right()
            credit = Fraction(1) if right else self.credit(number, Fraction(0))
            return Reply(text=text, credit=credit, feedback=feedback, line=line)
        if kind == "match":
            term, _, match = text.partition("->")
            return Reply(text=term.strip(), match=match.strip(), line=line)
        if kind == "order":
            return Reply(text=text, line=line)
        credit = self.credit(number, Fraction(1))
        if kind == "number":
            return self.number(text, credit, feedback)
        return Reply(text=text.replace("*", "\\*"), credit=credit, feedback=feedback, line=line)

    def number(self, text: str, credit: Fraction, feedback: str) -> Reply | None:
        value, operator, other = parts_of(text)
        parts = (value, other) if operator else (value,)
        if any(read_key(part, self.lang) is None for part in parts):
            self.report.add("W913", self.row.line, title=self.label, what="@no-number")
            return None
        low, high = span_of(text, self.lang)
        return Reply(
            text=text, low=low, high=high, credit=credit, feedback=feedback, line=self.row.line
        )

    def credit(self, number: int, default: Fraction) -> Fraction:
        """`50%`, or what a spreadsheet makes of it: 0,5."""
        written = self.row.list_of("credit").get(number, "")
        share = number_of(written.rstrip("% "))
        if share is None:
            return default
        is_percent = written.endswith("%") or abs(share) > 1
        return round(share / 100 if is_percent else share, 6)
