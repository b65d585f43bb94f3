"""Which moves an attempt may make, and what the database refuses whoever asks."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.exc import IntegrityError

from app.db import db
from app.kit.errors import Conflict
from app.learning import actions as learning
from app.learning import queries as courses
from app.library import queries as library
from app.quizzes import actions
from app.quizzes.models import Attempt, AttemptQuestion, AttemptTerms, ManualGrade

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)

MOVES = [
    # from, move, to ("" where it is refused)
    ("in_progress", "hand in", "needs_grading"),
    ("in_progress", "grade", ""),
    ("needs_grading", "hand in", ""),
    ("needs_grading", "grade", "graded"),
    ("graded", "hand in", ""),
    ("graded", "grade", "graded"),
]


@pytest.mark.parametrize(("state", "move", "then"), MOVES)
def test_an_attempt_moves_only_as_the_table_says(state, move, then) -> None:
    attempt = Attempt(state=state)
    moves = {
        "hand in": lambda: attempt.hand_in(at=AT),
        "grade": lambda: attempt.grade(Decimal(1)),
    }
    if then:
        moves[move]()
        assert attempt.state == then
    else:
        with pytest.raises(Conflict):
            moves[move]()
        assert (attempt.state, attempt.score, attempt.submitted_at) == (state, None, None)


def test_an_overdue_attempt_counts_as_handed_in_at_its_deadline() -> None:
    attempt = Attempt(state="in_progress", deadline=AT)
    attempt.hand_in(at=AT + timedelta(hours=3))
    assert attempt.submitted_at == AT


def test_only_a_graded_attempt_has_a_grade_to_pass_with() -> None:
    attempt = Attempt(state="in_progress", max_score=Decimal(5), pass_mark=Decimal(0))
    attempt.hand_in(at=AT)
    assert (attempt.fraction, attempt.is_passed) == (None, False)
    attempt.grade(Decimal(0))
    assert (attempt.fraction, attempt.is_passed) == (Decimal(0), True)


@pytest.fixture
def attempt(cast):
    version = library.find_live("contoh")
    learning.enrol(cast.ana, version, at=AT)
    quiz = courses.find_module("contoh", "ujian-akhir", person_id=cast.ana.id).module
    return actions.start(
        person_id=cast.ana.id,
        quiz=quiz,
        course_version_id=version.id,
        terms=AttemptTerms(attempts=2),
        at=AT,
    )


@pytest.mark.parametrize(
    "values",
    [
        {"state": "needs_grading"},
        {"state": "needs_grading", "submitted_at": AT, "score": 1},
        {"state": "graded", "submitted_at": AT},
        {"state": "graded", "score": 1},
        {"submitted_at": AT},
        {"score": 1},
        {"state": "lost"},
    ],
    ids=str,
)
def test_the_database_refuses_a_state_that_its_facts_deny(attempt, values) -> None:
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(Attempt.__table__.update().values(**values))


def test_the_database_knows_who_may_be_a_marker(attempt) -> None:
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(AttemptQuestion.__table__.update().values(marker="anyone"))


@pytest.mark.parametrize(
    ("number", "points"), [(0, Decimal(1)), (1, Decimal("-0.5")), (2, Decimal(1))]
)
def test_the_database_refuses_a_grade_that_cannot_be(cast, attempt, number, points) -> None:
    slot = db.session.scalars(db.select(AttemptQuestion)).first()
    given = {"attempt_question_id": slot.id, "given_by_id": cast.eko.id, "given_at": AT}
    db.session.add(ManualGrade(**given, number=2, points=1, comment=""))
    db.session.flush()
    another = {**given, "number": number, "points": points, "comment": ""}
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(ManualGrade.__table__.insert().values(**another))
