"""Enrolling, finishing modules, completing a course."""

from collections.abc import Sequence
from datetime import date, datetime

from app.accounts.models import Person
from app.db import insert_once
from app.kit.errors import Conflict
from app.kit.events import tell
from app.learning import completion, counts, notices, queries
from app.learning.events import CourseCompleted
from app.learning.models import CourseCompletion, Enrolment, ModuleCompletion
from app.library import queries as library
from app.library.models import CourseVersion
from app.library.queries import SyllabusEntry
from app.org import queries as org
from app.quizzes.events import AttemptGraded
from app.surveys import actions as surveys
from app.surveys.questionnaire import AskedQuestion


def enrol(person: Person, version: CourseVersion, *, at: datetime) -> None:
    """A second click changes nothing. Raises Conflict where another course comes first."""
    missing = queries.prerequisites_of(version, person_id=person.id)
    if open_ones := [course.title for course in missing if not course.is_done]:
        raise Conflict("enrolment.prerequisites", courses=", ".join(open_ones))
    insert_once(Enrolment, person_id=person.id, course_id=version.course_id, enrolled_at=at)


def complete_module(
    enrolment: Enrolment, module_id: int, *, at: datetime, known_at: datetime | None = None
) -> None:
    """Mark a module as finished and, where that was the last one asked for, the course.

    `known_at`: where somebody had to judge it first, when they did. The learner's work keeps its
    day `at`, but the course is complete no earlier, and a certificate bears no day gone by.
    """
    enrolment = queries.get_locked(enrolment.id)
    version = library.find_live_of(enrolment.course_id)
    if version is None:
        return
    syllabus = library.syllabus_of(version.id)
    minutes = next((entry.minutes for entry in syllabus if entry.module_id == module_id), 0)
    today = org.local_day_of(enrolment.person_id, at=at)
    insert_once(
        ModuleCompletion,
        enrolment_id=enrolment.id,
        module_id=module_id,
        completed_at=at,
        local_date=today,
        minutes=minutes,
    )
    if known_at and known_at != at:
        at, today = known_at, org.local_day_of(enrolment.person_id, at=known_at)
    _complete_if_met(enrolment, version, syllabus, today=today, at=at)


def answer_survey(
    enrolment: Enrolment, module_id: int, questions: Sequence[AskedQuestion], *, at: datetime
) -> bool:
    """Keep the answers, once, and mark the survey as finished; whether it was the first time.

    Raises Invalid where nothing is answered.
    """
    enrolment = queries.get_locked(enrolment.id)
    day = org.local_day_of(enrolment.person_id, at=at)
    is_first = surveys.answer(questions, enrolment_id=enrolment.id, module_id=module_id, day=day)
    complete_module(enrolment, module_id, at=at)
    return is_first


def complete_where_met(course_id: int, *, at: datetime) -> None:
    """After the course has changed: who has done all that is asked now has completed it.

    Without this, somebody whose last open module was taken out would have no step left to take.
    """
    version = library.find_live_of(course_id)
    if version is None:
        return
    for enrolment_id in finished_without_completion(version):
        enrolment = queries.get_locked(enrolment_id)
        today = org.local_day_of(enrolment.person_id, at=at)
        _complete_course(enrolment, version, today=today, at=at)


def finished_without_completion(version: CourseVersion) -> list[int]:
    """Enrolments that meet the version's rule and have not completed the course."""
    syllabus = library.syllabus_of(version.id)
    progress = counts.open_progress(version.course_id)
    return [
        enrolment_id
        for enrolment_id, done in progress.items()
        if completion.is_met(version.completion, syllabus, done)
    ]


def _complete_if_met(
    enrolment: Enrolment,
    version: CourseVersion,
    syllabus: Sequence[SyllabusEntry],
    *,
    today: date,
    at: datetime,
) -> None:
    done = queries.completed_modules(enrolment.id)
    if completion.is_met(version.completion, syllabus, done):
        _complete_course(enrolment, version, today=today, at=at)


def _complete_course(
    enrolment: Enrolment, version: CourseVersion, *, today: date, at: datetime
) -> None:
    """Once per enrolment: the unique constraint decides, whoever comes second goes home."""
    is_new = insert_once(
        CourseCompletion,
        enrolment_id=enrolment.id,
        course_version_id=version.id,
        completed_at=at,
        local_date=today,
        jp=version.jp,
    )
    if not is_new:
        return
    completed = queries.find_completion(enrolment.id)
    if completed is None:
        return
    notices.tell_completed(enrolment.person_id, version, completion_id=completed.id, at=at)
    tell(
        CourseCompleted(
            completion_id=completed.id,
            person_id=enrolment.person_id,
            course_id=enrolment.course_id,
            course_version_id=version.id,
            jp=version.jp,
            started_on=org.local_day_of(enrolment.person_id, at=enrolment.enrolled_at),
            completed_on=today,
            at=at,
        )
    )


def on_attempt_graded(event: AttemptGraded) -> None:
    """A quiz is finished once it is passed; a practice quiz has nothing to pass."""
    if not event.is_passed:
        return
    enrolment = queries.find_enrolment_by_module(event.person_id, event.module_id)
    if enrolment:
        complete_module(enrolment, event.module_id, at=event.handed_in_at, known_at=event.at)
