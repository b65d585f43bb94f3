"""First attempts as they stand once handed in and graded, without going through the pages."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy import select

from app.accounts.models import Person
from app.content.questions import load
from app.db import db
from app.library.models import Course, Module, ModuleQuestion, ModuleVersion, Question, SyllabusItem
from app.library.models import QuestionVersion as Version
from app.quizzes.models import Attempt, AttemptQuestion

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
_people = count(1)


def choice(key: str) -> dict[str, str]:
    return {"choice": key}


def hand_in(
    course_ref: str,
    module_ref: str,
    responses: Mapping[str, Any],
    *,
    seconds: float = 60,
    **attempt: Any,
) -> Attempt:
    """An attempt of somebody new at the live version of a quiz; `responses` by question id, with
    each question answered `seconds` after the one before. `attempt`: other columns of the row."""
    quiz, asked = _live(course_ref, module_ref)
    row = Attempt(
        **{
            "person_id": _someone().id,
            "module_id": quiz.module_id,
            "module_version_id": quiz.id,
            "number": 1,
            "state": "graded",
            "started_at": AT,
            "submitted_at": AT + timedelta(hours=1),
            "score": Decimal(0),
            "max_score": Decimal(sum(version.points for version, _ in asked)),
            "pass_mark": Decimal("0.6"),
            "secret": b"0" * 32,
            **attempt,
        }
    )
    db.session.add(row)
    db.session.flush()
    for slot, (version, ref) in enumerate(asked, start=1):
        response = responses.get(ref)
        saved_at = AT + timedelta(seconds=seconds * slot) if response else None
        db.session.add(_slot(row, slot, version, response, saved_at))
    db.session.flush()
    return row


def _someone() -> Person:
    person = Person(name="Peserta", email=f"peserta{next(_people)}@lentera.example", created_at=AT)
    db.session.add(person)
    db.session.flush()
    return person


def _live(course_ref: str, module_ref: str) -> tuple[ModuleVersion, list[tuple[Version, str]]]:
    quiz = db.session.scalars(
        select(ModuleVersion)
        .join(SyllabusItem, SyllabusItem.module_version_id == ModuleVersion.id)
        .join(Course, Course.live_version_id == SyllabusItem.course_version_id)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(Course.ref == course_ref, Module.ref == module_ref)
    ).one()
    asked = db.session.execute(
        select(Version, Question.ref)
        .join(Question, Question.id == Version.question_id)
        .join(ModuleQuestion, ModuleQuestion.question_version_id == Version.id)
        .where(ModuleQuestion.module_version_id == quiz.id)
        .order_by(ModuleQuestion.position)
    )
    return quiz, [(version, ref) for version, ref in asked]


def _slot(
    attempt: Attempt, slot: int, version: Version, response: Any, saved_at: datetime | None
) -> AttemptQuestion:
    fraction = load(version.body).grade(response).fraction
    return AttemptQuestion(
        attempt_id=attempt.id,
        slot=slot,
        question_version_id=version.id,
        response=response,
        saved_at=saved_at,
        fraction=round(Decimal(fraction.numerator) / fraction.denominator, 6),
    )
