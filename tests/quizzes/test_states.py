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

MOVES = {
    # from: to
    "in_progress": {"overdue", "submitted", "abandoned"},
    "overdue": {"in_progress", "submitted", "abandoned"},
    "submitted": {"needs_grading", "graded", "in_progress"},
    "needs_grading": {"graded", "in_progress"},
    # Points that are corrected grade it once more.
    "graded": {"graded", "in_progress"},
    "abandoned": {"in_progress"},
}
PAIRS = [(before, after) for before in MOVES for after in MOVES]
CLOSED = ("submitted", "needs_grading", "graded")


def facts(state: str) -> dict[str, object]:
    """What has to stand beside a state."""
    return {
        "state": state,
        "submitted_at": AT if state in CLOSED else None,
        "score": 1 if state == "graded" else None,
    }


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_an_attempt_moves_only_as_the_table_says(before: str, after: str) -> None:
    attempt = Attempt(**facts(before))
    moves = {
        "in_progress": lambda: attempt.reopen(deadline=None),
        "overdue": attempt.run_out,
        "submitted": lambda: attempt.hand_in(at=AT),
        "needs_grading": attempt.wait_for_points,
        "graded": lambda: attempt.grade(Decimal(1)),
        "abandoned": attempt.abandon,
    }
    # To wait for points twice is to wait.
    if after in MOVES[before] or before == after == "needs_grading":
        moves[after]()
        assert {name: getattr(attempt, name) for name in facts(after)} == facts(after)
    else:
        with pytest.raises(Conflict):
            moves[after]()
        assert {name: getattr(attempt, name) for name in facts(before)} == facts(before)


@pytest.mark.parametrize("before", MOVES)
def test_the_database_holds_the_same_table(attempt, before: str) -> None:
    """Whatever code comes to it. `attempt` is in progress."""
    for step in WAYS[before]:
        move(step)
    for after in MOVES:
        with db.session.begin_nested() as savepoint:
            if after in {before, *MOVES[before]}:
                move(after)
            else:
                with pytest.raises(IntegrityError):
                    move(after)
            savepoint.rollback()


WAYS = {
    "in_progress": [],
    "overdue": ["overdue"],
    "submitted": ["submitted"],
    "needs_grading": ["submitted", "needs_grading"],
    "graded": ["submitted", "graded"],
    "abandoned": ["abandoned"],
}


def move(state: str) -> None:
    db.session.execute(Attempt.__table__.update().values(**facts(state)))


def test_an_overdue_attempt_counts_as_handed_in_at_its_deadline() -> None:
    attempt = Attempt(state="in_progress", deadline=AT)
    attempt.hand_in(at=AT + timedelta(hours=3))
    assert attempt.submitted_at == AT


def test_only_a_graded_attempt_has_a_grade_to_pass_with() -> None:
    attempt = Attempt(state="in_progress", max_score=Decimal(5), pass_mark=Decimal(0))
    attempt.hand_in(at=AT)
    attempt.wait_for_points()
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
        {"state": "abandoned", "submitted_at": AT},
        {"state": "overdue", "score": 1},
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
