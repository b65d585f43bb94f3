"""One attempt seen by who answers for it: points by hand, opening again, more time."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from app.db import db
from app.kit import clock
from app.learning import actions as learning
from app.learning.models import ModuleCompletion
from app.library import queries as library
from app.notifications.models import Notice
from app.quizzes import actions, queries
from app.quizzes.models import AnswerTry, Attempt, AttemptEvent, AttemptQuestion, ManualGrade
from tests.factories import answers
from tests.factories.cast import AT

QUIZ = "/courses/contoh/modules/ujian-akhir"


@pytest.fixture
def course(cast):
    for person in (cast.ana, cast.citra):
        learning.enrol(person, library.find_live("contoh"), at=AT)
    return cast


def start(client, person) -> Attempt:
    client.sign_in(person, language="en").post(f"{QUIZ}/attempts")
    return db.session.scalars(
        select(Attempt).where(Attempt.person_id == person.id).order_by(Attempt.id.desc())
    ).first()


def hand_in(client, attempt, *, only=("q-terbit",)) -> Attempt:
    """Whoever is signed in answers the questions named, right, and hands in."""
    for ref in only:
        client.post(f"/attempts/{attempt.id}/answers", data=answers.form(attempt, only=ref))
    client.post(f"/attempts/{attempt.id}/submission")
    return fresh(attempt)


def fresh(attempt) -> Attempt:
    db.session.expire_all()
    return db.session.get_one(Attempt, attempt.id)


@pytest.fixture
def failed(client, course) -> Attempt:
    """Ana's first of two attempts: 1 of 5 points, where 60 % pass."""
    return hand_in(client, start(client, course.ana))


@pytest.fixture
def running(client, course) -> Attempt:
    """Ana's attempt with a deadline in ten minutes, one question answered."""
    attempt = start(client, course.ana)
    client.post(f"/attempts/{attempt.id}/answers", data=answers.form(attempt, only="q-terbit"))
    attempt = fresh(attempt)
    attempt.deadline = clock.now() + timedelta(minutes=10)
    db.session.commit()
    return attempt


def correct(client, attempt, ref, points, *, reason="Tertulis di buku.", seen="0"):
    slot = answers.slot_of(attempt, ref)
    data = {"points": points, "comment": reason, "seen": seen}
    return client.post(f"/quizzes/attempts/{attempt.id}/questions/{slot}/grades", data=data)


def reopen(client, attempt, **data):
    data = {"reason": "Listrik padam.", **data}
    return client.post(f"/quizzes/attempts/{attempt.id}/reopening", data=data)


def extend(client, attempt, **data):
    data = {"minutes": "5", "reason": "Jaringan putus.", **data}
    return client.post(f"/quizzes/attempts/{attempt.id}/extension", data=data)


def events(attempt) -> list[AttemptEvent]:
    rows = select(AttemptEvent).where(AttemptEvent.attempt_id == attempt.id)
    return list(db.session.scalars(rows.order_by(AttemptEvent.id)))


def notices(person) -> list[str]:
    rows = select(Notice.kind).where(Notice.person_id == person.id).order_by(Notice.id)
    return list(db.session.scalars(rows))


@pytest.mark.parametrize("who", ["citra", "eko"])
def test_the_page_shows_answer_key_points_and_what_happened(client, course, failed, who) -> None:
    page = client.sign_in(getattr(course, who), language="en").get(f"/quizzes/attempts/{failed.id}")
    assert page.status_code == 200
    for words in ("Ana, attempt 1", "Ujian akhir", "1 of 5 points, 20%", "60% (not passed)"):
        assert words in page.text
    # The answer given, the key of a question not answered, and the way it went.
    assert 'value="Sertifikat"' in page.text
    assert "Not answered." in page.text
    assert "Accepted answer:</strong>" not in page.text
    assert "The participant's answer</label>" in page.text.replace("&#39;", "'")
    assert "Your answer" not in page.text
    assert page.text.index("Begun") < page.text.index("Handed in", page.text.index("trail"))


