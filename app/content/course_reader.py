"""`course.md`: the course's own front matter and landing page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any, Literal, get_args

from app.content import front_matter
from app.content.fields import Fields
from app.content.findings import Report
from app.content.limits import Limits
from app.content.lines import lines_of
from app.content.model import Completion, Course, Page, Text
from app.content.page_fields import (
    COURSE_KEYS,
    OF_COURSE,
    identity,
)
from app.content.parse import is_readable, normalised, prose
from app.content.prose_checks import check_formulas, check_glued, check_lists, check_text

FILE = "course.md"
DEFAULT_LANG = "id"
MINUTES_A_HOUR = 45
WORDS = ("version", "provider", "license", "subject", "level", "audience")
LISTS = ("authors", "keywords")
Certificate = Literal["automatic", "approval", "none"]
VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+-]*")


@dataclass(frozen=True, slots=True)
class CourseFile:
    """The course without its pages, and the lines of its keys, for what is found out later."""

    course: Course
    lines: Mapping[str, int]

    def line(self, key: str) -> int:
        return self.lines.get(key, 1)


def read_course_file(source: str, folder: str, limits: Limits, report: Report) -> CourseFile | None:
    """`folder`'s name is the suggestion for a missing id."""
    source = normalised(source)
    split = front_matter.split(source, report) if is_readable(source, limits, report) else None
    if split is None:
        return None
    nodes, body, first = split
    fields = Fields(nodes, report)
    fields.refuse_unknown(COURSE_KEYS, OF_COURSE)
    lines, unclosed = lines_of(body, first=first)
    if unclosed:
        report.add("E118", unclosed.line, what=f"@{unclosed.what}")
    text = prose(lines) or Text("")
    check_text(text, FILE, report)
    check_formulas([text], report)
    check_lists(text, report)
    check_glued(text, report)
    course = Course(body=text, **identity(fields, folder, DEFAULT_LANG), **metadata(fields))
    check_sense(course, report)
    return CourseFile(course, {key: node.line for key, node in nodes.items()})


def metadata(fields: Fields) -> dict[str, Any]:
    words = {key: fields.text(key) for key in WORDS if key in fields.nodes}
    if "version" in words and not VERSION.fullmatch(words["version"]):
        fields.bad("version", "@version")
    certificate = fields.choice("certificate", get_args(Certificate), "none")
    return {
        **words,
        **{key: fields.texts(key) for key in LISTS},
        "status": fields.choice("status", ("draft", "published"), "published"),
        "prerequisites": fields.refs("prerequisites"),
        "completion": completion(fields),
        "certificate": certificate,
        "valid_for_months": fields.months("valid-for"),
        "jp": fields.decimal("jp") or Decimal(0),
    }


def check_sense(course: Course, report: Report) -> None:
    for ref in course.prerequisites:
        if ref in (course.ref, course.was):
            report.add("E135", course.lines["prerequisites"], id=ref)
    if course.valid_for_months and course.certificate == "none":
        needs = "certificate: automatic"
        report.add("W133", course.lines["valid-for"], key="valid-for", needs=needs)


def completion(fields: Fields) -> Completion:
    """`{all: [ids]}` or `{any: 2, of: [ids]}`."""
    node = fields.nodes.get("completion")
    if node is None:
        return Completion()
    if not isinstance(node.value, dict) or set(node.value) not in ({"all"}, {"any", "of"}):
        fields.bad("completion", "@completion")
        return Completion()
    rule = Fields(node.value, fields.report)
    if "all" in node.value:
        return Completion(None, rule.texts("all"))
    refs = rule.texts("of")
    count = rule.integer("any", 1, least=1)
    if count > len(set(refs)):
        fields.report.add("E122", node.line, count=count, of=len(set(refs)))
    return Completion(count, refs)


def learning_hours(pages: tuple[Page, ...]) -> Decimal:
    """JP of 45 minutes, floored to two decimals: never more than the time really taken."""
    minutes = sum(page.minutes for page in pages if page.kind != "pool")
    return (Decimal(minutes) / MINUTES_A_HOUR).quantize(Decimal("0.01"), rounding=ROUND_DOWN)
