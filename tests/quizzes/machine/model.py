"""What an attempt may become, written by hand from what learners were promised.

Nothing here asks the code under test; `Refused` is what the product has to answer with an error
that changes nothing. Only what chance decides (which questions, in which order) is taken over.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction

from tests.quizzes.machine.course import BY_REF, PASS_MARK, POOL, Answer, Kind, Quiz, kind_of

OPEN = ("in_progress", "overdue")
# From which state to which. What is not here must never happen.
ALLOWED = {
    ("in_progress", "overdue"),  # the time is up
    ("in_progress", "submitted"),
    ("in_progress", "abandoned"),
    ("overdue", "submitted"),
    ("overdue", "abandoned"),
    ("overdue", "in_progress"),  # more time
    ("submitted", "needs_grading"),
    ("submitted", "graded"),
    ("needs_grading", "graded"),
    # Reopened.
    ("submitted", "in_progress"),
    ("needs_grading", "in_progress"),
    ("graded", "in_progress"),
    ("abandoned", "in_progress"),
}


class Refused(Exception):
    """The product answers with an error, and nothing has changed."""


@dataclass
class Slot:
    question: str
    answer: Answer | None = None
    # The number of the newest answer.
    top: int = 0
    is_flagged: bool = False
    tried: list[Answer] = field(default_factory=list)
    is_settled: bool = False
    # Points by hand with who gave them; the last ones count.
    given: list[tuple[Fraction, int]] = field(default_factory=list)
    # Whether it was shown with the corrected key, and whether that one counts.
    is_new: bool = False
    is_corrected: bool = False

    @property
    def kind(self) -> Kind:
        return kind_of(self.question)

    @property
    def is_waiting(self) -> bool:
        return self.kind.needs_marking and self.answer is not None and not self.given

    def points(self, penalty: Fraction) -> Fraction:
        """The best of all tries, each less the penalty for those before; a penalty takes what was
        earned, never more."""
        if self.given:
            return self.given[-1][0]
        if self.kind.needs_marking:
            return Fraction(0)
        answers: list[Answer | None] = [*self.tried]
        # Taking an answer back after a try is no further try.
        if not answers or (self.answer and answers[-1] != self.answer):
            answers.append(self.answer)
        worths = []
        for before, answer in enumerate(answers):
            credit = credit_of(answer, self.is_new or self.is_corrected)
            worths.append(max(credit - before * penalty, Fraction(0)) if credit > 0 else credit)
        return max(worths) * self.kind.points


def credit_of(answer: Answer | None, by_new_key: bool) -> Fraction:
    credit = answer and (answer.corrected if by_new_key else answer.credit)
    return credit or Fraction(0)


@dataclass
class Attempt:
    person: int
    quiz: Quiz
    number: int
    started_at: datetime
    deadline: datetime | None
    slots: list[Slot]
    state: str = "in_progress"
    page: int = 1
    submitted_at: datetime | None = None
    score: Fraction | None = None
    events: list[str] = field(default_factory=list)
    # Just graded: who completes modules is told.
    is_news: bool = False

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def most(self) -> int:
        return sum(slot.kind.points for slot in self.slots)

    @property
    def worth(self) -> Fraction | None:
        """0 to 1; looking at the questions and leaving is worth nothing."""
        if self.state == "abandoned":
            return Fraction(0)
        return None if self.score is None else self.score / self.most

    def takes_answers(self, at: datetime) -> bool:
        return self.is_open and (self.deadline is None or at <= self.deadline + self.quiz.grace)

    def save(self, number: int, answer: Answer | None, seq: int, flag: bool, at: datetime) -> str:
        if not self.takes_answers(at):
            raise Refused
        slot = self.slots[number - 1]
        is_same = (answer, flag) == (slot.answer, slot.is_flagged)
        if slot.is_settled or (self.quiz.is_sequential and number != self.page):
            return "stored" if is_same else "closed"
        if seq <= slot.top:
            return "stored" if is_same else "newer"
        # The same once more takes no number of its own: another answer with it still counts.
        if not (is_same and seq == slot.top + 1):
            slot.answer, slot.is_flagged, slot.top = answer, flag, seq
        return "stored"

    def check(self, number: int) -> None:
        slot = self.slots[number - 1]
        if not self.quiz.tries or slot.kind.needs_marking:
            raise Refused
        if self.quiz.is_sequential and number != self.page:
            raise Refused
        if slot.is_settled:
            return
        if slot.answer is None:
            raise Refused
        if slot.tried and slot.tried[-1] == slot.answer:
            return
        slot.tried.append(slot.answer)
        slot.is_settled = (
            credit_of(slot.answer, slot.is_new) == 1 or len(slot.tried) >= self.quiz.tries
        )

    def turn(self, to: int) -> None:
        if self.page + 1 == to <= len(self.slots):
            self.page = to

    def submit(self, at: datetime) -> None:
        if self.is_open:
            self.hand_in(at)

    def hand_in(self, at: datetime) -> None:
        self.submitted_at = min(at, self.deadline) if self.deadline else at
        self.grade()

    def grade(self) -> None:
        if any(slot.is_waiting for slot in self.slots):
            self.state, self.score = "needs_grading", None
            return
        self.state, self.score, self.is_news = "graded", self._earned(), True

    def abandon(self) -> None:
        if self.is_open:
            self.state = "abandoned"
            self.events.append("abandoned")

    def pass_time(self, at: datetime) -> None:
        """What a job or its owner's next request does to it."""
        if not self.is_open or self.deadline is None or at <= self.deadline:
            return
        self.state = "overdue"
        if at <= self.deadline + self.quiz.grace:
            return
        self.events.append("timed_out")
        if any(slot.answer for slot in self.slots):
            self.hand_in(at)
        else:
            self.state = "abandoned"

    def mark(self, number: int, points: Fraction, seen: int, by: int) -> bool:
        """Whether they are new; somebody who has not seen the newest points is told."""
        slot = self.slots[number - 1]
        if len(slot.given) != seen:
            if slot.given[-1] == (points, by):
                return False
            raise Refused
        if self.state not in ("needs_grading", "graded"):
            raise Refused
        slot.given.append((points, by))
        self.grade()
        return True

    def override(self, number: int, points: Fraction, seen: int, by: int) -> None:
        if self.submitted_at is None:
            raise Refused
        if self.mark(number, points, seen, by):
            self.events.append("overridden")

    def extend(self, minutes: int, at: datetime) -> None:
        if not self.is_open or self.deadline is None:
            raise Refused
        deadline = self.deadline + timedelta(minutes=minutes)
        if deadline <= at:
            raise Refused
        self.state, self.deadline = "in_progress", deadline
        self.events.append("extended")

    def reopen(self, minutes: int | None, at: datetime) -> None:
        """Answers, tries, what is settled and the page stay; grade, new keys, handing in go."""
        if self.is_open or any(slot.given for slot in self.slots):
            raise Refused
        if minutes is None and self.deadline:
            raise Refused
        self.deadline = at + timedelta(minutes=minutes) if minutes else None
        self.state, self.submitted_at, self.score = "in_progress", None, None
        for slot in self.slots:
            slot.is_corrected = False
        self.events.append("reopened")

    def correct(self, is_lowering: bool) -> None:
        """By the new key, unless it takes something away that must not be taken."""
        old = [slot for slot in self.slots if self._is_outdated(slot)]
        if self.state not in ("needs_grading", "graded"):
            return
        before, points = self._earned(), [slot.points(self.quiz.penalty) for slot in old]
        for slot in old:
            slot.is_corrected = True
        if self._earned() < before and not is_lowering:
            for slot in old:
                slot.is_corrected = False
        elif points != [slot.points(self.quiz.penalty) for slot in old]:
            self.events.append("regraded")
            self.grade()

    def _is_outdated(self, slot: Slot) -> bool:
        is_known = slot.is_new or slot.is_corrected or bool(slot.given)
        return slot.question.endswith("pilih") and not is_known

    def _earned(self) -> Fraction:
        total = sum((slot.points(self.quiz.penalty) for slot in self.slots), Fraction(0))
        return max(total, Fraction(0))


