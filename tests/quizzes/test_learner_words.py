"""What a learner is told around attempts: when the key comes, what counts, what may fall, what was
read as a number."""

import re
from datetime import timedelta
from types import MappingProxyType

import pytest
from sqlalchemy import select

from app.content.model import QuizSettings
from app.content.questions import Tokens
from app.db import db
from app.kit import clock
from app.quizzes import queries
from app.quizzes.models import Attempt
from app.quizzes.presentation import key_comes
from tests.conftest import COURSES
from tests.factories.courses import publish, write_course

FETCH = {"X-Requested-With": "fetch"}
QUIZ = """---
id: kuis
title: Kuis
type: quiz
{front}
---

## Apa warna langit? {{#q-langit}}

- (x) Biru {{#a}}
- ( ) Hijau {{#b}}

> **Pembahasan:** Langit tampak biru.
"""


@pytest.fixture
def begin(client, cast, tmp_path):
    """Another attempt of Ana's at a quiz; given once, its front matter and what follows."""
    client.sign_in(cast.ana, language="en")

    def begun(front="", more=""):
        if front:
            text = QUIZ.format(front=front) + more
            publish(write_course(tmp_path / "uji", {"modules/k.md": text}))
            client.post("/courses/uji/enrolment")
        client.post("/courses/uji/modules/kuis/attempts")
        return newest()

    return begun


@pytest.fixture
def begin_at(client, cast):
    """An attempt of Ana's at a quiz of the course `perilaku`."""
    publish(COURSES / "perilaku")
    client.sign_in(cast.ana, language="en")
    client.post("/courses/perilaku/enrolment")

    def begun(ref):
        client.post(f"/courses/perilaku/modules/{ref}/attempts")
        return newest()

    return begun


def newest():
    return db.session.scalars(select(Attempt).order_by(Attempt.id.desc())).first()


def flat(page):
    return " ".join(page.split())


def page_of(client, attempt):
    return flat(client.get(f"/attempts/{attempt.id}").text)


def quiz_page(client):
    return flat(client.get("/courses/uji/modules/kuis").text)


def hand_in(client, attempt, key):
    token = Tokens(attempt.secret, 1).of(key)
    client.post(f"/attempts/{attempt.id}/answers", data={"q1-choice": token, "q1-seq": "1"})
    client.post(f"/attempts/{attempt.id}/submission")
    return page_of(client, attempt)


def button(page, text):
    """The classes of the button with this text."""
    return re.search(rf'<button class="([^"]*)"[^>]*>(?:<svg.*?</svg>)?<span>{text}', page)[1]


@pytest.mark.parametrize(
    ("opening", "has_mark", "is_limited", "moment"),
    [
        ({"after-submit"}, True, True, "submit"),
        ({"after-pass", "after-last"}, True, True, "either"),
        # Without a limit there is no last attempt.
        ({"after-pass", "after-last"}, True, False, "pass"),
        ({"after-last"}, True, True, "last"),
        ({"after-last"}, True, False, ""),
        ({"after-pass"}, True, True, "pass"),
        # Without a mark everything that is graded is passed.
        ({"after-pass"}, False, False, "submit"),
        ({"after-last"}, False, True, "last"),
        (set(), True, True, ""),
    ],
)
def test_the_moment_that_opens_the_key(opening, has_mark, is_limited, moment) -> None:
    moments = ("during", "after-submit", "after-pass", "after-last")
    review = {name: frozenset({"key"} if name in opening else ()) for name in moments}
    settings = QuizSettings(review=MappingProxyType(review))
    assert key_comes(settings, has_mark=has_mark, is_limited=is_limited) == moment