def test_tries_made_during_the_attempt_are_shown(client, course, running) -> None:
    slot = next(
        row
        for row, _ in queries.slots_of(running.id)
        if row.slot == answers.slot_of(running, "q-terbit")
    )
    row = {"attempt_question_id": slot.id, "number": 1, "response": {"text": "Rapor"}}
    db.session.add(AnswerTry(**row, tried_at=clock.now()))
    page = client.sign_in(course.eko, language="en").get(f"/quizzes/attempts/{running.id}").text
    assert "1 try during the attempt" in page
    assert 'value="Rapor"' in page


def test_nobody_sees_or_decides_about_the_own_attempt(client, course) -> None:
    attempt = hand_in(client, start(client, course.citra))
    assert client.get(f"/quizzes/attempts/{attempt.id}").status_code == 404
    assert correct(client, attempt, "q-dinilai", "1").status_code == 404
    assert reopen(client, attempt).status_code == 404
    assert extend(client, attempt).status_code == 404
    assert client.get("/quizzes/attempts/999999").status_code == 404


def test_a_learner_and_a_supervisor_may_not_look(client, course, failed) -> None:
    for person in (course.ana, course.budi, course.dewi):
        client.sign_in(person)
        assert client.get(f"/quizzes/attempts/{failed.id}").status_code == 403
        assert correct(client, failed, "q-dinilai", "1").status_code == 403


def test_time_is_the_officers_and_not_the_authors(client, course, failed) -> None:
    client.sign_in(course.eko, language="en")
    assert reopen(client, failed).status_code == 403
    assert extend(client, failed).status_code == 403
    assert "Reopen this attempt" not in client.get(f"/quizzes/attempts/{failed.id}").text


def test_no_step_answers_to_get(client, course, failed) -> None:
    client.sign_in(course.citra)
    for step in ("reopening", "extension", "questions/1/grades"):
        assert client.get(f"/quizzes/attempts/{failed.id}/{step}").status_code == 405


def test_points_by_hand_count_and_say_who_when_why(client, course, failed) -> None:
    client.sign_in(course.eko, language="en")
    assert correct(client, failed, "q-bagian", "1,5").status_code == 302
    # 1 + 1.5 of 5 points.
    row = fresh(failed)
    assert (row.state, row.score, row.is_passed) == ("graded", Decimal("2.5"), False)
    (event,) = events(failed)
    slot = answers.slot_of(failed, "q-bagian")
    assert (event.kind, event.by_id, event.reason) == (
        "overridden",
        course.eko.id,
        "Tertulis di buku.",
    )
    assert (event.old_score, event.new_score) == (Decimal(1), Decimal("2.5"))
    assert event.details == {"slot": slot, "points": ["0.00", "1.5"]}
    assert notices(course.ana) == ["quizzes.points-corrected"]
    page = client.get(f"/quizzes/attempts/{failed.id}").text
    assert f"Question {slot}: 0 → 1.5 points, by hand, Eko (score 1 → 2.5)" in page
    assert page.count("Tertulis di buku.") == 2


def test_points_by_hand_that_pass_complete_the_module(client, course, failed) -> None:
    client.sign_in(course.eko)
    correct(client, failed, "q-bagian", "2")
    # 3 of 5 points are 60 %, the pass mark.
    assert fresh(failed).is_passed
    assert db.session.scalar(select(func.count()).select_from(ModuleCompletion)) == 1


def test_points_taken_by_hand_take_no_completion_back(client, course) -> None:
    done = hand_in(client, start(client, course.ana), only=("q-terbit", "q-bagian", "q-dinilai"))
    client.sign_in(course.eko)
    correct(client, done, "q-bagian", "0")
    assert (fresh(done).score, fresh(done).is_passed) == (Decimal(2), False)
    assert db.session.scalar(select(func.count()).select_from(ModuleCompletion)) == 1


