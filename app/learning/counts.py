"""How many, over people and courses."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, func, select

from app.db import db
from app.learning.models import CourseCompletion, Enrolment, ModuleCompletion
from app.library.models import SyllabusItem


def open_progress(course_id: int) -> dict[int, set[int]]:
    """Enrolment id → ids of finished modules, of all who began and have not completed; in the
    order of people's ids, in which whoever locks several of them goes."""
    rows = db.session.execute(
        select(ModuleCompletion.enrolment_id, ModuleCompletion.module_id)
        .join(Enrolment, Enrolment.id == ModuleCompletion.enrolment_id)
        .outerjoin(CourseCompletion, CourseCompletion.enrolment_id == Enrolment.id)
        .where(Enrolment.course_id == course_id, CourseCompletion.id.is_(None))
        .order_by(Enrolment.person_id)
    )
    progress: dict[int, set[int]] = {}
    for enrolment_id, module_id in rows:
        progress.setdefault(enrolment_id, set()).add(module_id)
    return progress


def counts_by_person(person_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """Person id → (courses running, courses completed); who has none is left out."""
    rows = db.session.execute(
        select(Enrolment.person_id, func.count(), func.count(CourseCompletion.id))
        .outerjoin(CourseCompletion, CourseCompletion.enrolment_id == Enrolment.id)
        .where(Enrolment.person_id.in_(person_ids))
        .group_by(Enrolment.person_id)
    )
    return {person_id: (begun - completed, completed) for person_id, begun, completed in rows}


def counts_by_course() -> dict[int, tuple[int, int]]:
    """Course id → (people enrolled, people who completed)."""
    rows = db.session.execute(
        select(Enrolment.course_id, func.count(), func.count(CourseCompletion.id))
        .outerjoin(CourseCompletion, CourseCompletion.enrolment_id == Enrolment.id)
        .group_by(Enrolment.course_id)
    )
    return {course_id: (enrolled, completed) for course_id, enrolled, completed in rows}


def minutes_by_day(completion_id: int) -> dict[date, int]:
    """Minutes of the finished modules that the completed version counts, by the agency's day."""
    rows = db.session.execute(
        select(ModuleCompletion.local_date, func.sum(ModuleCompletion.minutes))
        .join(CourseCompletion, CourseCompletion.enrolment_id == ModuleCompletion.enrolment_id)
        .join(
            SyllabusItem,
            and_(
                SyllabusItem.course_version_id == CourseCompletion.course_version_id,
                SyllabusItem.module_id == ModuleCompletion.module_id,
            ),
        )
        .where(CourseCompletion.id == completion_id)
        .group_by(ModuleCompletion.local_date)
    )
    return {day: int(minutes) for day, minutes in rows}
