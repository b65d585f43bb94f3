"""Other terms for a quiz: which of them hold for whom, and what a learner meets."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.content.model import QuizSettings
from app.db import db
from app.kit import clock
from app.learning import actions as learning
from app.learning import overrides
from app.learning import queries as courses
from app.learning.models import QuizOverride
from app.learning.overrides import OtherTerms, Target
from app.learning.terms import merge, terms_for
from app.library import queries as library
from app.org import actions as org
from app.org.models import Unit
from app.quizzes.models import Attempt, AttemptTerms
from app.web.input import LARGEST_ID
from tests.factories import answers
from tests.factories.cast import AT

PAGE = "/courses/contoh/modules/ujian-akhir"
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
# The final of the little course, as its front matter says.
OWN_ATTEMPTS = 2


@pytest.fixture
def quiz(cast):
    version = library.find_live("contoh")
    for person in (cast.ana, cast.dewi):
        learning.enrol(person, version, at=AT)
    return courses.find_module("contoh", "ujian-akhir", person_id=cast.ana.id).module


@pytest.fixture
def limited(quiz):
    """Twenty minutes for it."""
    quiz.settings = {**quiz.settings, "time_limit": 20 * 60}
    return quiz


def give(cast, quiz, target=None, **terms):
    overrides.give(
        quiz.module_id,
        target or Target(),
        OtherTerms(**terms),
        reason="Sakit.",
        seen=LARGEST_ID,
        by_id=cast.citra.id,
        at=AT,
    )


def unit(name):
    return db.session.scalars(select(Unit).where(Unit.name == name)).one()


def terms_of(person, quiz, at=MONDAY):
    return terms_for(person.id, quiz, QuizSettings(attempts=OWN_ATTEMPTS), at=at)


def said(**fields):
    return QuizOverride(**fields)


def start(client):
    return client.post(f"{PAGE}/attempts")


def attempts_of(person):
    statement = select(Attempt).where(Attempt.person_id == person.id).order_by(Attempt.number)
    return db.session.scalars(statement).all()


def test_without_other_terms_the_quiz_s_own_hold():
    assert merge(QuizSettings(attempts=2), []) == AttemptTerms(attempts=2)


def test_field_by_field_the_nearest_that_says_something_counts():
    own = said(extra_minutes=0)
    near = said(opens_at=MONDAY, extra_minutes=10)
    far = said(opens_at=MONDAY - HOUR, closes_at=MONDAY + HOUR, attempts=5)
    assert merge(QuizSettings(attempts=2), [own, near, far]) == AttemptTerms(
        attempts=5, opens=MONDAY, closes=MONDAY + HOUR, extra_time=timedelta()
    )


def test_the_person_comes_before_the_unit_and_the_unit_before_everyone(cast, quiz) -> None:
    give(cast, quiz, attempts=3, extra_minutes=1, closes_at=MONDAY + HOUR)
    give(cast, quiz, Target(unit_id=unit("Disdukcapil").id), attempts=4, extra_minutes=2)
    give(cast, quiz, Target(person_id=cast.ana.id), attempts=5)
    assert terms_of(cast.ana, quiz) == AttemptTerms(
        attempts=5, closes=MONDAY + HOUR, extra_time=timedelta(minutes=2)
    )
    assert terms_of(cast.budi, quiz).attempts == 4
    assert terms_of(cast.dewi, quiz).attempts == 3


def test_terms_of_a_unit_hold_for_those_below_it_and_the_nearer_unit_wins(cast, quiz) -> None:
    top, office = unit("BKPSDM"), unit("Disdukcapil")
    office.parent_id = top.id
    give(cast, quiz, Target(unit_id=top.id), attempts=7, extra_minutes=30)
    give(cast, quiz, Target(unit_id=office.id), attempts=6)
    below = terms_of(cast.ana, quiz)
    assert (below.attempts, below.extra_time) == (6, timedelta(minutes=30))
    above = terms_of(cast.citra, quiz)
    assert (above.attempts, above.extra_time) == (7, timedelta(minutes=30))
    assert terms_of(cast.dewi, quiz) == AttemptTerms(attempts=OWN_ATTEMPTS)


def test_a_tree_tied_into_a_ring_still_answers(cast, quiz) -> None:
    top, office = unit("BKPSDM"), unit("Disdukcapil")
    office.parent_id, top.parent_id = top.id, office.id
    give(cast, quiz, Target(unit_id=top.id), attempts=7)
    give(cast, quiz, Target(unit_id=office.id), attempts=6)
    assert terms_of(cast.ana, quiz).attempts == 6


def test_the_unit_of_the_day_counts(cast, quiz) -> None:
    day = date(2026, 11, 24)
    org.place(cast.ana, agency=cast.agency, unit="Dishub", position="Analis", day=day)
    give(cast, quiz, Target(unit_id=unit("Dishub").id), attempts=9)
    # In her agency's zone, Papua's, 24 November begins at 15.00 UTC of the day before.
    turn = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    assert terms_of(cast.ana, quiz, turn - timedelta(seconds=1)).attempts == OWN_ATTEMPTS
    assert terms_of(cast.ana, quiz, turn).attempts == 9


def test_whatever_clock_she_reads_her_agency_s_day_counts(cast, quiz) -> None:
    day = date(2026, 11, 24)
    org.place(cast.ana, agency=cast.agency, unit="Dishub", position="Analis", day=day)
    give(cast, quiz, Target(unit_id=unit("Dishub").id), attempts=9)
    cast.ana.time_zone = "Asia/Jakarta"
    assert terms_of(cast.ana, quiz, datetime(2026, 11, 23, 15, 0, tzinfo=UTC)).attempts == 9


def test_terms_of_another_quiz_and_withdrawn_ones_do_not_count(cast, quiz) -> None:
    other = courses.find_module("contoh", "kuis-latihan", person_id=cast.ana.id).module
    give(cast, other, attempts=9)
    give(cast, quiz, attempts=8)
    given = db.session.scalars(select(QuizOverride).where(QuizOverride.attempts == 8)).one()
    overrides.withdraw(given.id, by_id=cast.citra.id, at=AT)
    assert terms_of(cast.ana, quiz) == AttemptTerms(attempts=OWN_ATTEMPTS)


def test_they_are_found_in_one_query(cast, quiz, count_queries) -> None:
    give(cast, quiz, Target(person_id=cast.ana.id), attempts=5)
    db.session.flush()
    cast.ana.agency_zone = cast.agency.time_zone  # as a request brings it
    with count_queries() as made:
        terms_of(cast.ana, quiz)
    assert len(made) == 1


def test_extra_time_moves_the_deadline_of_a_new_attempt(client, cast, limited) -> None:
    give(cast, limited, Target(person_id=cast.ana.id), extra_minutes=10)
    client.sign_in(cast.ana, language="en")
    page = client.get(PAGE).text
    assert "20 min + 10 min extra" in page
    assert "the clock runs for 30 min" in page
    start(client)
    (attempt,) = attempts_of(cast.ana)
    assert attempt.deadline - attempt.started_at == timedelta(minutes=20 + 10)


def test_a_running_attempt_keeps_its_terms(client, cast, quiz) -> None:
    start(client.sign_in(cast.ana))
    (attempt,) = attempts_of(cast.ana)
    before = attempt.deadline
    give(cast, quiz, Target(person_id=cast.ana.id), extra_minutes=10, attempts=9)
    assert start(client).status_code == 302
    (attempt,) = attempts_of(cast.ana)
    assert (attempt.deadline, attempt.attempts_allowed) == (before, OWN_ATTEMPTS)


def test_a_quiz_that_is_not_open_yet_says_when_and_refuses_a_start(client, cast, quiz) -> None:
    give(cast, quiz, opens_at=datetime(2090, 11, 27, 1, 0, tzinfo=UTC))
    client.sign_in(cast.ana, language="en")
    page = client.get(PAGE).text
    # 01:00 UTC is 10:00 in Papua; 27 November 2090 is a Monday.
    assert "This quiz opens on Monday, 27 November 2090, 10:00 WIT." in page
    assert "Start the quiz" not in page
    answer = start(client)
    assert answer.status_code == 409
    assert "This quiz opens on Monday, 27 November 2090, 10:00 WIT." in answer.text
    assert attempts_of(cast.ana) == []


def test_a_closed_quiz_refuses_a_start_and_leaves_other_units_alone(client, cast, quiz) -> None:
    closed = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
    give(cast, quiz, Target(unit_id=unit("Disdukcapil").id), closes_at=closed)
    client.sign_in(cast.ana, language="en")
    page = client.get(PAGE).text
    assert "This quiz closed on Monday, 5 January 2026, 18:00 WIT." in page
    assert "Start the quiz" not in page
    assert start(client).status_code == 409
    client.sign_in(cast.dewi, language="en")
    assert "Start the quiz" in client.get(PAGE).text
    assert start(client).status_code == 302


def test_an_attempt_ends_when_the_quiz_closes_and_the_page_says_so(client, cast, limited) -> None:
    closes = clock.now() + timedelta(minutes=5)
    give(cast, limited, closes_at=closes)
    client.sign_in(cast.ana, language="en")
    assert "The quiz closes before that" in client.get(PAGE).text
    start(client)
    assert attempts_of(cast.ana)[0].deadline == closes


def test_another_attempt_can_be_given_after_the_last_is_used_up(client, cast, quiz) -> None:
    client.sign_in(cast.ana, language="en")
    for _ in range(OWN_ATTEMPTS):
        start(client)
        attempt = attempts_of(cast.ana)[-1]
        client.post(f"/attempts/{attempt.id}/answers", data=answers.form(attempt, right=False))
        client.post(f"/attempts/{attempt.id}/submission")
    assert "You have used all attempts" in client.get(PAGE).text
    assert start(client).status_code == 409
    give(cast, quiz, Target(person_id=cast.ana.id), attempts=3)
    page = client.get(PAGE).text
    assert "Try once more" in page
    assert "1 of 3 left" in page
    assert start(client).status_code == 302
    assert [one.number for one in attempts_of(cast.ana)] == [1, 2, 3]