@pytest.mark.parametrize(
    ("points", "reason"), [("2,01", "x"), ("-1", "x"), ("", "x"), ("1", "  "), ("1", "x" * 1001)]
)
def test_points_that_cannot_be_or_without_reason_are_refused(
    client, course, failed, points, reason
) -> None:
    client.sign_in(course.eko, language="en")
    answer = correct(client, failed, "q-bagian", points, reason=reason)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert db.session.scalars(select(ManualGrade)).all() == []


def test_the_second_of_two_sees_what_the_first_gave(client, course, failed) -> None:
    client.sign_in(course.eko)
    correct(client, failed, "q-bagian", "1")
    client.sign_in(course.citra, language="en")
    late = correct(client, failed, "q-bagian", "0", reason="Tidak.")
    assert late.status_code == 409
    assert "Somebody has marked this answer meanwhile." in late.text
    assert "1 points by Eko" in late.text
    assert fresh(failed).score == Decimal(2)
    assert correct(client, failed, "q-bagian", "0", reason="Tidak.", seen="1").status_code == 302
    assert fresh(failed).score == Decimal(1)


def test_a_second_click_gives_the_points_once(client, course, failed) -> None:
    client.sign_in(course.eko)
    for _ in range(2):
        assert correct(client, failed, "q-bagian", "1").status_code == 302
    assert len(events(failed)) == 1


def test_a_running_attempt_gets_no_points_by_hand(client, course, running) -> None:
    client.sign_in(course.eko)
    assert correct(client, running, "q-terbit", "1").status_code == 404


def test_the_learner_reads_the_reason_beside_the_answer(client, course, failed) -> None:
    client.sign_in(course.citra)
    correct(client, failed, "q-bagian", "2", reason="Buku cetak lama menyebut lain.")
    page = client.sign_in(course.ana, language="en").get(f"/attempts/{failed.id}").text
    assert "Buku cetak lama menyebut lain." in page
    # In place of a verdict that the marks of the choices would contradict.
    outcomes = re.findall(r'<p class="outcome">(.*?)</p>', page, re.DOTALL)
    by_hand = [
        text for text in outcomes if "Points given by the trainer or training officer" in text
    ]
    assert len(by_hand) == 1
    assert "2 of 2 points" in by_hand[0]
    assert "Right" not in by_hand[0]
    assert "Right" in "".join(outcomes)


def test_a_reopened_attempt_keeps_its_answers_and_loses_its_score(client, course, failed) -> None:
    client.sign_in(course.citra, language="en")
    assert reopen(client, failed).status_code == 302
    row = fresh(failed)
    assert (row.state, row.score, row.submitted_at, row.deadline) == (
        "in_progress",
        None,
        None,
        None,
    )
    slots = [slot for slot, _ in queries.slots_of(failed.id)]
    assert {(slot.fraction, slot.marker) for slot in slots} == {(None, None)}
    assert [slot.response for slot in slots if slot.response] == [{"text": "Sertifikat"}]
    (event,) = events(failed)
    assert (event.kind, event.old_score, event.new_score, event.reason) == (
        "reopened",
        Decimal(1),
        None,
        "Listrik padam.",
    )
    assert notices(course.ana) == ["quizzes.reopened"]
    # It goes on as the same attempt, and its end is a new one.
    client.sign_in(course.ana)
    done = hand_in(client, row, only=("q-bagian",))
    assert (done.number, done.score) == (1, Decimal(3))


def test_reopening_warns_that_the_review_has_shown_what_was_right(client, course, failed) -> None:
    page = client.sign_in(course.citra, language="en").get(f"/quizzes/attempts/{failed.id}").text
    assert "The learner may know more by now" in page


def test_an_attempt_that_was_timed_needs_minutes_to_be_reopened(client, course, running) -> None:
    hand_in(client, running)
    client.sign_in(course.citra, language="en")
    assert reopen(client, running).status_code == 422
    before = clock.now()
    assert reopen(client, running, minutes="20").status_code == 302
    assert timedelta(minutes=20) <= fresh(running).deadline - before < timedelta(minutes=21)


