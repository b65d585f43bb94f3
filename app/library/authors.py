"""Which courses somebody writes: all, or where the role is for the own courses only, those."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, false, func, select, true

from app.accounts.models import Person
from app.accounts.reach import Ids
from app.db import db, in_force, insert_once
from app.library import audited
from app.library.models import Course, CourseAuthor, CourseVersion

AUTHORS = ("author", "admin")


def writes(actor: Person, course_id: Ids) -> ColumnElement[bool]:
    """For every list and look-up of an author."""
    if writes_all(actor):
        return true()
    return course_id.in_(_own(actor)) if actor.has_role(*AUTHORS) else false()


def writes_all(actor: Person) -> bool:
    return actor.grants.is_everywhere(*AUTHORS)


def is_author_of(actor: Person, ref: str) -> bool:
    if writes_all(actor):
        return True
    found = select(Course.id).where(Course.ref == ref, writes(actor, Course.id))
    return db.session.scalar(found) is not None


def is_foreign(actor: Person, *refs: str) -> bool:
    """Whether one of these ids is that of a course which somebody else writes."""
    others = select(Course.id).where(Course.ref.in_(refs), ~writes(actor, Course.id))
    return not writes_all(actor) and db.session.scalar(others.limit(1)) is not None


def courses_of(person_id: int) -> Sequence[tuple[CourseAuthor, str, str]]:
    """All that somebody wrote or writes, with id and title of the course, by title."""
    rows = db.session.execute(
        select(CourseAuthor, Course.ref, func.coalesce(CourseVersion.title, Course.ref))
        .join(Course, Course.id == CourseAuthor.course_id)
        .outerjoin(CourseVersion, CourseVersion.id == Course.live_version_id)
        .where(CourseAuthor.person_id == person_id)
        .order_by(CourseVersion.title, CourseAuthor.id)
    )
    return [(author, ref, title) for author, ref, title in rows]


def find_authorship(person_id: int, authorship_id: int) -> CourseAuthor | None:
    return db.session.scalar(
        select(CourseAuthor).where(
            CourseAuthor.id == authorship_id, CourseAuthor.person_id == person_id
        )
    )


def add_author(person_id: int, course_id: int, *, by_id: int, day: date) -> bool:
    """Whether they were none before."""
    is_new = insert_once(CourseAuthor, person_id=person_id, course_id=course_id, valid_from=day)
    if is_new:
        audited.became_author(person_id, _ref_of(course_id), by_id=by_id)
    return is_new is not None


def end(held: CourseAuthor, *, today: date, by_id: int) -> bool:
    """From `today` on; whether it was open. One that has just begun, or lies ahead, is taken back:
    the audit alone keeps it."""
    if held.valid_to is not None:
        return False
    if held.valid_from >= today:
        db.session.delete(held)
    else:
        held.valid_to = today - timedelta(days=1)
    db.session.flush()
    audited.ceased_as_author(held.person_id, _ref_of(held.course_id), by_id=by_id)
    return True


def _ref_of(course_id: int) -> str:
    return db.session.scalars(select(Course.ref).where(Course.id == course_id)).one()


def _own(actor: Person) -> Select[int]:
    return select(CourseAuthor.course_id).where(
        CourseAuthor.person_id == actor.id, in_force(CourseAuthor, actor.grants.day)
    )
