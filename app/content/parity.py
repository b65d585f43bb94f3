"""Whether a translated page asks the same as its source: ids, types, answers and their marks.

Texts are free; what decides a grade or names an answer has to agree place by place. Fields that
are each language's own (`OWN`: accepted texts, a unit) are not compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from app.content.findings import Report
from app.content.model import Page, Text
from app.content.questions.base import Question

COMMON = frozenset(field.name for field in fields(Question))
LOOSE = frozenset({"line", "key", "trainer_note"})


@dataclass(frozen=True, slots=True)
class Parity:
    """Compares with the page `source`; findings go to the translation's report."""

    source: Page
    report: Report

    def check_refs(self, refs: list[tuple[str, int]]) -> None:
        """`refs`: `(id, line)` of the translation's questions in their order."""
        wanted = [question.ref for question in self.source.questions]
        present = {ref for ref, _ in refs}
        for ref in wanted:
            if ref not in present:
                self.report.add("E407", 1, id=ref, source=self.source.path)
        for ref, line in refs:
            if ref not in wanted:
                self.report.add("E408", line, id=ref, source=self.source.path)
        self.check_order([ref for ref in wanted if ref in present], refs)

    def check_order(self, wanted: list[str], refs: list[tuple[str, int]]) -> None:
        """Only the first that stands elsewhere: moving it may put the others right."""
        found = [(ref, line) for ref, line in refs if ref in wanted]
        for expected, (ref, line) in zip(wanted, found, strict=False):
            if ref != expected:
                self.report.add("E409", line, id=ref, expected=expected)
                return

    def check_question(self, source: Question, translated: Question) -> None:
        self.check_texts(source, translated, translated.line)
        for name, own in own_fields(source):
            before, now = getattr(source, name), getattr(translated, name)
            if own:
                continue
            if isinstance(before, tuple):
                self.check_items(before, now, translated.line)
            elif not isinstance(before, Text | None) and before != now:
                self.report.add("E412", translated.line, other=self.place(source.line))

    def check_items(self, before: tuple[Any, ...], now: tuple[Any, ...], line: int) -> None:
        if len(before) != len(now):
            self.report.add("E411", line, count=len(now), expected=len(before))
            return
        for source, translated in zip(before, now, strict=True):
            if not isinstance(source, Text):
                self.check_item(source, translated, line_of(translated) or line)

    def check_item(self, source: Any, translated: Any, line: int) -> None:
        key = getattr(translated, "key", "")
        if key and key != source.key:
            self.report.add("E413", line, key=key, other=self.place(line_of(source)))
        elif facts(source) != facts(translated):
            self.report.add("E412", line, other=self.place(line_of(source)))
        else:
            self.check_texts(source, translated, line)

    def check_texts(self, source: Any, translated: Any, line: int) -> None:
        for before, now in zip(texts(source), texts(translated), strict=True):
            if before and before.source and not (now and now.source):
                self.report.add("W404", line, other=self.place(before.line))

    def place(self, line: int) -> str:
        return f"{self.source.path}:{line}"


def own_fields(question: Question) -> Iterator[tuple[str, bool]]:
    """Names of the fields that only its type has, and whether each language has its own."""
    for field in fields(question):
        if field.name not in COMMON:
            yield field.name, bool(field.metadata.get("own"))


def facts(item: Any) -> list[Any]:
    """What of an answer is not its words."""
    values = [
        getattr(item, field.name)
        for field in fields(item)
        if field.name not in LOOSE and not field.metadata.get("own")
    ]
    return [value for value in values if not isinstance(value, Text | None)]


def texts(value: Any) -> list[Text | None]:
    found = (getattr(value, field.name) for field in fields(value) if field.name not in LOOSE)
    return [text for text in found if isinstance(text, Text | None)]


def line_of(item: Any) -> int:
    text = getattr(item, "text", None)
    return getattr(item, "line", 0) or (text.line if isinstance(text, Text) else 0)
