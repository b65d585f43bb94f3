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
from app.quizzes import actions, marking, queries, supervision
from app.quizzes.carrying_out import carry_out
from app.quizzes.models import Attempt
from app.quizzes.quizzes import find_quiz
from app.quizzes.regrading import Order
from app.web.transaction import transaction
from tests.quizzes.machine.base import find, key_of
from tests.quizzes.machine.learner import PERSON, PICK, LearnerSteps
from tests.quizzes.machine.model import Attempt as Wanted

POINTS = st.sampled_from([Fraction(0), Fraction(1, 2), Fraction(1), Fraction(3, 4)])
# Of a single choice: what the corrected key makes worth less, more, or leaves as it is.
FIRST = st.sampled_from([0, 0, 1, 2])


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
        self._reopen(self.closed(pick), minutes)

    @rule(pick=PICK, is_abandoned=st.booleans())
    def close_and_reopen(self, pick: int, is_abandoned: bool) -> None:
        one = self.attempt(pick)
        if one.is_open and is_abandoned:
            self._both(one, lambda m: m.abandon(), lambda a: actions.abandon(a, at=self.now))
        self._submit(one)
        self._reopen(one, 5 if one.deadline else None)

    def _reopen(self, one: Wanted, minutes: int | None) -> None:
        key = key_of(one)
        given = {"minutes": minutes, "reason": "Listrik padam", "by_id": self.world.markers[0]}
        with self.step() as step:
            step.wanted = step.told(lambda m: m.reopen(find(m, key), minutes, self.now))
            step.got = step.done(
                lambda: supervision.reopen(self._stored(key).id, at=self.now, **given)
            )

    @precondition(lambda self: self._deadlines())
    @rule(minutes=st.sampled_from([1, 10]))
    def extend_what_is_overdue(self, minutes: int) -> None:
        self.wait_for_a_deadline(after=1, with_grace=False)
        self.job_comes_by()
        for pick in range(2):
            self.extend(pick, minutes)

    @precondition(lambda self: not self.model.is_key_corrected)
    @rule(answers=st.lists(FIRST, min_size=1, max_size=2), is_lowering=st.booleans())
    def publish_a_corrected_key(self, answers: list[int], is_lowering: bool) -> None:
        """Some have answered and handed in, others go on with the key that they began with."""
        running = [one for one in self.model.attempts if one.is_open]
        for one, answer in zip(running, answers, strict=False):
            place = [slot.question.endswith("pilih") for slot in one.slots].index(True)
            self._send(self._form(one, [(place, answer, 1, False)]))
            self._submit(one)
        live = self.world.corrected.course_version_id
        with transaction():
            db.session.execute(
                sa.update(Course).where(Course.ref == "mesin").values(live_version_id=live)
            )
        self.model.is_key_corrected = True
        for which in range(2):
            self.regrade(which, is_lowering=False)
            if is_lowering:
                self.regrade(which, is_lowering=True)

    @rule(which=PERSON, is_lowering=st.booleans())
    def regrade(self, which: int, is_lowering: bool) -> None:
        ref, by = self.refs[which], self.world.markers[0]

        def act() -> None:
            quiz = find_quiz("mesin", ref)
            assert quiz
            carry_out(Order(quiz, is_lowering, "Kunci", by, self.now))

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
