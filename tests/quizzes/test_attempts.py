"""Starting, saving, handing in: what a learner relies on."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from app.content.questions import Tokens
from app.db import db
from app.kit.errors import Conflict, NotFound
from app.learning import actions as learning
from app.learning import queries as courses
from app.library import queries as library
from app.library import quiz_settings
from app.quizzes import actions, policies, queries
from app.quizzes.models import Attempt, AttemptQuestion, AttemptTerms
from tests.factories import answers

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture
def quiz(cast):
    """The graded final of the little course, with Ana enrolled."""
    version = library.find_live("contoh")
    learning.enrol(cast.ana, version, at=AT)
    return courses.find_module("contoh", "ujian-akhir", person_id=cast.ana.id).module


def start(person, quiz, *, attempts=2, at=AT, **terms):
    return actions.start(
        person_id=person.id,
        quiz=quiz,
        course_version_id=library.find_live("contoh").id,
        terms=AttemptTerms(attempts=attempts, **terms),
        at=at,
    )


def save(attempt, form, *, at=AT):
    fields = {}
    for name, values in form.items():
        slot, _, rest = name[1:].partition("-")
        fields.setdefault(int(slot), {})[rest] = values
    return actions.save_answers(attempt.id, person_id=attempt.person_id, fields=fields, at=at)


def stored(attempt, ref):
    slot = answers.slot_of(attempt, ref)
    return next(row for row, _ in queries.slots_of(attempt.id) if row.slot == slot)


def test_a_second_start_returns_the_attempt_in_progress(cast, quiz) -> None:
    assert start(cast.ana, quiz).id == start(cast.ana, quiz).id


def test_all_right_answers_earn_every_point(cast, quiz) -> None:
    attempt = start(cast.ana, quiz)
    save(attempt, answers.form(attempt))
    done = actions.submit(attempt, at=AT)
    # 1 + 2 + 1 + 1 points.
    assert (done.score, done.max_score, done.is_passed) == (Decimal(5), Decimal(5), True)


def test_all_wrong_answers_earn_nothing_and_do_not_pass(cast, quiz) -> None:
    attempt = start(cast.ana, quiz)
    save(attempt, answers.form(attempt, right=False))
    done = actions.submit(attempt, at=AT)
    assert (done.score, done.is_passed) == (Decimal(0), False)


def test_an_empty_attempt_can_be_handed_in_and_earns_nothing(cast, quiz) -> None:
    assert actions.submit(start(cast.ana, quiz), at=AT).score == Decimal(0)


def test_partial_credit_counts_right_minus_wrong_over_right(cast, quiz) -> None:
    attempt = start(cast.ana, quiz)
    form = answers.form(attempt, only="q-bagian")
    choices = next(name for name in form if name.endswith("choice"))
    save(attempt, {**form, choices: form[choices][:1]})
    # One of two right ones and no wrong one: (1 − 0) ÷ 2 of 2 points = 1 of 5.
    assert actions.submit(attempt, at=AT).score == Decimal(1)


def test_the_pass_mark_itself_passes(cast, quiz) -> None:
    attempt = start(cast.ana, quiz)
    for ref in ("q-dinilai", "q-terbit", "q-jumlah-jp"):
        save(attempt, answers.form(attempt, only=ref))
    done = actions.submit(attempt, at=AT)
    # 3 of 5 points are 60 %, which is the pass mark.
    assert (done.score, done.is_passed) == (Decimal(3), True)


def test_an_answer_with_an_older_number_is_refused_and_the_newer_one_stays(cast, quiz) -> None:
    attempt = start(cast.ana, quiz)
    save(attempt, answers.form(attempt, only="q-terbit", seq=5))
    (late,) = save(attempt, answers.form(attempt, only="q-terbit", seq=4, right=False))
    assert not late.is_stored
    assert stored(attempt, "q-terbit").response == {"text": "Sertifikat"}


def test_the_same_answer_sent_twice_is_stored_once_and_told_as_stored(cast, quiz) -> None:
    attempt = start(cast.ana, quiz)
    form = answers.form(attempt, only="q-terbit", seq=1)
    (first,) = save(attempt, form)
    (again,) = save(attempt, form, at=AT + timedelta(minutes=5))
    assert again.is_stored
    assert again.saved_at == first.saved_at == AT


def test_a_late_answer_between_two_equal_ones_does_not_come_out_on_top(cast, quiz) -> None:
    attempt = start(cast.ana, quiz)
    save(attempt, answers.form(attempt, only="q-terbit", seq=1))
    # "Rapor" goes out with number 2 on a slow line; "Sertifikat" again, number 3, is faster.
    save(attempt, answers.form(attempt, only="q-terbit", seq=3))
    (late,) = save(attempt, answers.form(attempt, only="q-terbit", seq=2, right=False))
    assert not late.is_stored
    assert stored(attempt, "q-terbit").response == {"text": "Sertifikat"}


def test_two_tabs_with_the_same_number_keep_the_first(cast, quiz) -> None:
    attempt = start(cast.ana, quiz)
    save(attempt, answers.form(attempt, only="q-terbit", seq=1))
    (second,) = save(attempt, answers.form(attempt, only="q-terbit", seq=1, right=False))
    assert not second.is_stored
    assert stored(attempt, "q-terbit").response == {"text": "Sertifikat"}


@pytest.mark.parametrize("seq", ["", "x", "-1", "٣", "9" * 30])
def test_a_number_that_is_none_stores_nothing(cast, quiz, seq) -> None:
    attempt = start(cast.ana, quiz)
    form = answers.form(attempt, only="q-terbit")
    save(attempt, {name: [seq] if name.endswith("seq") else v for name, v in form.items()})
    assert stored(attempt, "q-terbit").response is None


def test_an_answer_can_be_taken_back(cast, quiz) -> None:
    attempt = start(cast.ana, quiz)
    slot = answers.slot_of(attempt, "q-terbit")
    save(attempt, answers.form(attempt, only="q-terbit", seq=1))
    save(attempt, {f"q{slot}-text": [""], f"q{slot}-seq": ["2"]})
    assert stored(attempt, "q-terbit").response is None


def test_choices_are_stored_by_key_never_by_token(cast, quiz) -> None:
    attempt = start(cast.ana, quiz)
    save(attempt, answers.form(attempt, only="q-dinilai"))
    assert stored(attempt, "q-dinilai").response == {"choice": "c"}


def test_a_token_of_another_attempt_chooses_nothing(cast, quiz) -> None:
    attempt = start(cast.ana, quiz)
    slot = answers.slot_of(attempt, "q-dinilai")
    foreign = Tokens(b"another attempt's secret", slot).of("c")
    save(attempt, {f"q{slot}-choice": [foreign], f"q{slot}-seq": ["1"]})
    assert stored(attempt, "q-dinilai").response is None


def test_nobody_saves_into_anothers_attempt(cast, quiz) -> None:
    attempt = start(cast.ana, quiz)
    with pytest.raises(NotFound):
        actions.save_answers(attempt.id, person_id=cast.dewi.id, fields={1: {}}, at=AT)


def test_after_handing_in_nothing_more_is_saved(cast, quiz) -> None:
    attempt = start(cast.ana, quiz)
    actions.submit(attempt, at=AT)
    with pytest.raises(Conflict):
        save(attempt, answers.form(attempt))


def test_a_second_submission_changes_nothing(cast, quiz) -> None:
    attempt = start(cast.ana, quiz)
    save(attempt, answers.form(attempt))
    first = actions.submit(attempt, at=AT)
    again = actions.submit(attempt, at=AT + timedelta(hours=1))
    assert (again.submitted_at, again.score) == (AT, first.score)


def test_the_limit_of_attempts_holds(cast, quiz) -> None:
    for _ in range(2):
        actions.submit(start(cast.ana, quiz), at=AT)
    with pytest.raises(Conflict) as refused:
        start(cast.ana, quiz)
    assert refused.value.code == "attempt.limit"
    assert db.session.scalar(select(func.count()).select_from(Attempt)) == 2


def test_unlimited_attempts_are_possible(cast, quiz) -> None:
    numbers = [actions.submit(start(cast.ana, quiz, attempts=None), at=AT).number for _ in range(4)]
    assert numbers == [1, 2, 3, 4]


def test_the_order_is_kept_while_the_attempt_lasts(cast, quiz) -> None:
    attempt = start(cast.ana, quiz)
    orders = [[row.question_version_id for row, _ in queries.slots_of(attempt.id)] for _ in "ab"]
    assert orders[0] == orders[1]
    assert len(set(orders[0])) == 4


def test_terms_set_the_deadline_and_extra_time_is_added(cast, quiz) -> None:
    closes = AT + timedelta(minutes=10)
    assert start(cast.ana, quiz, closes=closes).deadline == closes
    with pytest.raises(Conflict):
        start(cast.dewi, quiz, closes=AT)
    with pytest.raises(Conflict):
        start(cast.dewi, quiz, opens=AT + timedelta(seconds=1))


def test_an_attempt_over_its_grace_takes_no_answer_and_ends_at_its_deadline(cast, quiz) -> None:
    deadline = AT + timedelta(minutes=10)
    attempt = start(cast.ana, quiz, closes=deadline)
    in_grace = deadline + timedelta(seconds=attempt.grace)
    save(attempt, answers.form(attempt, only="q-terbit"), at=in_grace)
    late = in_grace + timedelta(seconds=1)
    with pytest.raises(Conflict):
        save(attempt, answers.form(attempt, only="q-dinilai"), at=late)
    done = actions.submit(attempt, at=late)
    # The short answer alone: 1 point.
    assert (done.submitted_at, done.score) == (deadline, Decimal(1))


def test_saving_needs_two_queries_beside_the_session(cast, quiz, count_queries) -> None:
    attempt = start(cast.ana, quiz)
    form = answers.form(attempt, only="q-terbit")
    db.session.expunge_all()
    with count_queries() as queries_made:
        save(attempt, form)
    assert len(queries_made) <= 2


def test_the_database_refuses_a_graded_attempt_without_a_score(cast, quiz) -> None:
    from sqlalchemy.exc import IntegrityError

    attempt = start(cast.ana, quiz)
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(
            Attempt.__table__.update().where(Attempt.id == attempt.id).values(state="graded")
        )


def test_one_slot_holds_one_question(cast, quiz) -> None:
    from sqlalchemy.exc import IntegrityError

    attempt = start(cast.ana, quiz)
    twin = queries.slots_of(attempt.id)[0][0]
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.add(
            AttemptQuestion(
                attempt_id=attempt.id, slot=1, question_version_id=twin.question_version_id
            )
        )


def test_overdue_attempts_are_closed_on_the_way_and_count_for_their_deadlines_day(
    client, cast, quiz
) -> None:
    from app.learning.models import ModuleCompletion

    deadline = datetime(2025, 12, 31, 14, 0, tzinfo=UTC)
    attempt = start(cast.ana, quiz, at=deadline - timedelta(minutes=10), closes=deadline)
    save(attempt, answers.form(attempt), at=deadline - timedelta(minutes=1))
    db.session.commit()
    client.sign_in(cast.ana).get("/")
    closed = db.session.get_one(Attempt, attempt.id)
    assert (closed.state, closed.submitted_at, closed.is_passed) == ("graded", deadline, True)
    # 14.00 UTC is 23.00 of the same day in WIT.
    done = db.session.scalars(select(ModuleCompletion)).one()
    assert str(done.local_date) == "2025-12-31"


@pytest.mark.parametrize("page", ["/courses/contoh", "/courses/contoh/modules/ujian-akhir"])
def test_every_page_about_the_quiz_closes_what_ran_out(client, cast, quiz, page) -> None:
    attempt = start(cast.ana, quiz, closes=AT + timedelta(minutes=1))
    db.session.commit()
    db.session.execute(
        Attempt.__table__.update().values(deadline=AT - timedelta(days=300), started_at=AT)
    )
    db.session.commit()
    client.sign_in(cast.ana).get(page)
    # Nothing was answered, so nothing was handed in.
    assert db.session.get_one(Attempt, attempt.id).state == "abandoned"


def test_an_earlier_review_shows_no_more_while_another_attempt_runs(cast, quiz) -> None:
    first = start(cast.ana, quiz)
    save(first, answers.form(first))
    actions.submit(first, at=AT)
    second = start(cast.ana, quiz)
    db.session.commit()
    assert second.is_open
    attempts = queries.attempts_of(cast.ana.id, quiz.module_id)
    # Passed, so the key would be due; but it would help in the attempt that runs.
    settings = quiz_settings.from_json(quiz.settings)
    assert policies.moments(first, attempts, settings) == ["after-submit"]


def test_a_half_filled_matching_question_is_still_open(client, cast) -> None:
    version = library.find_live("contoh")
    learning.enrol(cast.ana, version, at=AT)
    practice = courses.find_module("contoh", "kuis-latihan", person_id=cast.ana.id).module
    attempt = start(cast.ana, practice, attempts=None)
    form = answers.form(attempt)
    pairs = sorted(name for name in form if "-match-" in name)
    assert len(pairs) == 3
    save(attempt, {name: values for name, values in form.items() if name not in pairs[1:]})
    db.session.commit()
    page = client.sign_in(cast.ana).get(f"/attempts/{attempt.id}/summary").text
    assert "1 soal belum dijawab" in page
    assert "belum terisi semua" in page
