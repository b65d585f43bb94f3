"""What a learner's pages of a quiz show: pages, flags, time that is up, results by their method."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.content.questions import Tokens
from app.db import db
from app.kit import clock
from app.quizzes import queries
from app.quizzes.models import Attempt
from tests.conftest import COURSES
from tests.factories import answers
from tests.factories.courses import publish

FETCH = {"X-Requested-With": "fetch"}


@pytest.fixture
def begin(client, cast):
    """Another attempt of Ana's at a quiz of the course `perilaku`."""
    publish(COURSES / "perilaku")
    client.sign_in(cast.ana, language="en")
    client.post("/courses/perilaku/enrolment")

    def begun(ref):
        client.post(f"/courses/perilaku/modules/{ref}/attempts")
        return db.session.scalars(select(Attempt).order_by(Attempt.id.desc())).first()

    return begun


def choice(attempt, slot, key, *, seq=1):
    token = Tokens(attempt.secret, slot).of(key)
    return {f"q{slot}-choice": token, f"q{slot}-seq": str(seq)}


def save(client, attempt, fields, **how):
    return client.post(f"/attempts/{attempt.id}/answers", data=fields, **how)


def page_of(client, attempt, query=""):
    return client.get(f"/attempts/{attempt.id}{query}").text


def shown(page):
    """The slots of the questions on a page."""
    return [int(slot) for slot in re.findall(r'<fieldset class="question" id="q(\d+)"', page)]


def hand_in(client, attempt):
    client.post(f"/attempts/{attempt.id}/submission")
    return page_of(client, attempt)


def test_pages_are_turned_freely_and_what_was_answered_is_stored_on_the_way(client, begin) -> None:
    attempt = begin("berhalaman")
    assert shown(page_of(client, attempt)) == [1, 2]
    answer = save(client, attempt, choice(attempt, 1, "a") | {"go": "3-5"})
    assert answer.location.endswith(f"/attempts/{attempt.id}?page=3#q5")
    page = page_of(client, attempt, "?page=3")
    assert shown(page) == [5]
    assert "Page 3 of 3" in page
    assert shown(page_of(client, attempt, "?page=99")) == [5]
    assert re.search(r'data-slot="1" class="dot is-answered"', page)
    assert "checked" in page_of(client, attempt, "?page=1")


def test_a_place_that_is_none_leads_to_the_summary(client, begin) -> None:
    attempt = begin("berhalaman")
    for go in ("", "x", "0", "-1", "2-", "99999"):
        answer = save(client, attempt, choice(attempt, 1, "a") | {"go": go})
        assert answer.location.endswith(f"/attempts/{attempt.id}/summary"), go


def test_a_page_left_in_sequence_does_not_come_back(client, begin) -> None:
    attempt = begin("berurutan")
    first = page_of(client, attempt)
    assert "You cannot come back to this page" in first
    assert "Look at this again later" not in first
    save(client, attempt, choice(attempt, 1, "a") | {"go": "2"})
    assert shown(page_of(client, attempt, "?page=1")) == [2]
    late = save(client, attempt, choice(attempt, 1, "b", seq=9), headers=FETCH).text
    assert 'data-outcome="closed"' in late
    assert "takes no answer any more" in late
    client.post(f"/attempts/{attempt.id}/answers", data=choice(attempt, 1, "b", seq=9))
    assert "Question 1 takes no answer any more" in page_of(client, attempt)
    summary = client.get(f"/attempts/{attempt.id}/summary").text
    assert "Questions of the pages you have left cannot be answered any more." in summary


def test_a_page_is_not_left_for_good_before_its_newer_answer_was_seen(client, begin) -> None:
    attempt = begin("berurutan")
    save(client, attempt, choice(attempt, 1, "a", seq=5), headers=FETCH)
    save(client, attempt, choice(attempt, 1, "b", seq=1) | {"go": "2"})
    page = page_of(client, attempt)
    assert shown(page) == [1]
    assert "a newer answer was stored already" in page


def test_a_page_whose_answers_are_all_final_leads_on(client, begin) -> None:
    attempt = begin("bertahap")
    fields = answers.form(attempt, only="q-menit")
    address = f"/attempts/{attempt.id}/questions/1/check"
    assert client.post(address, data=fields).location.endswith("?page=1#q1")
    assert "This answer is final." in page_of(client, attempt)
    assert save(client, attempt, {"go": "2"}).location.endswith("?page=2")


def test_a_check_that_cannot_be_made_says_why_beside_its_button(client, begin) -> None:
    attempt = begin("bertahap")
    address = f"/attempts/{attempt.id}/questions/1/check"
    answer = client.post(address, data={"q1-seq": "1"}, headers=FETCH)
    assert answer.status_code == 409
    assert "Answer question 1 first, then check it." in answer.text
    plain = client.post(address, data={"q1-seq": "1"}, follow_redirects=True).text
    assert "Answer question 1 first, then check it." in plain


def test_who_checks_an_older_answer_sees_the_newer_one(client, begin) -> None:
    attempt = begin("bertahap")
    save(client, attempt, choice(attempt, 1, "c", seq=5), headers=FETCH)
    address = f"/attempts/{attempt.id}/questions/1/check"
    page = client.post(address, data=choice(attempt, 1, "a", seq=2), headers=FETCH).text
    assert f'value="{Tokens(attempt.secret, 1).of("c")}" checked' in page
    assert "You see the newer answer from another tab or device" in page


