"""Whose attempts at which quizzes somebody answers for: an author for all at the own courses, an
officer for those of the own people at any."""

from sqlalchemy import ColumnElement, exists, or_, select, true

from app.accounts.models import Person
from app.accounts.policies import is_officer
from app.accounts.reach import Ids, reaches, reaches_all
from app.db import db
from app.library.authors import is_author_of, writes, writes_all
from app.library.models import Module
from app.quizzes.models import Attempt


def answers_for(actor: Person) -> ColumnElement[bool]:
    """Attempts; for every list and look-up of results."""
    if reaches_all(actor) or writes_all(actor):
        return true()
    own = select(Module.id).where(writes(actor, Module.course_id))
    return or_(Attempt.module_id.in_(own), reaches(actor, Attempt.person_id))


def has_results_of(actor: Person, course_id: Ids) -> ColumnElement[bool]:
    """Courses at whose quizzes there may be attempts that the actor answers for."""
    return true() if is_officer(actor) else writes(actor, course_id)


def answers_for_course(actor: Person, course_id: Ids) -> ColumnElement[bool]:
    """Courses of which the actor answers for everybody's attempts: keys are corrected for all, and
    what a question measures follows from all."""
    return true() if reaches_all(actor) else writes(actor, course_id)


def answers_for_all_in(actor: Person, course_ref: str) -> bool:
    """As `answers_for_course`, of one."""
    return reaches_all(actor) or is_author_of(actor, course_ref)


def find_learner(actor: Person, person_id: int) -> Person | None:
    """Somebody with attempts that the actor answers for, or within an officer's reach."""
    own = select(Attempt.id).where(Attempt.person_id == Person.id, answers_for(actor))
    is_all = reaches_all(actor) or writes_all(actor)
    seen = true() if is_all else or_(reaches(actor, Person.id), exists(own))
    return db.session.scalar(select(Person).where(Person.id == person_id, seen))
