"""The catalogue: live courses that hold some words and pass some filters, in an order, by pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, or_, select, tuple_

from app.db import db
from app.learning.models import Enrolment, ModuleCompletion
from app.learning.queries import CourseView, live_with
from app.library.models import Course, CourseVersion, ModuleVersion, SyllabusItem
from app.library.queries import STEPS

PAGE_SIZE = 24

# More than the first and at most the second, in JP.
JP_RANGES: Mapping[str, tuple[Decimal, Decimal]] = {
    "0-2": (Decimal(-1), Decimal(2)),
    "2-5": (Decimal(2), Decimal(5)),
    "5-10": (Decimal(5), Decimal(10)),
    "10-": (Decimal(10), Decimal(99999)),
}
# By what, and whether the largest comes first.
SORTS: Mapping[str, tuple[SQLColumnExpression[Any], bool]] = {
    "title": (func.lower(CourseVersion.title), False),
    "newest": (CourseVersion.published_at, True),
    "shortest": (CourseVersion.minutes, False),
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody looks for; "" asks for nothing. `jp` is a key of `JP_RANGES`, `sort` one of
    `SORTS`, `certificate` is with or without."""

    words: str = ""
    subject: str = ""
    level: str = ""
    jp: str = ""
    provider: str = ""
    language: str = ""
    certificate: str = ""
    sort: str = "title"


@dataclass(frozen=True)
class Choices:
    """What the live courses can be told apart by; one choice alone is none."""

    subject: Sequence[str]
    level: Sequence[str]
    jp: Sequence[str]
    provider: Sequence[str]
    language: Sequence[str]
    certificate: Sequence[str]


def choices() -> Choices:
    rows = db.session.execute(
        select(
            CourseVersion.subject,
            CourseVersion.level,
            CourseVersion.provider,
            CourseVersion.certificate,
            CourseVersion.jp,
            CourseVersion.lang,
            CourseVersion.titles,
        ).join(Course, Course.live_version_id == CourseVersion.id)
    ).all()
    ranges = {_range_of(row.jp) for row in rows}
    return Choices(
        subject=_sorted(row.subject for row in rows),
        level=_sorted(row.level for row in rows),
        jp=[name for name in JP_RANGES if name in ranges],
        provider=_sorted(row.provider for row in rows),
        language=_sorted(lang for row in rows for lang in (row.lang, *row.titles)),
        certificate=_sorted("without" if row.certificate == "none" else "with" for row in rows),
    )


def _range_of(jp: Decimal) -> str:
    return next(name for name, (above, most) in JP_RANGES.items() if above < jp <= most)


def _sorted(values: Iterable[str]) -> list[str]:
    return sorted({value for value in values if value})


def search(
    person_id: int, wanted: Wanted, *, after: int | None = None, lang: str = ""
) -> Sequence[CourseView]:
    """One more than a page, behind the course with the id `after`; named in `lang` if they are.

    By title they stand as their sources are called, whatever the language.
    """
    key, is_falling = SORTS[wanted.sort]
    order = (key.desc(), Course.id.desc()) if is_falling else (key, Course.id)
    statement = live_with(person_id).where(*_conditions(wanted)).order_by(*order)
    last = _key_of(after, key) if after else None
    if last is not None:
        place = tuple_(key, Course.id)
        statement = statement.where(place < (last, after) if is_falling else place > (last, after))
    rows = db.session.execute(statement.limit(PAGE_SIZE + 1))
    return [CourseView(*row, wanted=lang) for row in rows]


def count(wanted: Wanted) -> int:
    found = db.session.scalar(
        select(func.count())
        .select_from(Course)
        .join(CourseVersion, Course.live_version_id == CourseVersion.id)
        .where(*_conditions(wanted))
    )
    return found or 0


def _key_of(course_id: int, key: SQLColumnExpression[Any]) -> Any:
    """Where a course stands in the order; None if it is live no more."""
    return db.session.scalar(
        select(key)
        .join(Course, Course.live_version_id == CourseVersion.id)
        .where(Course.id == course_id)
    )


def _conditions(wanted: Wanted) -> Iterable[ColumnElement[bool]]:
    for word in wanted.words.lower().split()[:8]:
        yield CourseVersion.search_text.contains(word, autoescape=True)
    for column in (CourseVersion.subject, CourseVersion.level, CourseVersion.provider):
        if value := getattr(wanted, column.key):
            yield column == value
    if wanted.jp:
        above, most = JP_RANGES[wanted.jp]
        yield and_(CourseVersion.jp > above, CourseVersion.jp <= most)
    if wanted.language:
        translated = CourseVersion.titles[wanted.language]["title"].as_string().is_not(None)
        yield or_(CourseVersion.lang == wanted.language, translated)
    if wanted.certificate:
        has_none = CourseVersion.certificate == "none"
        yield has_none if wanted.certificate == "without" else ~has_none


def progress_of(enrolment_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Enrolment id → (modules done, modules in all) on the live version."""
    if not enrolment_ids:
        return {}
    rows = db.session.execute(
        select(Enrolment.id, func.count(ModuleCompletion.module_id), func.count())
        .join(Course, Course.id == Enrolment.course_id)
        .join(SyllabusItem, SyllabusItem.course_version_id == Course.live_version_id)
        .join(ModuleVersion, ModuleVersion.id == SyllabusItem.module_version_id)
        .outerjoin(
            ModuleCompletion,
            and_(
                ModuleCompletion.enrolment_id == Enrolment.id,
                ModuleCompletion.module_id == SyllabusItem.module_id,
            ),
        )
        .where(Enrolment.id.in_(enrolment_ids), ModuleVersion.kind.in_(STEPS))
        .group_by(Enrolment.id)
    )
    return {enrolment_id: (done, total) for enrolment_id, done, total in rows}
