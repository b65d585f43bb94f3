"""A page's source as a `Page`. Every fault found is reported; reading goes on as far as it can."""

import math
from dataclasses import dataclass, replace
from typing import Any

from app.content import front_matter, lost_questions
from app.content.block_reader import read_block
from app.content.fields import Fields
from app.content.findings import Finding, Report
from app.content.headings import Heading
from app.content.limits import CONTROL, DEFAULT_LIMITS, Limits, refuse
from app.content.lines import Line, joined, lines_of
from app.content.minutes import minutes_of
from app.content.model import Page, QuizSettings, Text
from app.content.page_fields import check_keys, identity, kind_of
from app.content.prose_checks import check_page
from app.content.question_reader import question_of
from app.content.questions.base import Question
from app.content.quiz_settings import quiz_settings
from app.content.sections import Section, lesson_sections, quiz_sections
from app.content.slugs import slug

MOST_SECONDS = 100 * 3600
Parts = tuple[Text | Question, ...]


def parse_page(
    source: str, *, path: str, lang: str, findings: list[Finding], limits: Limits = DEFAULT_LIMITS
) -> Page | None:
    """`lang` is the course's. None where the file is too big or has no readable front matter."""
    report = Report(path, findings)
    source = normalised(source)
    if not is_readable(source, limits, report):
        return None
    split = front_matter.split(source, report)
    if split is None:
        return None
    nodes, body, first = split
    fields = Fields(nodes, report)
    kind = kind_of(fields, path)
    check_keys(fields, kind)
    settings = quiz_settings(fields) if kind == "quiz" else None
    known = identity(fields, path, lang)
    parts = parts_of(
        body, first, kind, Context(known["lang"], scoring_of(fields), kind == "survey", report)
    )
    check_questions(kind, parts, settings, report)
    timing = time_required(fields, parts, settings)
    page = Page(kind=kind, path=path, parts=parts, settings=settings, **known, **timing)
    check_page(page, report)
    return page


def normalised(source: str) -> str:
    return source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def is_readable(source: str, limits: Limits, report: Report) -> bool:
    if refuse(source, limits, report):
        return False
    for number, line in enumerate(source.split("\n"), start=1):
        if CONTROL.search(line):
            report.add("E119", number)
            return False
    return True


def scoring_of(fields: Fields) -> str:
    """What the quiz says itself: unstated, each type has its own default."""
    node = fields.nodes.get("scoring")
    return node.value if node and isinstance(node.value, str) else ""


@dataclass(frozen=True, slots=True)
class Context:
    """What questions take from their page."""

    lang: str
    scoring: str
    is_survey: bool
    report: Report


def parts_of(body: str, first: int, kind: str, context: Context) -> Parts:
    return parts_in(sections_of(body, first, kind, context.report), context)


def sections_of(body: str, first: int, kind: str, report: Report) -> list[Section]:
    lines, unclosed = lines_of(body, first=first)
    if unclosed:
        report.add("E118", unclosed.line, what=f"@{unclosed.what}")
    if kind == "folder":
        return [Section(None, lines)]
    sections = lesson_sections(lines) if kind == "lesson" else quiz_sections(lines, report)
    prose = [section.lines for section in sections if section.heading is None]
    may_head = {line.number for part in prose for line in part} if kind == "lesson" else set()
    if lost_questions.check_headings(lines, may_head, report):
        for part in prose:
            lost_questions.check_marks(part, kind, report)
    return sections


def parts_in(sections: list[Section], context: Context) -> Parts:
    parts = [part_of(section, context) for section in sections]
    check_refs(parts, context.report)
    return tuple(part for part in parts if part is not None)


def part_of(section: Section, context: Context) -> Text | Question | None:
    if section.heading is None:
        return prose(section.lines)
    heading = section.heading
    if not heading.title:
        context.report.add("E109", heading.line, key="@heading")
    if not heading.ref:
        heading = with_ref(heading, context.report)
    block = read_block(
        heading,
        section.lines,
        lang=context.lang,
        scoring=context.scoring,
        is_survey=context.is_survey,
        report=context.report,
    )
    return question_of(block)


def prose(lines: list[Line]) -> Text | None:
    first = next((line.number for line in lines if not line.is_blank), 0)
    if not first:
        return None
    return Text(joined([line for line in lines if line.number >= first]).rstrip(), first)


def with_ref(heading: Heading, report: Report) -> Heading:
    ref = "q-" + (slug(heading.title, longest=40) or "1")
    report.add("E101", heading.line, suggestion="{#" + ref + "}")
    return replace(heading, ref=ref)


def check_refs(parts: list[Text | Question | None], report: Report) -> None:
    seen: dict[str, int] = {}
    for part in parts:
        if isinstance(part, Question):
            if part.ref in seen:
                place = f"{report.path}:{seen[part.ref]}"
                report.add("E102", part.line, id=part.ref, other=place)
            seen.setdefault(part.ref, part.line)


def check_questions(kind: str, parts: Parts, settings: QuizSettings | None, report: Report) -> None:
    """A quiz or the like without any question; one of only faulty ones is not told twice."""
    drawn = settings.draws if settings else ()
    faulty = any(finding.is_error and finding.path == report.path for finding in report.findings)
    has_questions = any(isinstance(part, Question) for part in parts)
    if kind in ("quiz", "pool", "survey") and not (has_questions or drawn or faulty):
        report.add("E116", 1)


def time_required(fields: Fields, parts: Parts, settings: QuizSettings | None) -> dict[str, Any]:
    stated = fields.seconds("time-required", None, most=MOST_SECONDS, expected="@page-time")
    if stated is not None:
        return {"minutes": math.ceil(stated / 60), "minutes_stated": True}
    drawn = sum(draw.pick for draw in settings.draws) if settings else 0
    questions = sum(isinstance(part, Question) for part in parts)
    texts = [part for part in parts if isinstance(part, Text)]
    return {"minutes": minutes_of(texts, questions + drawn)}
