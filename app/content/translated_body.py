"""A translated page's text: each question is read with the settings of its source."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from app.content import front_matter
from app.content.fields import Fields
from app.content.findings import Finding, Report
from app.content.headings import Heading
from app.content.model import Page, Text
from app.content.parity import Parity
from app.content.parse import Context, Parts, normalised, parts_in, scoring_of, sections_of
from app.content.questions.base import Question
from app.content.sections import Section

WORDS = frozenset({"unit"})
"""Settings in a question's braces that are words to be translated."""
READ_AS = {"truefalse": "single"}
"""Types told by words, which only two languages know; their marks are those of another type."""


@dataclass(frozen=True, slots=True)
class Front:
    """A file's front matter, and its body with the number of its first line."""

    fields: Fields
    body: str
    first: int


def read_body(front: Front, page: Page, source: str, *, lang: str, report: Report) -> Parts:
    """`source`: the file that `page` was read from, without any error."""
    original = front_of(source)
    told: list[Finding] = []
    inner = Report(report.path, told)
    context = Context(
        lang=lang,
        scoring=scoring_of(original.fields),
        is_survey=page.kind == "survey",
        report=inner,
    )
    adoption = Adoption(page, headings_of(original, page.kind), inner)
    sections = sections_of(front.body, front.first, page.kind, inner)
    sections = [adoption.section(section) for section in sections]
    parts = parts_in(sections, context)
    report.findings.extend(in_own_words(told, page.path))
    parity = Parity(page, report)
    parity.check_refs([(h.ref, h.line) for h in asked(sections)])
    return tuple(compared(parts, page, parity))


def front_of(source: str) -> Front:
    report = Report("", [])
    nodes, body, first = front_matter.split(normalised(source), report) or ({}, "", 1)
    return Front(Fields(nodes, report), body, first)


def headings_of(front: Front, kind: str) -> list[Heading]:
    return list(asked(sections_of(front.body, front.first, kind, Report("", []))))


def asked(sections: Iterable[Section]) -> Iterator[Heading]:
    return (section.heading for section in sections if section.heading)


class Adoption:
    """Gives a translation's headings the settings of those of the source, in turn."""

    def __init__(self, page: Page, originals: list[Heading], report: Report) -> None:
        self.page, self.originals, self.report = page, originals, report
        self.types = {question.ref: question.type for question in page.questions}
        self.count = 0

    def section(self, section: Section) -> Section:
        if section.heading is None:
            return section
        self.count += 1
        return replace(section, heading=self.heading(section.heading))

    def heading(self, heading: Heading) -> Heading:
        if not heading.ref and self.count <= len(self.originals):
            heading = replace(heading, ref=self.originals[self.count - 1].ref)
            self.report.add("E101", heading.line, suggestion="{#" + heading.ref + "}")
        if surplus := sorted({*heading.settings, *heading.strays} - WORDS):
            keys = ", ".join(surplus)
            self.report.add("E406", heading.line, keys=keys, source=self.page.path)
        own = {name: value for name, value in heading.settings.items() if name in WORDS}
        return replace(heading, settings={**self.settings(heading.ref), **own}, strays=())

    def settings(self, ref: str) -> dict[str, str]:
        original = next((one for one in self.originals if one.ref == ref), None)
        if original is None:
            return {}
        kept = {name: value for name, value in original.settings.items() if name != "was"}
        return {**kept, "type": READ_AS.get(self.types[ref], self.types[ref])}


def in_own_words(findings: list[Finding], source: str) -> Iterator[Finding]:
    """That marks do not suit the type: it stands in the source, not here."""
    for finding in findings:
        if finding.code == "E209":
            params = {"type": finding.params["type"], "source": source}
            yield Finding("E410", finding.path, finding.line, params)
        else:
            yield finding


def compared(parts: Parts, page: Page, parity: Parity) -> Iterator[Text | Question]:
    originals = {question.ref: question for question in page.questions}
    for part in parts:
        if not isinstance(part, Question) or part.ref not in originals:
            yield part
            continue
        question = like(originals[part.ref], part)
        parity.check_question(originals[part.ref], question)
        yield question


def like(original: Question, translated: Question) -> Question:
    """Of the original's class, where it was read as the type that its marks are of."""
    if type(original) is type(translated):
        return translated
    values = {field.name: getattr(translated, field.name) for field in fields(translated)}
    return type(original)(**{**values, "shuffle": original.shuffle})
