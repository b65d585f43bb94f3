"""What item analysis reads: the first attempts at a quiz, and the versions of its questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Float,
    Select,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    select,
    type_coerce,
)

from app.content.questions import load
from app.db import db
from app.library.languages import best
from app.library.models import ModuleQuestion, Question, QuestionVersion, SyllabusItem
from app.quizzes.analysis.report import Version
from app.quizzes.analysis.sittings import Answered, Sitting, times
from app.quizzes.models import Attempt, AttemptQuestion, ManualGrade
from app.quizzes.quizzes import Quiz

NEWEST = 2000
"""First attempts that are read. A facility is then known to within 2.2 percentage points 95 times
in 100 (1.96 · √(0.25 ÷ 2000)). With 20 questions that takes 1.4 seconds on SQLite and two busy
cores; 25,000 attempts took 14, and would say the same.
"""
FRACTIONS = 1_000_000
HUNDREDTHS = 100


@dataclass
class Material:
    """`total` counts the first attempts, `sittings` are the newest of them; `keys`: the version
    that graded a version's answers, where a correction of the key made it another one;
    `standing`: as `reliability` wants it."""

    total: int
    sittings: list[Sitting] = field(default_factory=list)
    keys: dict[int, int] = field(default_factory=dict)
    standing: dict[int, set[int]] = field(default_factory=dict)

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.sittings)


def material(quiz: Quiz, *, newest: int = NEWEST) -> Material:
    found = Material(total=db.session.scalar(_firsts(quiz, func.count())) or 0)
    asked = _asked(quiz.course_id)
    columns = (Attempt.id, Attempt.module_version_id, Attempt.started_at)
    statement = _firsts(quiz, *columns).order_by(Attempt.id.desc()).limit(newest)
    attempts = {row.id: row for row in db.session.execute(statement)}
    for attempt_id, rows in groupby(_answers(quiz, asked, newest), key=lambda row: row.attempt_id):
        attempt = attempts[attempt_id]
        answers = list(rows)
        seconds = times(attempt.started_at, ((r.version_id, r.saved_at) for r in answers))
        answered = (_answered(row, asked, seconds.get(row.version_id)) for row in answers)
        by_question = {one.question_id: one for one in answered}
        found.sittings.append(Sitting(attempt.module_version_id, by_question))
        corrected = {r.version_id: r.key_id for r in answers if r.key_id}
        found.keys |= {v: max(key, found.keys.get(v, 0)) for v, key in corrected.items()}
    found.standing = _standing({sitting.quiz_version_id for sitting in found.sittings}, asked)
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    question_id: int
    points: int
    is_essay: bool


def _asked(course_id: int) -> Mapping[int, _Asked]:
    """All versions of a course's questions: fewer than the answers by far."""
    rows = db.session.execute(
        select(
            QuestionVersion.id,
            QuestionVersion.question_id,
            QuestionVersion.points,
            QuestionVersion.type,
        )
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(Question.course_id == course_id)
    )
    return {
        version: _Asked(question, int(points * HUNDREDTHS), kind == "essay")
        for version, question, points, kind in rows
    }


