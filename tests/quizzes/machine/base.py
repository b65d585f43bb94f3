"""Product and model side by side: what a step is, and what must hold after each."""

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import sqlalchemy as sa
from hypothesis.stateful import RuleBasedStateMachine, invariant

from app.db import db
from app.kit.errors import DomainError
from app.library.models import Module, ModuleVersion
from app.quizzes import actions, grades, queries
from app.quizzes.models import Attempt
from app.web.transaction import transaction
from tests.quizzes.machine import stored
from tests.quizzes.machine.course import BY_REF, PASS_MARK, Answer
from tests.quizzes.machine.model import ALLOWED, OPEN, Model, Refused
from tests.quizzes.machine.model import Attempt as Wanted

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
REFUSED = "refused"


@dataclass
class World:
    """What stays the same for all runs: ids of two learners and two markers, and the course."""

    learners: Sequence[int]
    markers: Sequence[int]
    # As published first, and after the author has mended the keys.
    first: "Edition"
    corrected: "Edition"
    set_clock: Callable[[datetime], None]


@dataclass(frozen=True)
class Edition:
    course_version_id: int
    quizzes: Mapping[str, ModuleVersion]


@dataclass(frozen=True)
class Sent:
    """A form that was sent once, to be sent again."""

    attempt: tuple[int, str, int]
    answers: tuple[tuple[int, Answer | None, int, bool], ...]


class Steps(RuleBasedStateMachine):
    def __init__(self, world: World, refs: Sequence[str]) -> None:
        super().__init__()
        self.world = world
        self.refs = refs
        self.model = Model()
        self.sent: list[Sent] = []
        self.moves: list[tuple[str, str]] = []
        # Neither a step nor a check has failed.
        self.is_sound = False
        self.savepoint = db.engine.begin_nested()  # type: ignore[attr-defined]
        sa.event.listen(Attempt.state, "set", self._note_move)
        self._go_to(AT)

    def teardown(self) -> None:
        """Every run ends with all that is open handed in, so that each is graded."""
        try:
            if self.is_sound:
                for one in [one for one in self.model.attempts if one.is_open]:
                    self._submit(one)
                self.nothing_promised_is_broken()
        finally:
            self._leave()

    def _leave(self) -> None:
        sa.event.remove(Attempt.state, "set", self._note_move)
        db.session.remove()
        self.savepoint.rollback()

    def _note_move(self, attempt: Attempt, to: str, old: Any, _event: object) -> None:
        if attempt.id is not None and isinstance(old, str) and old != to:
            self.moves.append((old, to))

    def _go_to(self, moment: datetime) -> None:
        self.now = moment
        self.world.set_clock(moment)

    def _edition(self) -> Edition:
        return self.world.corrected if self.model.is_key_corrected else self.world.first

    def attempt(self, pick: int) -> Wanted:
        """Mostly one that runs."""
        running = [one for one in self.model.attempts if one.is_open]
        all_ = self.model.attempts if pick > 5 or not running else running
        return all_[pick % len(all_)]

    def closed(self, pick: int) -> Wanted:
        found = [one for one in self.model.attempts if not one.is_open]
        return found[pick % len(found)]

    def _deadlines(self) -> list[Wanted]:
        running = [one for one in self.model.attempts if one.is_open and one.deadline]
        return sorted(running, key=lambda one: one.deadline or AT)

    def _submit(self, one: Wanted) -> None:
        self._both(one, lambda m: m.submit(self.now), lambda a: actions.submit(a, at=self.now))

    # The two sides of a step.

    @contextmanager
    def step(self) -> Iterator["Step"]:
        self.is_sound = False
        step = Step(self)
        yield step
        assert step.got == step.wanted
        # Now, for a rule may make several steps, and what one has passed the next may take away.
        self.model.note_passed()
        db.session.remove()

    def _both(
        self, one: Wanted, wanted: Callable[[Wanted], object], done: Callable[[Attempt], object]
    ) -> None:
        key = key_of(one)
        with self.step() as step:
            step.wanted = step.told(lambda m: wanted(find(m, key))) == REFUSED
            step.got = step.done(lambda: done(self._stored(key))) == REFUSED

    def _stored(self, key: tuple[int, str, int]) -> Attempt:
        person, ref, number = key
        return db.session.scalars(
            sa.select(Attempt)
            .join(Module, Module.id == Attempt.module_id)
            .where(Attempt.person_id == person, Module.ref == ref, Attempt.number == number)
        ).one()

    # What must hold after every step.

    @invariant()
    def nothing_promised_is_broken(self) -> None:
        picture = stored.found()
        assert picture == stored.expected(self.model)
        assert stored.passed(self.world.learners) == self.model.passed
        assert set(self.moves) <= ALLOWED
        for person, ref in {(person, ref) for person, ref, _ in picture}:
            own = {n: facts for (p, r, n), facts in picture.items() if (p, r) == (person, ref)}
            self._check_limit(ref, own)
            if any(facts["state"] not in OPEN for facts in own.values()):
                self._check_grade(person, ref)
        db.session.remove()
        self.is_sound = True

    def _check_limit(self, ref: str, own: dict[int, stored.Facts]) -> None:
        assert sorted(own) == list(range(1, len(own) + 1))
        assert len(own) <= (BY_REF[ref].attempts or len(own))
        assert sum(facts["state"] in OPEN for facts in own.values()) <= 1

    def _check_grade(self, person: int, ref: str) -> None:
        attempts = queries.attempts_of(person, self.world.first.quizzes[ref].module_id)
        grade, wanted = grades.final(attempts, BY_REF[ref].method), self.model.final(person, ref)
        assert (grade is None) == (wanted is None)
        if grade and wanted is not None:
            assert abs(Fraction(grade.fraction) - wanted) < Fraction(1, 10_000)
            assert grade.is_passed == (wanted >= PASS_MARK)


class Step:
    """`told` and `done` give REFUSED where a side refuses, and then nothing has changed there."""

    def __init__(self, machine: Steps) -> None:
        self.machine = machine
        self.wanted: object = None
        self.got: object = None

    def told(self, change: Callable[[Model], object]) -> object:
        draft = copy.deepcopy(self.machine.model)
        try:
            found = change(draft)
        except Refused:
            return REFUSED
        self.machine.model = draft
        return found

    def done(self, act: Callable[[], object]) -> object:
        try:
            with transaction():
                return act()
        except DomainError:
            return REFUSED


def key_of(one: Wanted) -> tuple[int, str, int]:
    return one.person, one.quiz.ref, one.number


def find(model: Model, key: tuple[int, str, int]) -> Wanted:
    return next(one for one in model.attempts if key_of(one) == key)
