"""The register, a page at a time."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Select, func, select

from app.db import db
from app.learning.models import CourseCompletion, Enrolment
from app.library.languages import Words
from app.library.models import Course, CourseVersion
from app.reference.models import Provider
from app.reference.provider_names import name_key

PAGE_SIZE = 50


@dataclass(frozen=True)
class Wanted:
    """`words`: of the name; `kind`: "" for all."""

    words: str = ""
    kind: str = ""


@dataclass(frozen=True)
class ProviderCourse:
    id: int
    ref: str
    words: Words
    jp: Decimal


def wanted_providers(wanted: Wanted) -> Select[Provider]:
    """By the key of their names, so that legal forms in front move nobody."""
    statement = select(Provider).order_by(Provider.key)
    if wanted.words:
        key = name_key(wanted.words)
        statement = statement.where(Provider.key.contains(key, autoescape=True))
    return statement.where(Provider.kind == wanted.kind) if wanted.kind else statement


def providers_page(wanted: Wanted, *, after: str | None) -> Sequence[Provider]:
    """`after`: the key of the one before; one more than a page."""
    statement = wanted_providers(wanted).limit(PAGE_SIZE + 1)
    if after is not None:
        statement = statement.where(Provider.key > after)
    return db.session.scalars(statement).all()


def find_provider(provider_id: int) -> Provider | None:
    return db.session.get(Provider, provider_id)


def course_counts() -> Mapping[str, int]:
    """Key of a provider → how many courses here are theirs."""
    names = db.session.scalars(
        select(CourseVersion.provider).join(Course, Course.live_version_id == CourseVersion.id)
    )
    return Counter(name_key(name) for name in names)


def courses_of(provider: Provider, *, lang: str) -> list[ProviderCourse]:
    """Those that can be taken here, by title."""
    rows = db.session.execute(
        select(Course.id, Course.ref, CourseVersion).join(
            CourseVersion, Course.live_version_id == CourseVersion.id
        )
    )
    found = [
        ProviderCourse(id_, ref, version.words_in(lang), version.jp)
        for id_, ref, version in rows
        if name_key(version.provider) == provider.key
    ]
    return sorted(found, key=lambda course: course.words.title.casefold())


def completions_of(course_ids: Collection[int]) -> Mapping[int, int]:
    """Course id → how many people have completed it."""
    rows = db.session.execute(
        select(Enrolment.course_id, func.count())
        .join(CourseCompletion, CourseCompletion.enrolment_id == Enrolment.id)
        .where(Enrolment.course_id.in_(course_ids))
        .group_by(Enrolment.course_id)
    )
    return dict(rows.all())
