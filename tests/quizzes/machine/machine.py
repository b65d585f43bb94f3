"""All steps together: those of learners and of time, and what markers and officers do."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.db import db
from app.library.models import Course
from app.quizzes import marking, queries, regrading, supervision
from app.quizzes.models import Attempt
from app.quizzes.quizzes import find_quiz
from app.web.transaction import transaction
from tests.quizzes.machine.base import find, key_of
from tests.quizzes.machine.learner import CHANCE, PERSON, PICK, LearnerSteps
from tests.quizzes.machine.model import Attempt as Wanted

POINTS = st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1), Fraction(3, 4)])


class QuizMachine(LearnerSteps):
    @precondition(lambda self: any(not one.is_open for one in self.model.attempts))
    @rule(pick=PICK, place=PICK, share=POINTS, stale=st.booleans(), by=PERSON)
    def mark(self, pick: int, place: int, share: Fraction, stale: bool, by: int) -> None:
        points = self._points(self.closed(pick), place, share, stale, by)
        self._both(
            points.one,
            lambda m: m.mark(*points.wanted),
            lambda a: marking.mark(
                a.id, points.slot_of(a), comment="", at=self.now, **points.given
            ),
        )

    @precondition(lambda self: any(not one.is_open for one in self.model.attempts))
    @rule(pick=PICK, place=PICK, share=POINTS, stale=st.booleans(), by=PERSON)
    def override(self, pick: int, place: int, share: Fraction, stale: bool, by: int) -> None:
        points = self._points(self.closed(pick), place, share, stale, by)
        self._both(
            points.one,
            lambda m: m.override(*points.wanted),
            lambda a: marking.override(
                a.id, points.slot_of(a), reason="", at=self.now, **points.given
            ),
        )

    def _points(self, one: Wanted, place: int, share: Fraction, stale: bool, by: int) -> "Points":
        number = place % len(one.slots) + 1
        slot = one.slots[number - 1]
        seen = max(len(slot.given) - stale, 0)
        return Points(one, number, share * slot.kind.points, seen, self.world.markers[by])

    @precondition(lambda self: self._deadlines() or len(self.sent) < 2)
    @rule(pick=PICK, minutes=st.sampled_from([1, 10]))
    def extend(self, pick: int, minutes: int) -> None:
        given = {"minutes": minutes, "reason": "Listrik padam", "by_id": self.world.markers[0]}
        self._both(
            self.attempt(pick),
            lambda m: m.extend(minutes, self.now),
            lambda a: supervision.extend(a.id, at=self.now, **given),
        )

    @precondition(lambda self: any(not one.is_open for one in self.model.attempts))
    @rule(pick=PICK, minutes=st.sampled_from([None, 5, 20]))
    def reopen(self, pick: int, minutes: int | None) -> None:
        key = key_of(self.closed(pick))
        given = {"minutes": minutes, "reason": "Listrik padam", "by_id": self.world.markers[0]}
        with self.step() as step:
            step.wanted = step.told(lambda m: m.reopen(find(m, key), minutes, self.now))
            step.got = step.done(
                lambda: supervision.reopen(self._stored(key).id, at=self.now, **given)
            )

    @precondition(lambda self: not self.model.is_key_corrected)
    @rule(chance=CHANCE)
    def publish_a_correctedkey_of(self, chance: int) -> None:
        if chance != 1:
            return
        with transaction():
            live = self.world.corrected.course_version_id
            db.session.execute(
                sa.update(Course).where(Course.ref == "mesin").values(live_version_id=live)
            )
        self.model.is_key_corrected = True

    @rule(which=PERSON, is_lowering=st.booleans())
    def regrade(self, which: int, is_lowering: bool) -> None:
        ref, by = self.refs[which], self.world.markers[0]

        def act() -> None:
            quiz = find_quiz("mesin", ref)
            assert quiz
            regrading.regrade(quiz, is_lowering=is_lowering, reason="Kunci", by_id=by, at=self.now)

        with self.step() as step:
            step.wanted = step.told(lambda m: m.correct(ref, is_lowering))
            step.got = step.done(act)


@dataclass(frozen=True)
class Points:
    """What somebody gives by hand; `seen`: the number of the newest grade that they know."""

    one: Wanted
    number: int
    points: Fraction
    seen: int
    by: int

    @property
    def wanted(self) -> tuple[int, Fraction, int, int]:
        return self.number, self.points, self.seen, self.by

    @property
    def given(self) -> dict[str, Any]:
        points = Decimal(self.points.numerator) / self.points.denominator
        return {"points": points, "seen": self.seen, "by_id": self.by}

    def slot_of(self, attempt: Attempt) -> int:
        return queries.slots_of(attempt.id)[self.number - 1][0].id