def test_tries_left_and_their_price_are_told_before_they_cost(client, begin) -> None:
    attempt = begin("bertahap")
    rules = client.get("/courses/perilaku/modules/bertahap").text
    for told in ("one by one, up to 3 tries each", "25% of the points", "Questions a page"):
        assert told in rules
    assert "You have 3 tries." in page_of(client, attempt)
    address = f"/attempts/{attempt.id}/questions/1/check"
    page = client.post(address, data=choice(attempt, 1, "a"), headers=FETCH).text
    for told in ("Not right yet.", "You have 2 tries left.", "Each further try costs 25%"):
        assert told in page
    page = client.post(address, data=choice(attempt, 1, "c", seq=2), headers=FETCH).text
    assert "This is your last try." in page


def test_flagged_questions_stand_apart_in_the_summary(client, begin) -> None:
    attempt = begin("berhalaman")
    save(client, attempt, choice(attempt, 1, "a") | {"q1-flag": "1"}, headers=FETCH)
    assert "checked data-flag" in page_of(client, attempt)
    summary = client.get(f"/attempts/{attempt.id}/summary").text
    assert "1 question to look at again" in summary
    assert f'href="/attempts/{attempt.id}?page=1#q1"' in summary
    save(client, attempt, choice(attempt, 1, "a", seq=2), headers=FETCH)
    summary = client.get(f"/attempts/{attempt.id}/summary").text
    assert "to look at again" not in summary


def test_while_the_grace_runs_the_page_says_until_when(client, begin) -> None:
    attempt = begin("berurutan")
    hidden = r"<div data-when-over\s+hidden>"
    assert re.search(hidden, page_of(client, attempt))
    attempt.deadline = clock.now() - timedelta(seconds=5)
    page = page_of(client, attempt)
    assert db.session.get_one(Attempt, attempt.id).state == "overdue"
    assert "Answers are still taken until" in page
    assert not re.search(hidden, page)
    assert (
        'data-outcome="stored"'
        in save(client, attempt, choice(attempt, 1, "a"), headers=FETCH).text
    )


def test_an_attempt_in_which_nothing_was_answered_says_so_and_what_comes_next(
    client, begin
) -> None:
    attempt = begin("berurutan")
    attempt.deadline = clock.now() - timedelta(minutes=5)
    page = page_of(client, attempt)
    assert db.session.get_one(Attempt, attempt.id).state == "abandoned"
    assert "Nothing was answered in this attempt" in page
    assert "It counts as one of your attempts." in page
    assert "You have 2 attempts left." in page
    assert shown(page) == []


def test_an_attempt_that_was_given_up_shows_no_answers_and_no_score(client, begin) -> None:
    attempt = begin("langsung")
    save(client, attempt, choice(attempt, 1, "a"))
    assert "Start over" in client.get(f"/attempts/{attempt.id}/summary").text
    client.post(f"/attempts/{attempt.id}/abandonment")
    page = page_of(client, attempt)
    assert "You gave this attempt up" in page
    assert shown(page) == []
    assert "Not handed in" in client.get("/courses/perilaku/modules/langsung").text


def test_where_attempts_are_counted_none_is_given_up(client, begin) -> None:
    attempt = begin("berhalaman")
    assert "Start over" not in client.get(f"/attempts/{attempt.id}/summary").text


def test_what_is_handed_in_and_not_graded_yet_says_so(client, begin) -> None:
    attempt = begin("rata-rata")
    attempt.hand_in(at=clock.now())
    db.session.commit()
    page = page_of(client, attempt)
    assert "Your answers arrived and are being graded." in page
    assert shown(page) == []


def test_the_result_tells_the_grade_of_the_quiz_by_its_own_method(client, begin) -> None:
    first = begin("rata-rata")
    save(client, first, choice(first, 1, "a"))
    assert "Passed. Well done!" in hand_in(client, first)
    second = begin("rata-rata")
    save(client, second, choice(second, 1, "b"))
    page = hand_in(client, second)
    # The mean of 100 % and 0 %, below the pass mark of 60 %.
    assert "The average of all your scores counts. That is 50% now." in " ".join(page.split())
    assert "Not passed yet" in page
    assert "best score" not in page
    quiz = client.get("/courses/perilaku/modules/rata-rata").text
    assert "That is 50% now: not passed yet." in quiz


def test_where_only_the_first_attempt_counts_the_next_ones_are_practice(client, begin) -> None:
    attempt = begin("melanjutkan")
    save(client, attempt, choice(attempt, 1, "b"))
    page = hand_in(client, attempt)
    assert "Only the score of your first attempt counts." in page
    assert "Further attempts are for practice." in page
    # A pause is told by the quiz's page, so that is where the way leads.
    assert '/attempts"' not in page
    assert 'href="/courses/perilaku/modules/melanjutkan"' in page


def test_the_course_page_says_which_attempt_counts(client, begin) -> None:
    page = " ".join(client.get("/courses/perilaku").text.split())
    assert "2 attempts, the average of all attempts counts" in page
    assert "3 attempts, the last attempt counts" in page


def test_the_list_names_every_question_and_others_reach_none(client, begin) -> None:
    attempt = begin("berhalaman")
    page = page_of(client, attempt)
    slots = [slot.slot for slot, _ in queries.slots_of(attempt.id)]
    assert [int(slot) for slot in re.findall(r'data-slot="(\d+)"', page)] == slots
    client.sign_in(db.session.scalars(select(Person).where(Person.name.startswith("Dewi"))).one())
    assert save(client, attempt, {"go": "2"}).status_code == 404