@pytest.mark.parametrize("data", [{"reason": " "}, {"minutes": "0"}, {"minutes": "1441"}])
def test_reopening_needs_a_reason_and_minutes_that_can_be(client, course, failed, data) -> None:
    client.sign_in(course.citra)
    assert reopen(client, failed, **data).status_code == 422
    assert fresh(failed).state == "graded"


def refused(client, attempt, words) -> None:
    answer = reopen(client, attempt)
    assert answer.status_code == 409
    assert words in answer.text


def test_only_the_last_attempt_is_reopened(client, course, failed) -> None:
    second = start(client, course.ana)
    client.sign_in(course.citra, language="en")
    refused(client, failed, "there is a newer one")
    refused(client, second, "This attempt is still running.")


def test_a_passed_quiz_is_not_reopened(client, course) -> None:
    done = hand_in(client, start(client, course.ana), only=("q-terbit", "q-bagian"))
    client.sign_in(course.citra, language="en")
    refused(client, done, "This person has passed the quiz already.")


def test_points_by_hand_are_not_thrown_away_by_reopening(client, course, failed) -> None:
    client.sign_in(course.citra, language="en")
    correct(client, failed, "q-bagian", "1")
    refused(client, failed, "Points were given by hand in this attempt.")


def test_what_nobody_handed_in_can_be_reopened(client, course, running) -> None:
    running.state = "abandoned"
    db.session.commit()
    client.sign_in(course.citra)
    assert reopen(client, running, minutes="15").status_code == 302
    assert fresh(running).state == "in_progress"


def test_more_time_moves_the_deadline(client, course, running) -> None:
    before = running.deadline
    client.sign_in(course.citra, language="en")
    assert extend(client, running).status_code == 302
    after = before + timedelta(minutes=5)
    assert fresh(running).deadline == after
    (event,) = events(running)
    assert (event.kind, event.reason, event.by_id) == (
        "extended",
        "Jaringan putus.",
        course.citra.id,
    )
    assert event.details == {"from": before.isoformat(), "to": after.isoformat()}
    assert "More time: until" in client.get(f"/quizzes/attempts/{running.id}").text


def test_more_time_brings_an_overdue_attempt_back(client, course, running) -> None:
    running.deadline, running.grace = clock.now() - timedelta(minutes=1), 600
    actions.close_due(running.id, at=clock.now())
    db.session.commit()
    assert running.state == "overdue"
    client.sign_in(course.citra)
    assert extend(client, running).status_code == 302
    assert fresh(running).state == "in_progress"
    answered = [slot.response for slot, _ in queries.slots_of(running.id) if slot.response]
    assert answered == [{"text": "Sertifikat"}]


def test_more_time_that_would_be_over_already_is_refused(client, course, running) -> None:
    running.deadline, running.grace = clock.now() - timedelta(hours=1), 7200
    db.session.commit()
    client.sign_in(course.citra, language="en")
    answer = extend(client, running)
    assert answer.status_code == 409
    assert "The time would be up even so." in answer.text


def test_more_time_is_for_an_attempt_that_runs_against_the_clock(client, course, failed) -> None:
    client.sign_in(course.citra)
    assert extend(client, failed).status_code == 409
    second = start(client, course.ana)
    client.sign_in(course.citra, language="en")
    answer = extend(client, second)
    assert answer.status_code == 409
    assert "This attempt has no deadline" in answer.text


@pytest.mark.parametrize("data", [{"minutes": ""}, {"minutes": "x"}, {"reason": ""}])
def test_more_time_needs_minutes_and_a_reason(client, course, running, data) -> None:
    client.sign_in(course.citra)
    assert extend(client, running, **data).status_code == 422


def test_rows_of_attempt_questions_are_never_lost(client, course, failed) -> None:
    """Reopened and handed in again, the attempt has the questions it began with."""
    before = db.session.scalars(select(AttemptQuestion.question_version_id)).all()
    client.sign_in(course.citra)
    reopen(client, failed)
    client.sign_in(course.ana).post(f"/attempts/{failed.id}/submission")
    assert db.session.scalars(select(AttemptQuestion.question_version_id)).all() == before
