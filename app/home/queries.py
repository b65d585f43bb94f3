"""What the first pages ask of several features at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.accounts.reach import reaches
from app.db import db
from app.learning.models import CourseCompletion, Enrolment
from app.library.authors import writes, writes_all
from app.library.languages import Words
from app.library.models import Course, CourseVersion
from app.studio.models import CourseDraft
from app.studio.queries import seen_by

SUGGESTIONS = 3
FEW = 5


@dataclass(frozen=True)
class Suggestion:
    """A course that the person has not begun; `subject` is why."""

    ref: str
    words: Words
    subject: str
    jp: Decimal


@dataclass(frozen=True)
class Latest:
    person: str
    words: Words
    day: date


@dataclass(frozen=True)
class OwnCourse:
    ref: str
    words: Words
    learners: int
    completed: int


@dataclass(frozen=True)
class OwnDraft:
    id: int
    title: str
    lang: str
    findings: int


def suggestions_for(person_id: int, *, lang: str) -> list[Suggestion]:
    """Of the subjects in which the person has begun courses, the newest."""
    begun = (
        select(CourseVersion.subject)
        .join(Course, Course.live_version_id == CourseVersion.id)
        .join(Enrolment, Enrolment.course_id == Course.id)
        .where(Enrolment.person_id == person_id, CourseVersion.subject != "")
    )
    is_known = exists().where(Enrolment.course_id == Course.id, Enrolment.person_id == person_id)
    rows = db.session.execute(
        select(Course.ref, CourseVersion)
        .join(CourseVersion, Course.live_version_id == CourseVersion.id)
        .where(CourseVersion.subject.in_(begun), ~is_known)
        .order_by(CourseVersion.published_at.desc(), CourseVersion.id.desc())
        .limit(SUGGESTIONS)
    )
    return [Suggestion(ref, one.words_in(lang), one.subject, one.jp) for ref, one in rows]


def latest_completions(*, actor: Person, lang: str) -> list[Latest]:
    """Within the reach of an officer; by their ids, which grow with time: there are too many to
    sort."""
    rows = db.session.execute(
        select(Person.name, CourseVersion, CourseCompletion.local_date)
        .select_from(CourseCompletion)
        .join(Enrolment, Enrolment.id == CourseCompletion.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(CourseVersion, CourseVersion.id == CourseCompletion.course_version_id)
        .where(reaches(actor, Enrolment.person_id))
        .order_by(CourseCompletion.id.desc())
        .limit(FEW)
    )
    return [Latest(name, version.words_in(lang), day) for name, version, day in rows]


def courses_by(author: Person, *, lang: str) -> list[OwnCourse]:
    """Live courses of the author, or if all are, those of which they published a version, with
    their learners; the newest first."""
    live, earlier = CourseVersion, aliased(CourseVersion)
    has_published = exists().where(
        earlier.course_id == Course.id, earlier.published_by_id == author.id
    )
    is_own = has_published if writes_all(author) else writes(author, Course.id)
    rows = db.session.execute(
        select(Course.ref, live, func.count(Enrolment.id), func.count(CourseCompletion.id))
        .join(live, Course.live_version_id == live.id)
        .outerjoin(Enrolment, Enrolment.course_id == Course.id)
        .outerjoin(CourseCompletion, CourseCompletion.enrolment_id == Enrolment.id)
        .where(is_own)
        .group_by(Course.ref, live.id)
        .order_by(live.published_at.desc(), live.id.desc())
        .limit(FEW)
    )
    return [
        OwnCourse(ref, version.words_in(lang), begun, done) for ref, version, begun, done in rows
    ]


def drafts_by(person: Person) -> Sequence[OwnDraft]:
    """The newest first."""
    drafts = db.session.scalars(
        select(CourseDraft)
        .where(CourseDraft.created_by_id == person.id, seen_by(person))
        .order_by(CourseDraft.id.desc())
        .limit(FEW)
    )
    return [
        OwnDraft(one.id, one.title or one.origin, one.lang, len(one.findings)) for one in drafts
    ]