@pytest.mark.parametrize(
    ("attempts", "told"),
    [
        ("2", "The right answers are shown once you have passed or used all attempts."),
        ("tanpa batas", "The right answers are shown once you have passed."),
    ],
)
def test_the_result_says_truly_when_the_key_comes(client, begin, attempts, told) -> None:
    attempt = begin(f"pass-mark: 60%\nattempts: {attempts}")
    assert told in hand_in(client, attempt, "b")
    begin()
    hidden = "The right answers stay hidden while another attempt is running."
    assert hidden in page_of(client, attempt)


def test_a_practice_shows_its_key_and_no_word_of_passing(client, begin) -> None:
    page = hand_in(client, begin("purpose: practice\nattempts: tanpa batas"), "b")
    assert "is-missed" in page
    assert "once you have passed" not in page


def test_beside_a_wrong_answer_stands_when_the_key_comes(client, begin) -> None:
    attempt = begin(
        "behaviour: immediate\npass-mark: 60%\nattempts: 2\n"
        "review:\n  during: [answer, correctness]\n  after-last: [answer]\n"
    )
    token = Tokens(attempt.secret, 1).of("b")
    address = f"/attempts/{attempt.id}/questions/1/check"
    page = client.post(address, data={"q1-choice": token, "q1-seq": "1"}, headers=FETCH).text
    assert "is-wrong" in page
    assert "The right answers are shown once you have passed." in page


@pytest.mark.parametrize("method", ["last", "average"])
def test_a_grade_that_fell_leaves_the_module_finished_and_says_so(client, begin, method) -> None:
    page = hand_in(client, begin(f"pass-mark: 60%\nattempts: 3\ngrade: {method}"), "a")
    assert "Passed. Well done!" in page
    quiz = quiz_page(client)
    assert "Mind that your score can also go down." in quiz
    assert "stays finished" not in quiz
    page = hand_in(client, begin(), "b")
    assert "Whoever has finished the module already keeps it finished." in page
    assert "Mind that your score can also go down." in page
    assert "This module stays finished" in quiz_page(client)


def test_where_the_best_counts_nothing_is_said_to_fall(client, begin) -> None:
    page = hand_in(client, begin("pass-mark: 60%\nattempts: 3"), "b")
    assert "go down" not in page + quiz_page(client)


def test_who_never_passed_is_not_told_that_the_module_stays_finished(client, begin) -> None:
    page = hand_in(client, begin("pass-mark: 60%\nattempts: 3\ngrade: last"), "b")
    page += hand_in(client, begin(), "b")
    assert "finished" not in page


def test_only_the_quiz_has_a_verdict_where_one_attempt_does_not_decide(client, begin) -> None:
    hand_in(client, begin("pass-mark: 60%\nattempts: 3\ngrade: average"), "a")
    section = quiz_page(client).split('id="attempts"')[1]
    assert "Passed" not in section.split("</table>")[0]
    assert "That is 100% now: passed." in section


def test_where_only_practice_is_left_trying_again_is_no_first_choice(client, begin) -> None:
    page = hand_in(client, begin("pass-mark: 60%\nattempts: 3\ngrade: first"), "b")
    assert "The right answers are shown once you have used all attempts." in page
    assert "button-secondary" in button(page, "Try again")
    quiz = quiz_page(client)
    assert "button-secondary" in button(quiz, "Try once more")
    assert "Further attempts are for practice." in quiz


def test_while_a_pause_runs_its_end_stands_in_place_of_the_button(client, begin) -> None:
    attempt = begin("pass-mark: 60%\nattempts: 3\ndelay: 1 jam")
    page = hand_in(client, attempt, "b")
    assert "You can try again from" in page
    assert "Try again<" not in page
    attempt.submitted_at = clock.now() - timedelta(hours=2)
    db.session.commit()
    page = page_of(client, attempt)
    assert "You can try again from" not in page
    assert "button-primary" in button(page, "Try again")


