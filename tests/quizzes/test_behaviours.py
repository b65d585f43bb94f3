"""Checks on the way, several tries, pages, pauses, and which attempt counts."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.content.questions import Tokens
from app.db import db
from app.kit.errors import Conflict
from app.learning import actions as learning
from app.learning import queries as courses
from app.learning.models import ModuleCompletion
from app.library import queries as library
from app.quizzes import actions, checking, queries
from app.quizzes.models import AnswerTry, Attempt, AttemptEvent, AttemptQuestion, AttemptTerms
from tests.factories.courses import publish, write_course

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)

QUESTIONS = "".join(
    f"## Soal {n} {{#q-{n} points=3}}\n\n- = {n}\n- = {n + 50} {{50%}}\n\n"
    f"> **Petunjuk:** Pertama {n}.\n\n> **Petunjuk:** Kedua {n}.\n\n"
    f"> **Pembahasan:** RAHASIA-{n}.\n\n"
    for n in (1, 2, 3)
)
POOL = "".join(f"## Undian {n} {{#q-u{n}}}\n\n- = {n}\n\n" for n in range(1, 7))


def page(ref: str, body: str, *front: str) -> str:
    lines = "".join(f"{line}\n" for line in front)
    return f"---\nid: {ref}\ntitle: Kuis {ref}\n{lines}---\n\n{body}"


@pytest.fixture
def begin(cast, tmp_path):
    """`begin("front: matter", …)` publishes a quiz with just that and starts an attempt of Ana;
    without any front matter the next one at the same quiz."""
    files = {"pools/p.md": page("kumpulan", POOL, "type: pool")}

    def start(*front: str, body: str = QUESTIONS, at: datetime = AT, **terms) -> Attempt:
        if front:
            files["modules/kuis.md"] = page("kuis", body, "type: quiz", *front)
            outcome = publish(write_course(tmp_path / "perilaku-kuis", files))
            assert not outcome.is_refused, outcome.findings
            learning.enrol(cast.ana, library.find_live("perilaku-kuis"), at=AT)
        module = courses.find_module("perilaku-kuis", "kuis", person_id=cast.ana.id).module
        terms.setdefault("attempts", (module.settings or {}).get("attempts"))
        return actions.start(
            person_id=cast.ana.id,
            quiz=module,
            course_version_id=library.find_live("perilaku-kuis").id,
            terms=AttemptTerms(**terms),
            at=at,
        )

    return start


def save(attempt: Attempt, answers: dict[int, str], *, seq: int = 1, at=AT, flag: str = ""):
    fields = {
        slot: {"text": [text], "seq": [str(seq)], **({"flag": [flag]} if flag else {})}
        for slot, text in answers.items()
    }
    return actions.save_answers(attempt.id, person_id=attempt.person_id, fields=fields, at=at)


def check(attempt: Attempt, slot: int, text: str, *, seq: int, at=AT):
    fields = {slot: {"text": [text], "seq": [str(seq)]}}
    return checking.save_and_check(attempt, slot, fields=fields, at=at)


def slots(attempt: Attempt) -> list[AttemptQuestion]:
    return [slot for slot, _ in queries.slots_of(attempt.id)]


def test_a_checked_answer_is_settled_and_no_save_changes_it(begin) -> None:
    attempt = begin("behaviour: immediate")
    check(attempt, 1, "7", seq=1)
    (late,) = save(attempt, {1: "1"}, seq=2)
    assert late.outcome == "closed"
    assert slots(attempt)[0].response == {"text": "7"}
    # 0 of 3 for the first; 3 for each of the others.
    save(attempt, {2: "2", 3: "3"})
    assert actions.submit(attempt, at=AT).score == Decimal(6)


def test_two_clicks_on_check_are_one_try(begin) -> None:
    attempt = begin("behaviour: interactive", "tries: 3")
    check(attempt, 1, "7", seq=1)
    check(attempt, 1, "7", seq=1)
    assert db.session.scalars(select(AnswerTry.number)).all() == [1]
    assert slots(attempt)[0].settled_at is None


def test_each_further_try_costs_its_penalty_and_the_best_one_counts(begin) -> None:
    attempt = begin("behaviour: interactive", "tries: 3", "try-penalty: 20%")
    check(attempt, 1, "9", seq=1)
    check(attempt, 1, "1", seq=2)
    check(attempt, 2, "52", seq=1)
    check(attempt, 2, "8", seq=2)
    check(attempt, 2, "9", seq=3)
    save(attempt, {3: "9"})
    checking.check_answer(attempt, 3, at=AT)
    save(attempt, {3: "3"}, seq=2)
    # 1: right at the second of three, 3 × (1 − 0.2) = 2.4. 2: half right at first, then wrong:
    # 3 × 0.5 = 1.5. 3: wrong, then changed to the right one and handed in unchecked: 2.4.
    assert actions.submit(attempt, at=AT).score == Decimal("6.3")
    assert [slot.fraction for slot in slots(attempt)] == [
        Decimal("0.8"),
        Decimal("0.5"),
        Decimal("0.8"),
    ]


def test_the_last_try_settles_and_the_right_one_does(begin) -> None:
    attempt = begin("behaviour: interactive", "tries: 2")
    check(attempt, 1, "1", seq=1)
    check(attempt, 2, "8", seq=1)
    check(attempt, 2, "9", seq=2)
    check(attempt, 3, "9", seq=1)
    assert [slot.settled_at is not None for slot in slots(attempt)] == [True, True, False]


def test_what_is_not_answered_cannot_be_checked(begin) -> None:
    attempt = begin("behaviour: immediate")
    with pytest.raises(Conflict) as refused:
        check(attempt, 1, "", seq=1)
    assert refused.value.code == "answer.incomplete"
    assert db.session.scalars(select(AnswerTry)).all() == []


def test_a_quiz_that_is_marked_at_its_end_checks_nothing(begin) -> None:
    attempt = begin("behaviour: deferred")
    with pytest.raises(Conflict) as refused:
        check(attempt, 1, "1", seq=1)
    assert refused.value.code == "answer.not-checked-here"


def test_an_answer_that_another_tab_has_replaced_is_not_checked(begin) -> None:
    attempt = begin("behaviour: interactive")
    save(attempt, {1: "1"}, seq=5)
    check(attempt, 1, "9", seq=3)
    assert db.session.scalars(select(AnswerTry)).all() == []


def test_a_question_on_a_page_that_was_left_is_not_checked(begin) -> None:
    attempt = begin("behaviour: immediate", "per-page: 1", "navigation: sequential")
    save(attempt, {1: "1"})
    actions.turn_page(attempt, to=2, pages=3)
    db.session.refresh(attempt)
    with pytest.raises(Conflict) as refused:
        check(attempt, 1, "1", seq=2)
    assert refused.value.code == "answer.left"


def test_a_flag_is_stored_with_the_answer_and_taken_back(begin) -> None:
    attempt = begin("behaviour: deferred")
    save(attempt, {1: "1", 2: "2"}, flag="1")
    save(attempt, {2: "2"}, seq=2)
    assert [slot.is_flagged for slot in slots(attempt)] == [True, False, False]


def test_a_page_that_was_left_takes_no_answer_and_one_not_reached_neither(begin) -> None:
    attempt = begin("per-page: 1", "navigation: sequential")
    assert [answer.outcome for answer in save(attempt, {1: "1", 2: "2"})] == ["stored", "closed"]
    actions.turn_page(attempt, to=2, pages=3)
    db.session.expire_all()
    assert save(attempt, {1: "9"}, seq=5)[0].outcome == "closed"
    assert [slot.response for slot in slots(attempt)] == [{"text": "1"}, None, None]


def test_pages_turn_one_by_one_and_never_back(begin) -> None:
    attempt = begin("per-page: 1", "navigation: sequential")
    reached = []
    for to in (3, 2, 2, 1, 3, 4):
        actions.turn_page(attempt, to=to, pages=3)
        db.session.refresh(attempt)
        reached.append(attempt.page)
    assert reached == [1, 2, 2, 2, 3, 3]


def test_between_two_attempts_the_pause_is_kept(begin) -> None:
    actions.submit(begin("delay: 1 jam"), at=AT)
    with pytest.raises(Conflict) as refused:
        begin(at=AT + 59 * MINUTE)
    assert refused.value.code == "attempt.delay"
    assert begin(at=AT + 60 * MINUTE).number == 2


@pytest.mark.parametrize(
    ("method", "scores", "is_passed"),
    [
        # Of 9 points each; the pass mark is 60 %.
        ("best", (3, 6, 3), True),
        ("last", (6, 3), True),
        ("first", (3, 9), False),
        ("first", (6, 0), True),
        # (3 + 6) ÷ 2 ÷ 9 = 50 %; with a third of 9: 6 ÷ 9 = 67 %.
        ("average", (3, 6), False),
        ("average", (3, 6, 9), True),
    ],
)
def test_the_module_is_finished_by_the_attempt_that_counts(begin, method, scores, is_passed):
    front: tuple[str, ...] = (f"grade: {method}", "attempts: 3", "pass-mark: 60%")
    for points in scores:
        attempt = begin(*front)
        front = ()
        save(attempt, {n: str(n) if n <= points // 3 else "x" for n in (1, 2, 3)})
        actions.submit(attempt, at=AT)
    assert (db.session.scalars(select(ModuleCompletion)).first() is not None) == is_passed


def test_an_attempt_may_go_on_from_the_last_one(begin) -> None:
    draw = "draw: [{from: pools/p.md, pick: 2}]"
    first = begin("builds-on-last: ya", "shuffle: [questions, choices]", draw)
    save(first, {slot.slot: "77" for slot in slots(first)})
    actions.submit(first, at=AT)
    second = begin()
    assert [(s.question_version_id, s.response, s.seq) for s in slots(second)] == [
        (s.question_version_id, {"text": "77"}, 0) for s in slots(first)
    ]
    assert Tokens(second.secret, 1).of("a") == Tokens(first.secret, 1).of("a")


def test_draws_take_first_what_the_learner_has_not_seen(begin) -> None:
    front: tuple[str, ...] = ("attempts: 3", "draw: [{from: pools/p.md, pick: 2}]")
    drawn = []
    for _ in range(3):
        attempt = begin(*front, body="Tanpa soal sendiri.\n")
        front = ()
        drawn.append([slot.question_version_id for slot in slots(attempt)])
        actions.submit(attempt, at=AT)
    # Six questions, two each time: after three attempts each was met once.
    assert len({version for two in drawn for version in two}) == 6


def test_who_may_try_as_often_as_wanted_may_give_up_and_begin_anew(begin) -> None:
    attempt = begin("purpose: practice")
    actions.abandon(attempt, at=AT)
    assert (attempt.state, attempt.score) == ("abandoned", None)
    assert begin().number == 2
    assert db.session.scalars(select(AttemptEvent.kind)).all() == ["abandoned"]


def test_the_clock_marks_as_overdue_then_closes_once(begin) -> None:
    attempt = begin("time-limit: 10 menit", "grace: 1 menit")
    save(attempt, {1: "1"})
    states = []
    for at in (AT + 10 * MINUTE, AT + 10.5 * MINUTE, AT + 12 * MINUTE, AT + 13 * MINUTE):
        actions.close_due(attempt.id, at=at)
        states.append(attempt.state)
    assert states == ["in_progress", "overdue", "graded", "graded"]
    assert (attempt.score, attempt.submitted_at) == (Decimal(3), AT + 10 * MINUTE)
    assert db.session.scalars(select(AttemptEvent.kind)).all() == ["timed_out"]


def test_an_overdue_attempt_takes_answers_until_its_grace_is_over(begin) -> None:
    attempt = begin("time-limit: 10 menit", "grace: 1 menit")
    actions.close_due(attempt.id, at=AT + 10.5 * MINUTE)
    assert save(attempt, {1: "1"}, at=AT + 11 * MINUTE)[0].is_stored
    with pytest.raises(Conflict):
        save(attempt, {2: "2"}, at=AT + 11.1 * MINUTE)


def test_what_is_due_is_found_for_everybody_and_nothing_else(begin) -> None:
    attempt = begin("time-limit: 10 menit")
    assert queries.due_for_closing(at=AT + 10 * MINUTE) == []
    assert queries.due_for_closing(at=AT + 11 * MINUTE) == [attempt.id]
    actions.close_due(attempt.id, at=AT + 12 * MINUTE)
    assert queries.due_for_closing(at=AT + 12 * MINUTE) == []


def test_what_cannot_be_graded_stays_handed_in_and_is_graded_later(begin, monkeypatch) -> None:
    attempt = begin("attempts: 1")
    save(attempt, {1: "1"})
    with monkeypatch.context() as broken:
        broken.setattr(actions.grading, "total", lambda known: 1 / 0)
        actions.submit(attempt, at=AT)
    db.session.commit()
    assert (attempt.state, attempt.submitted_at, attempt.score) == ("submitted", AT, None)
    assert queries.due_for_closing(at=AT) == [attempt.id]
    actions.close_due(attempt.id, at=AT + MINUTE)
    assert (attempt.state, attempt.submitted_at, attempt.score) == ("graded", AT, Decimal(3))


def test_what_was_explained_on_the_way_stays_and_the_rest_waits_for_the_key(
    client, cast, begin
) -> None:
    attempt = begin("behaviour: interactive", "attempts: 3")
    check(attempt, 1, "1", seq=1)
    save(attempt, {2: "9"})
    actions.submit(attempt, at=AT)
    db.session.commit()
    page = client.sign_in(cast.ana).get(f"/attempts/{attempt.id}").text
    # 3 of 9 points are no pass, and there are attempts left.
    assert [n for n in (1, 2, 3) if f"RAHASIA-{n}" in page] == [1]
