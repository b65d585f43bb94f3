"""Which answers were graded by a key that is no longer the live one, and what the live key gives.

A question's version differs from the live one in what decides a grade when their `grading_hash`
differs. What a person judges or has judged stays out: those points do not follow from a key.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Numeric, and_, exists, func, select
from sqlalchemy.orm import aliased

from app.content.questions import REGISTRY
from app.db import db
from app.library.models import Module, ModuleQuestion, QuestionVersion, SyllabusItem
from app.quizzes.live_keys import LiveKeys
from app.quizzes.models import Attempt, AttemptQuestion, ManualGrade
from app.quizzes.queries import VERSION_THAT_COUNTS, tried_in
from app.quizzes.standing import Correcting, Correction, Standing

HANDED_IN = ("needs_grading", "graded")
JUDGED_BY_PEOPLE = tuple(name for name, cls in REGISTRY.items() if cls.needs_marking)
# A sum of products would be read with the decimals of one factor on SQLite.
EXACTLY = Numeric(18, 8)
Outdated = Mapping[int, int]
"""Id of a question version → id of the live version of its question, which grades otherwise."""


def outdated_in(course_version_id: int) -> dict[int, int]:
    old, live = aliased(QuestionVersion), aliased(QuestionVersion)
    rows = db.session.execute(
        select(old.id, live.id)
        .join(live, live.question_id == old.question_id)
        .join(ModuleQuestion, ModuleQuestion.question_version_id == live.id)
        .join(SyllabusItem, SyllabusItem.module_version_id == ModuleQuestion.module_version_id)
        .where(
            SyllabusItem.course_version_id == course_version_id,
            old.grading_hash != live.grading_hash,
            live.type.not_in(JUDGED_BY_PEOPLE),
        )
    )
    return {old_id: live_id for old_id, live_id in rows}  # noqa: C416  rows are not pairs


def is_outdated(outdated: Outdated) -> ColumnElement[bool]:
    """Of an attempt's question, joined to its attempt."""
    # Any version of these questions: the index on what was seen finds the few rows.
    others = aliased(QuestionVersion)
    of_question = select(QuestionVersion.question_id).where(QuestionVersion.id.in_(list(outdated)))
    seen = select(others.id).where(others.question_id.in_(of_question))
    by_hand = exists().where(ManualGrade.attempt_question_id == AttemptQuestion.id)
    return and_(
        AttemptQuestion.question_version_id.in_(seen),
        VERSION_THAT_COUNTS.in_(list(outdated)),
        Attempt.state.in_(HANDED_IN),
        ~by_hand,
    )


def attempts_with(outdated: Outdated, module_id: int) -> Sequence[int]:
    """Ids of a quiz's attempts with an answer to correct, in their order."""
    if not outdated:
        return ()
    return db.session.scalars(
        select(Attempt.id)
        .join(AttemptQuestion, AttemptQuestion.attempt_id == Attempt.id)
        .where(Attempt.module_id == module_id, is_outdated(outdated))
        .distinct()
        .order_by(Attempt.id)
    ).all()


def correcting(attempt_ids: Sequence[int], outdated: Outdated, keys: LiveKeys) -> list[Correcting]:
    """Those of the attempts that have something to correct; some hundreds at once."""
    rows = _answers(attempt_ids, outdated)
    checked = [row.id for row in rows if row.tries]
    tried = tried_in(checked) if checked else {}
    found: dict[tuple[int, int], list[Correction]] = defaultdict(list)
    for row in rows:
        live_id = outdated[row.counting_id]
        after = keys.fraction(
            live_id,
            row.response,
            tried.get(row.id, ()),
            lang=row.lang,
            module_version_id=row.module_version_id,
        )
        correction = Correction(
            slot_id=row.id,
            slot=row.slot,
            live_id=live_id,
            is_answered=row.response is not None,
            before=row.fraction or Decimal(0),
            after=after,
            points_before=keys.points(row.counting_id),
            points_after=keys.points(live_id),
        )
        found[row.attempt_id, row.person_id].append(correction)
    standings = _standings([attempt_id for attempt_id, _ in found])
    return [Correcting(*place, listed, standings[place[0]]) for place, listed in found.items()]


def _answers(attempt_ids: Sequence[int], outdated: Outdated) -> Sequence[Any]:
    return db.session.execute(
        select(
            AttemptQuestion.id,
            AttemptQuestion.attempt_id,
            AttemptQuestion.slot,
            AttemptQuestion.response,
            AttemptQuestion.tries,
            AttemptQuestion.fraction,
            VERSION_THAT_COUNTS.label("counting_id"),
            Attempt.person_id,
            Attempt.lang,
            Attempt.module_version_id,
        )
        .join(Attempt, Attempt.id == AttemptQuestion.attempt_id)
        .where(AttemptQuestion.attempt_id.in_(attempt_ids), is_outdated(outdated))
        .order_by(AttemptQuestion.attempt_id, AttemptQuestion.slot)
    ).all()


def _standings(attempt_ids: Sequence[int]) -> dict[int, Standing]:
    """Summed by the database; what waits for points counts on neither side."""
    rows = db.session.execute(
        select(
            AttemptQuestion.attempt_id,
            func.sum(AttemptQuestion.fraction * QuestionVersion.points, type_=EXACTLY),
            func.sum(QuestionVersion.points, type_=EXACTLY),
        )
        .join(QuestionVersion, QuestionVersion.id == VERSION_THAT_COUNTS)
        .where(AttemptQuestion.attempt_id.in_(attempt_ids), AttemptQuestion.fraction.is_not(None))
        .group_by(AttemptQuestion.attempt_id)
    )
    nothing = Decimal(0)
    return {
        attempt_id: Standing(earned or nothing, possible or nothing)
        for attempt_id, earned, possible in rows
    }


def quizzes_to_correct(course_version_id: int) -> Sequence[str]:
    """Refs of the quizzes with answers that were graded by another key than the live one."""
    outdated = outdated_in(course_version_id)
    if not outdated:
        return ()
    return db.session.scalars(
        select(Module.ref)
        .join(Attempt, Attempt.module_id == Module.id)
        .join(AttemptQuestion, AttemptQuestion.attempt_id == Attempt.id)
        .where(is_outdated(outdated))
        .distinct()
        .order_by(Module.ref)
    ).all()