def test_when_time_is_up_page_and_summary_offer_what_they_name(client, begin_at) -> None:
    attempt = begin_at("berurutan")
    attempt.deadline = clock.now() - timedelta(seconds=5)
    db.session.commit()
    page = page_of(client, attempt)
    # The page's own form, so that what stands there is stored on the way.
    assert re.search(r'type="submit" form="answers"><svg.*?<span>Check and hand in', page)
    summary = flat(client.get(f"/attempts/{attempt.id}/summary").text)
    assert re.search(r'type="submit" form="submission"><svg.*?<span>Hand in now', summary)
    assert f'id="submission" method="post" action="/attempts/{attempt.id}/submission"' in (
        summary.replace("<form ", "")
    )
    closes = (attempt.deadline + timedelta(seconds=60)).isoformat()
    assert f'data-taken-until="{closes}"' in page


def test_a_number_that_cannot_be_read_is_named_in_the_summary(client, begin_at) -> None:
    attempt = begin_at("berhalaman")
    address = f"/attempts/{attempt.id}/answers"
    client.post(address, data={"q2-text": "dua belas", "q2-seq": "1"})
    summary = flat(client.get(f"/attempts/{attempt.id}/summary").text)
    assert "5 questions are still open" in summary
    assert "cannot be read as a number" in summary
    client.post(address, data={"q2-text": "12 hari", "q2-seq": "2"})
    summary = flat(client.get(f"/attempts/{attempt.id}/summary").text)
    assert "4 questions are still open" in summary
    assert "cannot be read" not in summary


def saved(client, attempt, fields):
    """What the page is told in return, as words."""
    html = client.post(f"/attempts/{attempt.id}/answers", data=fields, headers=FETCH).text
    return flat(re.sub(r"<[^>]*>", " ", html))


def test_a_number_is_told_anew_with_each_save(client, begin_at) -> None:
    attempt = begin_at("berhalaman")
    told = saved(client, attempt, {"q2-text": "32", "q2-seq": "1"})
    assert "Read as 32 hari" in told
    told = saved(client, attempt, {"q2-text": "dua belas", "q2-seq": "2"})
    assert "This cannot be read as a number." in told
    assert "Read as" not in told
    assert "read as" not in saved(client, attempt, {"q2-seq": "3"}).lower()


def test_numbers_in_gaps_are_told_with_each_save(client, begin) -> None:
    attempt = begin(
        "pass-mark: 60%\nattempts: 2", "\n## Isi {#q-isi}\n\nDi {{Bandung}}, {{= 12}} hari.\n"
    )
    tokens = Tokens(attempt.secret, 2)
    (version,) = (version for slot, version in queries.slots_of(attempt.id) if slot.slot == 2)
    city, days = (f"q2-gap-{tokens.of(gap['key'])}" for gap in version.body["gaps"])
    told = saved(client, attempt, {city: "Bandung", days: "12,5", "q2-seq": "1"})
    assert "Gap 2: Read as 12,5" in told
    assert "Gap 1" not in told


def test_an_attempt_and_its_summary_lead_back_by_the_names_of_course_and_quiz(
    client, begin
) -> None:
    attempt = begin("pass-mark: 60%\nattempts: 2")
    pages = [page_of(client, attempt), flat(client.get(f"/attempts/{attempt.id}/summary").text)]
    pages.append(hand_in(client, attempt, "a"))
    for page in pages:
        crumbs = page.split('class="breadcrumb"')[1].split("</nav>")[0]
        for name, address in (
            ("Kursus uji", "/courses/uji"),
            ("Kuis", "/courses/uji/modules/kuis"),
        ):
            assert f'<a href="{address}"><span lang="id">{name}</span></a>' in crumbs


def test_who_starts_over_is_told_that_the_attempt_is_closed(client, begin) -> None:
    attempt = begin("pass-mark: 60%\nattempts: tanpa batas")
    page = client.post(f"/attempts/{attempt.id}/abandonment", follow_redirects=True).text
    assert "That attempt is closed. You can begin a new one here." in page
    assert "Try once more" in page
