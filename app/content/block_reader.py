"""From a heading and the lines under it to a `Block`: which segment is stem, answer or label."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.content.answer_reader import answer_of
from app.content.block import Answer, Block, Label
from app.content.body import (
    Item,
    Listing,
    Quote,
    Segment,
    segments_of,
    unquoted,
)
from app.content.fields import LONGEST
from app.content.findings import Report
from app.content.gaps import has_gap
from app.content.headings import Heading
from app.content.labels import LABELS, OF_TYPES, REPEATABLE, label_of
from app.content.lines import Line
from app.content.marks import (
    FAMILIES,
    PLAIN,
    Mark,
    leading_mark,
    mark_of,
    unknown_mark,
)
from app.content.players import TRANSCRIPT
from app.content.question_settings import common_settings
from app.content.questions import REGISTRY
from app.content.suggest import nearest
from app.content.text import Text

ODD_BULLET = re.compile(r"[ \t]*([\u2010-\u2015\u2212•·●○◦▪▫■‣∙\uf0b7\uf0a7])[ \t]+")


@dataclass(slots=True)
class Reader:
    heading: Heading
    report: Report
    stem: list[Line] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    labels: dict[str, list[Label]] = field(default_factory=dict)
    is_torn: bool = False

    @property
    def family(self) -> str | None:
        """That of the stated type; None where the marks are to tell."""
        cls = REGISTRY.get(self.heading.settings.get("type", ""))
        return cls.FAMILY if cls else None

    def tear(self, code: str, line: int, **params: object) -> None:
        self.is_torn = True
        self.report.add(code, line, **params)

    def read(self, segments: list[Segment]) -> None:
        answers = self.answer_lists([s for s in segments if isinstance(s, Listing)])
        answering = False
        for segment in segments:
            answering = answering or segment in answers
            if isinstance(segment, Quote) and is_labelled(segment):
                self.take_labels(segment)
            elif isinstance(segment, Listing) and segment in answers:
                self.take_answers(segment)
            elif not answering:
                self.stem += segment.lines
            else:
                self.refuse_left_over(segment)
        is_marked = self.family not in ("", "{{}}", *PLAIN) and not has_gap(stem_text(self.stem))
        if is_marked and not answers:
            self.seek_unknown_marks(segments)

    def answer_lists(self, lists: list[Listing]) -> list[Listing]:
        """All lists with marks; of a type whose answers bear none, the last list."""
        if self.family not in PLAIN:
            return [listing for listing in lists if has_marks(listing)]
        self.refuse_marks(lists)
        numbered = [listing for listing in lists if listing.items[0].is_numbered]
        lists = numbered if numbered and self.family == "1." else lists
        self.refuse_torn(lists)
        return lists[-1:]

    def refuse_torn(self, lists: list[Listing]) -> None:
        """What tears a list in two, as a feedback at the margin, leaves its first part behind."""
        if not lists:
            return
        first = lists[-1].items[0]
        above = [one.items[-1] for one in lists[:-1]]
        above = [item for item in above if item.is_numbered == first.is_numbered][-1:]
        if above and above[0].bullet[-1] == first.bullet[-1]:
            self.tear("E222", first.first.number, other=above[0].first.number)
        elif self.family == "1." and first.is_numbered and int(first.bullet[:-1]) != 1:
            self.tear("E222", first.first.number, case="start", number=first.bullet)

    def refuse_marks(self, lists: list[Listing]) -> None:
        for item in (item for listing in lists for item in listing.items):
            if mark := leading_mark(*item.head):
                self.tear("E217", item.first.number, mark=mark.mark)

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
        elif name in self.labels and name not in REPEATABLE:
            self.report.add("E304", text.line, label=written)
        elif not text.source:
            self.report.add("E305", text.line, label=written)
        else:
            self.labels.setdefault(name, []).append(Label(written, text))

    def take_answers(self, listing: Listing) -> None:
        for item in listing.items:
            mark = self.plain_mark(item) if self.family in PLAIN else mark_of(*item.head)
            if mark:
                self.answers.append(answer_of(item, mark, self.report))
            elif strange := unknown_mark(item.head[1]):
                self.tear("E201", item.first.number, mark=strange)
            else:
                self.tear("E202", item.first.number)

    def plain_mark(self, item: Item) -> Mark:
        numbered = self.family == "1." and item.is_numbered
        return Mark("1." if numbered else "-", item.head[0])

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

    def refuse_odd_bullets(self, lines: Iterable[Line]) -> None:
        """Word processors turn `-` into a longer dash or a dot, which no list begins with."""
        for line in lines:
            found = ODD_BULLET.match(line.masked)
            if found and leading_mark(line.raw[found.end() :], line.masked[found.end() :]):
                self.tear("E201", line.number, mark=found.group(1), case="bullet")


def is_labelled(quote: Quote) -> bool:
    """A transcript belongs to the player above it, not to the question."""
    first = quote.lines[0]
    return bool(label_of(unquoted(first.raw))) and not TRANSCRIPT.match(first.masked)


def has_marks(listing: Listing) -> bool:
    return any(mark_of(*item.head) for item in listing.items)


def read_block(
    heading: Heading,
    lines: Iterable[Line],
    *,
    lang: str,
    scoring: str,
    report: Report,
    is_survey: bool = False,
) -> Block:
    lines = list(lines)
    reader = Reader(heading, report)
    reader.read(segments_of(lines))
    reader.refuse_odd_bullets(lines)
    check_families(reader)
    check_keys(reader)
    return Block(
        heading=heading,
        stem=stem_text(reader.stem),
        answers=tuple(reader.answers),
        common={**common_labels(reader), **common_settings(heading, report)},
        labels={name: texts[0] for name, texts in reader.labels.items() if name in OF_TYPES},
        lang=lang,
        report=report,
        scoring=scoring,
        is_survey=is_survey,
        is_torn=reader.is_torn,
    )


def common_labels(reader: Reader) -> dict[str, Any]:
    """By the names of a question's fields."""
    found: dict[str, Any] = {
        name: labels[0].text for name, labels in reader.labels.items() if name not in OF_TYPES
    }
    if "hint" in found:
        found["hints"] = tuple(label.text for label in reader.labels["hint"])
        del found["hint"]
    return found


def stem_text(lines: list[Line]) -> Text:
    raw = "\n".join("" if line.is_blank else line.raw for line in lines)
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
