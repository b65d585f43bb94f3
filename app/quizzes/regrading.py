"""Carrying a corrected key out on what was answered before it was published."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import select, update

from app.db import db
from app.quizzes import actions, audited, notices
from app.quizzes.corrections import attempts_with, correcting, outdated_in
from app.quizzes.live_keys import LiveKeys
from app.quizzes.models import Attempt, AttemptQuestion, Regrading
from app.quizzes.quizzes import Quiz
from app.quizzes.standing import Correcting

# So many at once are read, and corrected where their points stay the same.
MANY = 200


@dataclass
class Order:
    """A regrading on its way: without `is_lowering`, an attempt that would fall keeps its keys.

    `changed`: attempts whose points changed so far. Its row is written with the first correction:
    where there is nothing (left) to do, nothing stays behind.
    """

    quiz: Quiz
    is_lowering: bool
    reason: str
    by_id: int
    at: datetime
    changed: int = 0
    regrading_id: int | None = None
    outdated: dict[int, int] = field(init=False)
    keys: LiveKeys = field(default_factory=LiveKeys)

    def __post_init__(self) -> None:
        self.outdated = outdated_in(self.quiz.course_version_id)

    def takes(self, one: Correcting) -> bool:
        return self.is_lowering or not one.is_falling


def units(order: Order) -> Iterator[Sequence[int]]:
    """Ids of attempts that belong into one transaction each, in their order.

    Those whose points change go one by one: who passes by it gets modules, JP and a certificate,
    and the locks of these must not be kept while another attempt is waited for.
    """
    same: list[int] = []
    changing: list[int] = []
    ids = attempts_with(order.outdated, order.quiz.module_id)
    for some in _some(ids):
        for one in correcting(some, order.outdated, order.keys):
            if order.takes(one):
                (same if one.is_same else changing).append(one.attempt_id)
    return chain(_some(same), ([attempt_id] for attempt_id in changing))


def _some(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + MANY] for start in range(0, len(ids), MANY))


def correct(attempt_ids: Sequence[int], order: Order) -> None:
    """What others have done since the attempts were picked is seen: they are locked first."""
    locked = _lock(attempt_ids)
    taken = [one for one in correcting(attempt_ids, order.outdated, order.keys) if order.takes(one)]
    if not taken:
        return
    regrading_id = order.regrading_id = order.regrading_id or _begin(order)
    _set_keys(taken)
    for one in taken:
        if not one.is_same:
            _grade(locked[one.attempt_id], one, order, regrading_id)


def _lock(attempt_ids: Sequence[int]) -> dict[int, Attempt]:
    attempts = db.session.scalars(
        select(Attempt)
        .where(Attempt.id.in_(attempt_ids))
        .order_by(Attempt.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {attempt.id: attempt for attempt in attempts}


def _begin(order: Order) -> int:
    regrading = Regrading(
        module_id=order.quiz.module_id,
        is_lowering=order.is_lowering,
        reason=order.reason,
        by_id=order.by_id,
        at=order.at,
    )
    db.session.add(regrading)
    db.session.flush()
    audited.regraded(order.quiz.module_id, reason=order.reason, by_id=order.by_id)
    return regrading.id


def _set_keys(taken: Iterable[Correcting]) -> None:
    slots: dict[int, list[int]] = defaultdict(list)
    for one in taken:
        for correction in one.corrections:
            slots[correction.live_id].append(correction.slot_id)
    for live_id, slot_ids in slots.items():
        db.session.execute(
            update(AttemptQuestion)
            .where(AttemptQuestion.id.in_(slot_ids))
            .values(key_version_id=live_id)
            .execution_options(synchronize_session=False)
        )


def _grade(attempt: Attempt, one: Correcting, order: Order, regrading_id: int) -> None:
    old_score, before = attempt.score, attempt.fraction
    actions.grade(attempt, at=order.at)
    actions.note(
        attempt,
        "regraded",
        at=order.at,
        by_id=order.by_id,
        reason=order.reason,
        old_score=old_score,
        regrading_id=regrading_id,
        details=_details(one),
    )
    order.changed += 1
    after = attempt.fraction
    if before is not None and after is not None and before != after:
        notices.tell_regraded(
            attempt,
            regrading_id,
            before=before,
            after=after,
            reason=order.reason,
            at=order.at,
        )


def _details(one: Correcting) -> dict[str, Any]:
    """{"slots": {slot: [fraction before, after]}}, as text, exactly."""
    return {
        "slots": {
            str(correction.slot): [str(correction.before), str(correction.after)]
            for correction in one.corrections
        }
    }