@dataclass
class Model:
    attempts: list[Attempt] = field(default_factory=list)
    # (person, quiz) of what has been passed once; it stays passed.
    passed: set[tuple[int, str]] = field(default_factory=set)
    is_key_corrected: bool = False

    def of(self, person: int, ref: str) -> list[Attempt]:
        return [one for one in self.attempts if (one.person, one.quiz.ref) == (person, ref)]

    def start(
        self, person: int, ref: str, at: datetime, extra: timedelta, closes: datetime | None
    ) -> Attempt:
        """The one that runs, or a new one, its slots still to be filled in."""
        quiz, earlier = BY_REF[ref], self.of(person, ref)
        if earlier and earlier[-1].is_open:
            return earlier[-1]
        if quiz.attempts is not None and len(earlier) >= quiz.attempts:
            raise Refused
        if closes and at >= closes:
            raise Refused
        if earlier and quiz.delay:
            last = earlier[-1].submitted_at or earlier[-1].started_at
            if at < last + quiz.delay:
                raise Refused
        ends = [closes] if closes else []
        if quiz.limit:
            ends.append(at + quiz.limit + extra)
        new = Attempt(person, quiz, len(earlier) + 1, at, min(ends, default=None), [])
        self.attempts.append(new)
        return new

    def fill(self, attempt: Attempt, questions: Sequence[str]) -> None:
        """Take over what chance chose, as far as the rules leave it to chance."""
        earlier = self.of(attempt.person, attempt.quiz.ref)[:-1]
        attempt.slots = [Slot(question, is_new=self.is_key_corrected) for question in questions]
        drawn = set(questions) - set(attempt.quiz.own)
        assert sorted(questions) == sorted([*attempt.quiz.own, *drawn])
        assert len(drawn) == attempt.quiz.drawn
        seen = Counter(slot.question for one in earlier for slot in one.slots)
        left = set(POOL) - drawn
        assert all(seen[ours] <= seen[other] for ours in drawn for other in left)
        if attempt.quiz.builds_on_last and earlier:
            before = earlier[-1].slots
            assert [slot.question for slot in before] == list(questions)
            for slot, old in zip(attempt.slots, before, strict=True):
                slot.answer = old.answer

    def reopen(self, one: Attempt, minutes: int | None, at: datetime) -> None:
        grade = self.final(one.person, one.quiz.ref)
        if self.of(one.person, one.quiz.ref)[-1] is not one:
            raise Refused
        if grade is not None and grade >= PASS_MARK:
            raise Refused
        one.reopen(minutes, at)

    def correct(self, ref: str, is_lowering: bool) -> None:
        for one in self.attempts:
            if one.quiz.ref == ref and self.is_key_corrected:
                one.correct(is_lowering)

    def note_passed(self) -> None:
        for one in self.attempts:
            grade = self.final(one.person, one.quiz.ref)
            if one.is_news and grade is not None and grade >= PASS_MARK:
                self.passed.add((one.person, one.quiz.ref))
            one.is_news = False

    def final(self, person: int, ref: str) -> Fraction | None:
        """By the quiz's method, 0 to 1; None while there is nothing to go by."""
        attempts, method = self.of(person, ref), BY_REF[ref].method
        if method == "first":
            attempts = attempts[:1]
        worths = [one.worth for one in attempts if one.worth is not None]
        if not worths:
            return None
        if method == "average":
            return sum(worths, Fraction(0)) / len(worths)
        return worths[-1] if method in ("last", "first") else max(worths)