def _standing(quiz_versions: set[int], asked: Mapping[int, _Asked]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {version: set() for version in quiz_versions}
    rows = db.session.execute(
        select(ModuleQuestion.module_version_id, ModuleQuestion.question_version_id).where(
            ModuleQuestion.module_version_id.in_(quiz_versions)
        )
    )
    for quiz_version, version in rows:
        found[quiz_version].add(asked[version].question_id)
    return found


def _firsts(quiz: Quiz, *columns: Any) -> Select[Any]:
    """First attempts that are graded: nobody's second try, which the first one taught."""
    return select(*columns).where(
        Attempt.module_id == quiz.module_id, Attempt.number == 1, Attempt.state == "graded"
    )


def _answers(quiz: Quiz, asked: Mapping[int, _Asked], newest: int) -> Iterator[Any]:
    """Those of an attempt together. An essay's text is long and not counted: it stays behind."""
    chosen = _firsts(quiz, Attempt.id).order_by(Attempt.id.desc()).limit(newest).subquery()
    essays = [version for version, one in asked.items() if one.is_essay]
    version = AttemptQuestion.question_version_id
    response = case(
        (AttemptQuestion.response.is_(None), None),
        (version.in_(essays), "{}"),
        else_=cast(AttemptQuestion.response, Text),
    )
    statement = (
        select(
            AttemptQuestion.attempt_id,
            version.label("version_id"),
            AttemptQuestion.key_version_id.label("key_id"),
            type_coerce(AttemptQuestion.fraction, Float).label("fraction"),
            response.label("response"),
            AttemptQuestion.saved_at,
            _is_overridden().label("is_overridden"),
        )
        .join(chosen, chosen.c.id == AttemptQuestion.attempt_id)
        .order_by(AttemptQuestion.attempt_id, AttemptQuestion.slot)
    )
    yield from db.session.execute(statement, execution_options={"yield_per": 2000})


def _is_overridden() -> ColumnElement[bool]:
    """By hand although the key could grade it; an essay's points are always given by hand."""
    by_hand = exists().where(ManualGrade.attempt_question_id == AttemptQuestion.id)
    return and_(AttemptQuestion.marker.is_(None), by_hand)


def _answered(row: Any, asked: Mapping[int, _Asked], seconds: float | None) -> Answered:
    """Worth what the version that graded it says."""
    of_key = asked[row.key_id or row.version_id]
    return Answered(
        of_key.question_id,
        row.version_id,
        earned=round((row.fraction or 0) * FRACTIONS) * of_key.points,
        worth=FRACTIONS * of_key.points,
        response=row.response,
        seconds=seconds,
        is_overridden=row.is_overridden,
    )


def versions(found: Material, quiz: Quiz, *, lang: str) -> list[Version]:
    """Of what was answered: what the course asks now in its order, then the rest; of each
    question the newest first."""
    answered = {a.version_id for sitting in found.sittings for a in sitting.answers.values()}
    rows = _rows_of({*answered, *found.keys.values()})
    places, current = _places(quiz.course_version_id)
    last = (max(places.values(), default=(0, 0))[0] + 1, 0)
    ordered = sorted(
        (rows[version_id] for version_id in answered),
        key=lambda row: (places.get(row.question_id, last), row.question_id, -row.id),
    )
    return [
        Version(
            id=row.id,
            question_id=row.question_id,
            question=load(row.body_in(_language(row, lang))),
            keys=_keys(rows[found.keys.get(row.id, row.id)], lang),
            is_current=row.id in current,
        )
        for row in ordered
    ]


def _rows_of(ids: set[int]) -> Mapping[int, QuestionVersion]:
    rows = db.session.scalars(select(QuestionVersion).where(QuestionVersion.id.in_(ids)))
    return {row.id: row for row in rows}


def _places(course_version_id: int) -> tuple[Mapping[int, tuple[int, int]], set[int]]:
    """Where in the course a question stands, pools included, and the versions that stand there."""
    rows: Sequence[Any] = db.session.execute(
        select(
            QuestionVersion.question_id,
            QuestionVersion.id,
            SyllabusItem.position,
            ModuleQuestion.position,
        )
        .join(ModuleQuestion, ModuleQuestion.question_version_id == QuestionVersion.id)
        .join(SyllabusItem, SyllabusItem.module_version_id == ModuleQuestion.module_version_id)
        .where(SyllabusItem.course_version_id == course_version_id)
    ).all()
    places = {question: (page, place) for question, _, page, place in rows}
    return places, {version for _, version, _, _ in rows}


def _language(row: QuestionVersion, lang: str) -> str:
    return best(lang, row.body["lang"], row.translations)


def _keys(row: QuestionVersion, lang: str) -> list[Any]:
    bodies = [row.body_in(_language(row, lang)), row.body, *row.translations.values()]
    return [load(body) for body in bodies]
