"""Figures of courses as tables in Markdown."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from app.content.numbers import decimal_mark, written
from app.content.questions import REGISTRY
from app.content.summary import CourseSummary
from app.studio.cli_texts import text

Rows = Iterator[list[str]]
COURSE_HEAD = (
    *("course", "languages", "lessons", "words", "sentence", "pictures"),
    *("questions", "feedback", "jp", "jp-of-minutes"),
)
POOL_HEAD = ("course", "pool", "questions", "single", "longest", "places")
NONE = "–"


def as_markdown(courses: Sequence[CourseSummary], language: str) -> str:
    types = [name for name in REGISTRY if any(name in course.types for course in courses)]
    type_head = [text("course", language), *(f"`{name}`" for name in types), text("all", language)]
    tables = {
        "summary-courses": (told(COURSE_HEAD, language), course_rows(courses, language)),
        "summary-types": (type_head, type_rows(courses, types)),
        "summary-pools": (told(POOL_HEAD, language), pool_rows(courses, language)),
    }
    return "\n\n".join(
        f"## {text(title, language)}\n\n{table(head, rows)}"
        for title, (head, rows) in tables.items()
    )


def told(keys: Sequence[str], language: str) -> list[str]:
    return [text(key, language) for key in keys]


def table(head: Sequence[str], rows: Rows) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def course_rows(courses: Sequence[CourseSummary], language: str) -> Rows:
    for course in courses:
        readings = course.readings
        yield [
            f"`{course.ref}`",
            ", ".join(reading.lang for reading in readings),
            str(course.lessons),
            " / ".join(str(reading.words) for reading in readings),
            " / ".join(tenths(reading.sentence, language) for reading in readings),
            str(course.pictures),
            str(course.questions),
            percent(course.feedback, language),
            NONE if course.jp is None else written(Fraction(course.jp), language),
            written(Fraction(course.jp_of_minutes), language),
        ]


def type_rows(courses: Sequence[CourseSummary], types: Sequence[str]) -> Rows:
    for course in courses:
        counts = [str(course.types.get(name, 0)) for name in types]
        yield [f"`{course.ref}`", *counts, str(course.questions)]


def pool_rows(courses: Sequence[CourseSummary], language: str) -> Rows:
    for course in courses:
        for pool in course.pools:
            yield [
                f"`{course.ref}`",
                f"`{pool.path}`",
                str(pool.questions),
                str(pool.single),
                percent(pool.longest, language),
                " / ".join(map(str, pool.places)) or NONE,
            ]


def percent(share: Fraction | None, language: str) -> str:
    return NONE if share is None else f"{written(round(share * 100, 1), language)}%"


def tenths(value: Fraction, language: str) -> str:
    return f"{float(value):.1f}".replace(".", decimal_mark(language))
