"""Attempts whose owner does not come back end all the same."""

import logging
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from app import wiring
from app.db import db
from app.kit import clock, events
from app.kit.errors import Conflict
from app.learning import actions as learning
from app.learning import queries as courses
from app.library import queries as library
from app.quizzes import actions, tasks
from app.quizzes.events import AttemptGraded
from app.quizzes.models import Attempt, AttemptEvent, AttemptTerms
from tests.factories import answers

HOUR = timedelta(hours=1)


@pytest.fixture
def begin(cast):
    """`begin(person, ref, closes_in=)`: an attempt with every answer right, begun two hours ago."""
    version = library.find_live("contoh")

    def begun(person, ref: str, *, closes_in: timedelta) -> int:
        at = clock.now()
        learning.enrol(person, version, at=at)
        attempt = actions.start(
            person_id=person.id,
            quiz=courses.find_module("contoh", ref, person_id=person.id).module,
            course_version_id=version.id,
            terms=AttemptTerms(closes=at + closes_in),
            at=at - 2 * HOUR,
        )
        fields: dict = {}
        for name, values in answers.form(attempt).items():
            slot, _, rest = name[1:].partition("-")
            fields.setdefault(int(slot), {})[rest] = values
        actions.save_answers(attempt.id, person_id=person.id, fields=fields, at=at - 2 * HOUR)
        db.session.commit()
        return attempt.id

    return begun


def state(attempt_id: int) -> tuple[str, Decimal | None]:
    attempt = db.session.get_one(Attempt, attempt_id, populate_existing=True)
    return attempt.state, attempt.score


def timeouts() -> list[int]:
    return list(
        db.session.scalars(select(AttemptEvent.attempt_id).where(AttemptEvent.kind == "timed_out"))
    )


def test_what_ran_out_is_closed_with_the_answers_saved_and_the_rest_stays(begin, cast) -> None:
    due = begin(cast.ana, "ujian-akhir", closes_in=-HOUR)
    running = begin(cast.dewi, "ujian-akhir", closes_in=HOUR)
    tasks.close_due_attempts()
    # 1 + 2 + 1 + 1 points.
    assert state(due) == ("graded", Decimal(5))
    assert state(running) == ("in_progress", None)


def test_a_second_turn_changes_nothing(begin, cast) -> None:
    due = begin(cast.ana, "ujian-akhir", closes_in=-HOUR)
    tasks.close_due_attempts()
    tasks.close_due_attempts()
    assert timeouts() == [due]


def test_one_that_cannot_be_graded_is_logged_and_does_not_keep_the_others_open(
    begin, cast, caplog
) -> None:
    # The earliest deadline comes first; whoever listens to its grade refuses.
    bad = begin(cast.ana, "ujian-akhir", closes_in=-HOUR - timedelta(minutes=1))
    good = begin(cast.dewi, "ujian-akhir", closes_in=-HOUR)
    ana_id = cast.ana.id

    def refuse(event: AttemptGraded) -> None:
        if event.person_id == ana_id:
            raise Conflict("attempt.state")

    try:
        events.connect({**wiring.LISTENERS, AttemptGraded: (refuse,)})
        with caplog.at_level(logging.ERROR):
            tasks.close_due_attempts()
        assert f"attempt {bad} is handed in and could not be graded" in caplog.text
        # What was answered is handed in all the same.
        assert state(bad) == ("submitted", None)
        assert state(good) == ("graded", Decimal(5))
    finally:
        events.connect(wiring.LISTENERS)

    tasks.close_due_attempts()
    assert state(bad) == ("graded", Decimal(5))
