"""From a heading and the lines under it to a `Block`: which segment is stem, answer or label."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.content.block import Answer, Block
from app.content.body import (
    Item,
    Listing,
    Quote,
    Segment,
    continuation,
    feedback_text,
    segments_of,
    unquoted,
)
from app.content.fields import LONGEST
from app.content.findings import Report
from app.content.headings import Heading
from app.content.labels import LABELS, LATER, REPEATABLE, label_of
from app.content.lines import Line
from app.content.marks import FAMILIES, Mark, Tail, mark_of, split_tail, unknown_mark
from app.content.question_settings import common_settings
from app.content.suggest import nearest
from app.content.text import Text

TAILS = {
    "(x)": {"key", "pin"},
    "( )": {"credit", "key", "pin"},
    "[x]": {"key", "pin"},
    "[ ]": {"key", "pin"},
    "=": {"credit", "key"},
    "!=": {"key"},
    "->": {"key"},
}


@dataclass(slots=True)
class Reader:
    heading: Heading
    report: Report
    stem: list[Line] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    labels: dict[str, list[Text]] = field(default_factory=dict)
    is_torn: bool = False

    def tear(self, code: str, line: int, **params: object) -> None:
        self.is_torn = True
        self.report.add(code, line, **params)

    def read(self, segments: list[Segment]) -> None:
        marked = [s for s in segments if isinstance(s, Listing) and has_marks(s)]
        answering = False
        for segment in segments:
            answering = answering or segment in marked
            if isinstance(segment, Quote) and label_of(unquoted(segment.lines[0].raw)):
                self.take_labels(segment)
            elif isinstance(segment, Listing) and segment in marked:
                self.take_answers(segment)
            elif not answering:
                self.stem += segment.lines
            else:
                self.refuse_left_over(segment)
        if not marked:
            self.seek_unknown_marks(segments)

    def take_labels(self, quote: Quote) -> None:
        """A quote may hold several labels, each beginning a line."""
        pieces: list[tuple[str, str, list[str], int]] = []
        for line in quote.lines:
            text = unquoted(line.raw)
            label = label_of(text)
            if label and (not pieces or label[0].lower() in LABELS):
                pieces.append((label[0], LABELS.get(label[0].lower(), ""), [label[1]], line.number))
            else:
                pieces[-1][2].append(text)
        for written, name, texts, number in pieces:
            self.take_label(written, name, Text("\n".join(texts).strip(), number))

    def take_label(self, written: str, name: str, text: Text) -> None:
        if not name:
            self.report.add("E301", text.line, label=written, meant=nearest(written, LABELS))
        elif name in LATER:
            self.report.add("E112", text.line, what=written)
        elif name in self.labels and name not in REPEATABLE:
            self.report.add("E304", text.line, label=written)
        elif not text.source:
            self.report.add("E305", text.line, label=written)
        else:
            self.labels.setdefault(name, []).append(text)

    def take_answers(self, listing: Listing) -> None:
        for item in listing.items:
            mark = mark_of(*item.head)
            if mark:
                self.answers.append(self.answer(item, mark))
            elif strange := unknown_mark(item.head[1]):
                self.tear("E201", item.first.number, mark=strange)
            else:
                self.tear("E202", item.first.number)

    def answer(self, item: Item, mark: Mark) -> Answer:
        tail = Tail()
        side = mark.match if mark.mark == "->" else mark.text
        side = split_tail(side, tail)
        if more := continuation(item):
            side = f"{side}\n{split_tail(more, tail)}".strip()
        self.check_tail(item.first.number, mark.mark, tail)
        self.check_feedback(item)
        return Answer(
            line=item.first.number,
            mark=mark.mark,
            text=mark.text if mark.mark == "->" else side,
            match=side if mark.mark == "->" else "",
            credit=tail.credit,
            key=tail.key,
            pin=tail.pin,
            feedback=feedback_text(item),
        )

    def check_tail(self, line: int, mark: str, tail: Tail) -> None:
        for stray in tail.strays:
            self.report.add("E205", line, mark="{" + stray + "}")
        given = {"credit": tail.credit is not None, "key": bool(tail.key), "pin": tail.pin}
        for name, is_given in given.items():
            if is_given and name not in TAILS[mark]:
                self.report.add("E207", line, what=name, mark=mark)
        if tail.credit is not None and not -1 <= tail.credit <= 1:
            self.report.add("E208", line)

    def check_feedback(self, item: Item) -> None:
        for line in item.feedback:
            label = label_of(unquoted(line.raw))
            if label and label[0].lower() in LABELS:
                self.report.add("E306", line.number, label=label[0])

    def refuse_left_over(self, segment: Segment) -> None:
        first = next((line for line in segment.lines if not line.is_blank), None)
        if first:
            self.report.add("E302" if isinstance(segment, Quote) else "E303", first.number)

    def seek_unknown_marks(self, segments: list[Segment]) -> None:
        """A list that only looks marked is a mistake where there are no answers at all."""
        for segment in segments:
            for item in segment.items if isinstance(segment, Listing) else ():
                if strange := unknown_mark(item.head[1]):
                    self.tear("E201", item.first.number, mark=strange)


def has_marks(listing: Listing) -> bool:
    return any(mark_of(*item.head) for item in listing.items)


def read_block(
    heading: Heading, lines: Iterable[Line], *, lang: str, scoring: str, report: Report
) -> Block:
    reader = Reader(heading, report)
    reader.read(segments_of(list(lines)))
    check_families(reader)
    check_keys(reader)
    labels = {
        name: tuple(texts) if name in REPEATABLE else texts[0]
        for name, texts in reader.labels.items()
    }
    if "hint" in labels:
        labels["hints"] = labels.pop("hint")
    return Block(
        heading=heading,
        stem=stem_text(reader.stem),
        answers=tuple(reader.answers),
        common={**labels, **common_settings(heading, report)},
        lang=lang,
        report=report,
        scoring=scoring,
        is_torn=reader.is_torn,
    )


def stem_text(lines: list[Line]) -> Text:
    raw = "\n".join(line.raw for line in lines)
    first = next((line.number for line in lines if not line.is_blank), 0)
    return Text(raw.strip("\n").rstrip(), first)


def check_families(reader: Reader) -> None:
    families = {FAMILIES[answer.mark] for answer in reader.answers}
    if len(families) > 1:
        first = FAMILIES[reader.answers[0].mark]
        odd = next(a for a in reader.answers if FAMILIES[a.mark] != first)
        reader.tear("E202", odd.line)
        reader.answers = [a for a in reader.answers if FAMILIES[a.mark] == first]


def check_keys(reader: Reader) -> None:
    seen: dict[str, int] = {}
    for answer in reader.answers:
        if len(answer.key) > LONGEST:
            reader.report.add("E708", answer.line, key="{#…}", limit=LONGEST)
        if answer.key and answer.key in seen:
            reader.report.add("E102", answer.line, id=answer.key, other=seen[answer.key])
        seen.setdefault(answer.key, answer.line)
