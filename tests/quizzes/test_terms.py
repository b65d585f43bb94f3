"""What keeps a person from beginning an attempt."""

from datetime import UTC, datetime, timedelta

import pytest

from app.content.model import QuizSettings
from app.quizzes.models import Attempt, AttemptTerms
from app.quizzes.terms import Hindrance, hindrance

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def attempt(*, started, submitted=None):
    return Attempt(state="graded", started_at=started, submitted_at=submitted)


def found(at=MONDAY, previous=(), delay=0, **terms):
    return hindrance(
        terms=AttemptTerms(**terms), settings=QuizSettings(delay=delay), previous=previous, at=at
    )


def test_nothing_hinders_where_nothing_is_said():
    assert found() is None
    assert found(previous=[attempt(started=MONDAY, submitted=MONDAY)] * 9) is None


def test_the_number_of_attempts_is_kept():
    one = attempt(started=MONDAY, submitted=MONDAY)
    assert found(previous=[one], attempts=2) is None
    assert found(previous=[one, one], attempts=2) == Hindrance("attempt.limit", {"attempts": 2})


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (MONDAY - timedelta(seconds=1), "attempt.early"),
        (MONDAY, None),
        (MONDAY + HOUR - timedelta(seconds=1), None),
        (MONDAY + HOUR, "attempt.late"),
    ],
)
def test_a_quiz_is_open_from_its_opening_until_just_before_its_closing(at, code):
    hindered = found(at, opens=MONDAY, closes=MONDAY + HOUR)
    assert (hindered and hindered.code) == code


def test_the_delay_counts_from_handing_in_not_from_the_start():
    last = attempt(started=MONDAY - 3 * HOUR, submitted=MONDAY)
    told = Hindrance("attempt.delay", {"until": MONDAY + HOUR})
    assert found(MONDAY + HOUR - timedelta(seconds=1), [last], 3600) == told
    assert found(MONDAY + HOUR, [last], 3600) is None


def test_only_the_last_attempt_delays_the_next():
    old = attempt(started=MONDAY, submitted=MONDAY + 9 * HOUR)
    last = attempt(started=MONDAY, submitted=MONDAY)
    assert found(MONDAY + HOUR, [old, last], 3600) is None


def test_after_an_abandoned_attempt_the_delay_counts_from_its_start():
    last = attempt(started=MONDAY)
    told = Hindrance("attempt.delay", {"until": MONDAY + HOUR})
    assert found(MONDAY, [last], 3600) == told


def test_nobody_is_told_to_wait_for_what_comes_too_late():
    last = attempt(started=MONDAY, submitted=MONDAY)
    closes = MONDAY + HOUR
    told = Hindrance("attempt.delay-past-close", {"until": MONDAY + HOUR, "closes": closes})
    assert found(MONDAY, [last], 3600, closes=closes) == told
    assert found(MONDAY, [last], 3600, closes=closes, attempts=1).code == "attempt.limit"
