"""What carrying out a corrected key would change: told before anything is done."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from sqlalchemy import select

from app.accounts.models import Person
from app.db import db
from app.library.models import Question, QuestionVersion
from app.quizzes.corrections import attempts_with, correcting, outdated_in
from app.quizzes.grades import QuizGrade, final, fraction_of
from app.quizzes.live_keys import LiveKeys
from app.quizzes.models import Attempt
from app.quizzes.quizzes import Quiz
from app.quizzes.standing import Correction, Standing

# In the order in which they matter.
EFFECTS = ("failing", "passing", "down", "up", "same")
MOST_SHOWN = 100
MANY = 500


@dataclass(frozen=True)
class ChangedQuestion:
    """`live`: the version whose key counts from now on; how many answers there are to it, and how
    many of them gain or lose points."""

    ref: str
    live: QuestionVersion
    answers: int
    gaining: int
    losing: int


@dataclass(frozen=True)
class AttemptChange:
    """An attempt's score and what it could be at most; `before` None where it waits for points."""

    id: int
    number: int
    before: Standing | None
    after: Standing


@dataclass(frozen=True)
class PersonChange:
    """A person's grade of the quiz, by its grading method; `effect`: one of EFFECTS."""

    person_id: int
    name: str
    effect: str
    before: QuizGrade | None
    after: QuizGrade | None
    attempts: Sequence[AttemptChange]


@dataclass(frozen=True)
class Rehearsal:
    """As if scores were lowered too. `people`: how many by effect; `rising` and `falling`:
    attempts; `shown`: the first of those people whose grade changes."""

    questions: Sequence[ChangedQuestion]
    people: Mapping[str, int]
    rising: int
    falling: int
    shown: Sequence[PersonChange]

    @property
    def hidden(self) -> int:
        """How many more people there are whose grade changes."""
        return sum(self.people[effect] for effect in EFFECTS[:-1]) - len(self.shown)


def dry_run(quiz: Quiz) -> Rehearsal:
    outdated = outdated_in(quiz.course_version_id)
    ids = attempts_with(outdated, quiz.module_id)
    keys, tally = LiveKeys(), _Tally()
    for start in range(0, len(ids), MANY):
        for one in correcting(ids[start : start + MANY], outdated, keys):
            tally.people.add(one.person_id)
            tally.count(one.corrections)
            if not one.is_same:
                tally.changes[one.attempt_id] = one.before, one.after
    changes = list(_people_of(quiz, tally)) if ids else []
    changes.sort(key=lambda change: (EFFECTS.index(change.effect), change.name.casefold()))
    by_effect = Counter(change.effect for change in changes)
    falls = [after.fraction < before.fraction for before, after in tally.changes.values()]
    rises = [after.fraction > before.fraction for before, after in tally.changes.values()]
    return Rehearsal(
        questions=_questions_of(tally),
        people={effect: by_effect[effect] for effect in EFFECTS},
        rising=sum(rises),
        falling=sum(falls),
        shown=[change for change in changes if change.effect != "same"][:MOST_SHOWN],
    )


class _Tally:
    """What is gathered of the attempts, which may be every employee's."""

    def __init__(self) -> None:
        self.people: set[int] = set()
        self.changes: dict[int, tuple[Standing, Standing]] = {}
        self.answers: Counter[int] = Counter()
        self.gaining: Counter[int] = Counter()
        self.losing: Counter[int] = Counter()

    def count(self, corrections: Iterable[Correction]) -> None:
        for one in corrections:
            before, after = one.before * one.points_before, one.after * one.points_after
            self.answers[one.live_id] += one.is_answered
            self.gaining[one.live_id] += after > before
            self.losing[one.live_id] += after < before


def _questions_of(tally: _Tally) -> list[ChangedQuestion]:
    rows = db.session.execute(
        select(Question.ref, QuestionVersion)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(QuestionVersion.id.in_(list(tally.answers)))
        .order_by(Question.ref)
    )
    return [
        ChangedQuestion(
            ref, live, tally.answers[live.id], tally.gaining[live.id], tally.losing[live.id]
        )
        for ref, live in rows
    ]


@dataclass(frozen=True, slots=True)
class _Tried:
    """An attempt as `grades.final` counts it."""

    id: int
    number: int
    state: str
    score: Decimal | None
    max_score: Decimal
    pass_mark: Decimal

    @property
    def fraction(self) -> Decimal | None:
        return fraction_of(self.score, self.max_score)

    def after(self, standing: Standing) -> "_Tried":
        score = None if self.score is None else standing.score
        return _Tried(self.id, self.number, self.state, score, standing.possible, self.pass_mark)


def _people_of(quiz: Quiz, tally: _Tally) -> Iterator[PersonChange]:
    method, names = quiz.settings.grade, _names_at(quiz.module_id)
    rows = db.session.execute(
        select(
            Attempt.person_id,
            Attempt.id,
            Attempt.number,
            Attempt.state,
            Attempt.score,
            Attempt.max_score,
            Attempt.pass_mark,
        )
        .where(Attempt.module_id == quiz.module_id)
        .order_by(Attempt.person_id, Attempt.number)
    )
    for person_id, own in groupby(rows, key=lambda row: row[0]):
        if person_id in tally.people:
            tries = [_Tried(*row[1:]) for row in own]
            yield _person(person_id, names[person_id], tries, tally.changes, method)


def _names_at(module_id: int) -> dict[int, str]:
    began = select(Attempt.person_id).where(Attempt.module_id == module_id)
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(began)))
    return {person_id: name for person_id, name in rows}  # noqa: C416  rows are not pairs


def _person(
    person_id: int,
    name: str,
    tries: Sequence[_Tried],
    changes: Mapping[int, tuple[Standing, Standing]],
    method: str,
) -> PersonChange:
    then = [one.after(changes[one.id][1]) if one.id in changes else one for one in tries]
    before, after = final(tries, method), final(then, method)
    attempts = [
        AttemptChange(one.id, one.number, _standing(one), changes[one.id][1])
        for one in tries
        if one.id in changes
    ]
    return PersonChange(person_id, name, _effect(before, after), before, after, attempts)


def _standing(one: _Tried) -> Standing | None:
    return None if one.score is None else Standing(one.score, one.max_score)


def _effect(before: QuizGrade | None, after: QuizGrade | None) -> str:
    if before is None or after is None:
        return "same"
    if before.is_passed != after.is_passed:
        return "passing" if after.is_passed else "failing"
    # A mean of many may differ in its last digit without anything having changed.
    change = round(after.fraction - before.fraction, 6)
    return "same" if not change else "up" if change > 0 else "down"
