"""A key corrected after people have answered: told first, carried out on command, once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from app.certificates.models import Certificate
from app.db import db
from app.learning.models import ModuleCompletion
from app.notifications.models import Notice
from app.quizzes import actions, checking, marking, queries, supervision
from app.quizzes.carrying_out import carry_out
from app.quizzes.models import AttemptEvent, AttemptQuestion, Regrading
from app.quizzes.regrading import Order
from app.quizzes.rehearsal import dry_run
from tests.factories.cast import AT, create_cast
from tests.quizzes.rekeying import answer, begin, found, fresh, publish_quiz, single, take

LATER = AT + timedelta(days=1)


@pytest.fixture
def folder(app, tmp_path):
    publish_quiz(tmp_path, single("a"), single("b"), single("c"))
    return tmp_path


@pytest.fixture
def people(folder):
    return create_cast()


def correct(people, *, is_lowering=False, reason="Kuncinya keliru."):
    order = Order(found(), is_lowering, reason, people.citra.id, LATER)
    db.session.commit()
    assert carry_out(order)
    return order


def scores(*ids):
    rows = [fresh(attempt_id) for attempt_id in ids]
    return [(row.score, row.max_score) for row in rows]


def told(person):
    rows = db.session.scalars(select(Notice).where(Notice.person_id == person.id))
    return [
        (row.params["before"]["fraction"], row.params["after"]["fraction"])
        for row in rows
        if row.kind == "quizzes.regraded"
    ]


def people_by(effect):
    rehearsal = dry_run(found())
    return rehearsal.people[effect], [
        change.name for change in rehearsal.shown if change.effect == effect
    ]


def test_nothing_is_to_be_corrected_while_the_key_stays(people, folder) -> None:
    take(people.ana, a="satu", b="dua", c="dua")
    publish_quiz(folder, single("a").replace("Soal a", "Soal yang sama"), single("b"), single("c"))
    rehearsal = dry_run(found())
    assert (rehearsal.questions, rehearsal.shown) == ([], [])
    assert correct(people).changed == 0
    assert db.session.scalars(select(Regrading)).all() == []


def test_the_dry_run_says_who_would_pass_fail_and_change_and_changes_nothing(
    people, folder
) -> None:
    up = take(people.ana, a="satu", b="dua", c="dua")  # 1 of 3; with the new key 2 of 3
    down = take(people.budi, a="satu", b="satu", c="dua")  # 2 of 3; then 1 of 3
    same = take(people.dewi, a="dua", b="", c="satu")  # 1 of 3; then too
    publish_quiz(folder, single("a"), single("b", right="dua"), single("c"))
    rehearsal = dry_run(found())
    # 60 % of 3 points are 1.8.
    assert rehearsal.people == {"passing": 1, "failing": 1, "up": 0, "down": 0, "same": 1}
    assert (rehearsal.rising, rehearsal.falling) == (1, 1)
    (question,) = rehearsal.questions
    assert (question.ref, question.answers) == ("q-b", 2)
    assert (question.gaining, question.losing) == (1, 1)
    failing, passing = rehearsal.shown
    assert (failing.name, failing.before.fraction, failing.after.fraction) == (
        "Budi",
        Decimal(2) / 3,
        Decimal(1) / 3,
    )
    (attempt,) = passing.attempts
    assert (attempt.id, attempt.before.score, attempt.after.score) == (up, Decimal(1), Decimal(2))
    assert scores(up, down, same) == [(1, 3), (2, 3), (1, 3)]
    assert db.session.scalars(select(AttemptEvent)).all() == []


def test_only_raising_lowers_nobody(people, folder) -> None:
    up = take(people.ana, a="satu", b="dua", c="dua")
    down = take(people.budi, a="satu", b="satu", c="dua")
    publish_quiz(folder, single("a"), single("b", right="dua"), single("c"))
    assert correct(people).changed == 1
    assert scores(up, down) == [(2, 3), (2, 3)]
    # 1 of 3 and 2 of 3 points, as an attempt's grade is divided.
    assert told(people.ana) == [(str(Decimal(1) / 3), str(Decimal(2) / 3))]
    assert told(people.budi) == []
    kept = db.session.scalars(
        select(AttemptQuestion.key_version_id).where(AttemptQuestion.attempt_id == down)
    )
    assert set(kept) == {None}
    # Who kept the score is listed again, and can be lowered later.
    assert people_by("failing") == (1, ["Budi"])
    assert correct(people, is_lowering=True).changed == 1
    assert scores(down) == [(1, 3)]
    assert told(people.budi) == [(str(Decimal(2) / 3), str(Decimal(1) / 3))]


def test_lowering_keeps_what_was_completed_and_issued(people, folder) -> None:
    down = take(people.budi, a="satu", b="satu", c="dua")
    issued = db.session.scalar(select(func.count()).select_from(Certificate))
    assert issued == 1
    publish_quiz(folder, single("a"), single("b", right="dua"), single("c"))
    correct(people, is_lowering=True)
    assert not fresh(down).is_passed
    assert db.session.scalar(select(func.count()).select_from(ModuleCompletion)) == 1
    assert db.session.scalar(select(func.count()).select_from(Certificate)) == 1


def test_who_passes_by_the_correction_completes_the_module_and_gets_the_certificate(
    people, folder
) -> None:
    take(people.ana, a="satu", b="dua", c="dua")
    publish_quiz(folder, single("a"), single("b", right="dua"), single("c"))
    assert db.session.scalars(select(ModuleCompletion)).all() == []
    correct(people)
    assert len(db.session.scalars(select(ModuleCompletion)).all()) == 1
    assert len(db.session.scalars(select(Certificate)).all()) == 1


def test_the_trail_says_what_changed_by_whom_and_why(people, folder) -> None:
    up = take(people.ana, a="satu", b="dua", c="dua")
    take(people.dewi, a="dua", c="satu")
    publish_quiz(folder, single("a"), single("b", right="dua"), single("c"))
    done = correct(people)
    (regrading,) = db.session.scalars(select(Regrading)).all()
    assert (regrading.is_lowering, regrading.reason, regrading.by_id) == (
        False,
        "Kuncinya keliru.",
        people.citra.id,
    )
    assert regrading.id == done.regrading_id
    # Dewi's points stay: only the key of her answer is another one.
    (event,) = db.session.scalars(select(AttemptEvent)).all()
    assert (event.attempt_id, event.kind, event.regrading_id) == (up, "regraded", regrading.id)
    assert (event.old_score, event.new_score) == (Decimal(1), Decimal(2))
    slot = next(s for s, v in queries.slots_of(up) if s.key_version_id)
    (values,) = event.details["slots"].items()
    assert (values[0], [Decimal(v) for v in values[1]]) == (str(slot.slot), [0, 1])


def test_a_second_run_finds_nothing(people, folder) -> None:
    take(people.ana, a="satu", b="dua", c="dua")
    take(people.budi, a="satu", b="satu", c="dua")
    publish_quiz(folder, single("a"), single("b", right="dua"), single("c"))
    assert correct(people, is_lowering=True).changed == 2
    again = correct(people, is_lowering=True)
    assert (again.changed, again.regrading_id) == (0, None)
    assert dry_run(found()).questions == []
    assert len(db.session.scalars(select(Regrading)).all()) == 1


def test_a_key_put_back_is_a_correction_too(people, folder) -> None:
    up = take(people.ana, a="satu", b="dua", c="dua")
    publish_quiz(folder, single("a"), single("b", right="dua"), single("c"))
    correct(people)
    publish_quiz(folder, single("a"), single("b"), single("c"))
    assert correct(people, is_lowering=True).changed == 1
    assert scores(up) == [(1, 3)]


def test_other_points_change_what_can_be_earned(people, folder) -> None:
    # 1 of 3 points; with three for q-b it is 3 of 5.
    raised = take(people.ana, b="satu")
    # 2 of 3; then 2 of 5.
    lowered = take(people.budi, a="satu", c="satu")
    publish_quiz(folder, single("a"), single("b", points=3), single("c"))
    correct(people)
    assert scores(raised, lowered) == [(3, 5), (2, 3)]
    correct(people, is_lowering=True)
    assert scores(lowered) == [(2, 5)]


def test_of_an_attempt_that_would_rise_and_fall_the_sum_decides(people, folder) -> None:
    mixed = take(people.ana, a="satu", b="dua", c="dua")
    # q-a is lost, q-b and q-c are won: 1 of 3 becomes 2 of 3.
    publish_quiz(
        folder, single("a", right="dua"), single("b", right="dua"), single("c", right="dua")
    )
    correct(people)
    assert scores(mixed) == [(2, 3)]


def test_the_best_attempt_decides_about_a_person(people, folder) -> None:
    take(people.ana, a="satu", b="satu", c="satu")
    worse = take(people.ana, at=AT + timedelta(hours=1), a="dua", b="dua", c="dua")
    publish_quiz(folder, single("a"), single("b", right="dua"), single("c"))
    rehearsal = dry_run(found())
    # 3 of 3 falls to 2 of 3, 0 of 3 rises to 1 of 3; the best of both is still a pass.
    assert rehearsal.people == {"passing": 0, "failing": 0, "up": 0, "down": 1, "same": 0}
    assert (rehearsal.rising, rehearsal.falling) == (1, 1)
    correct(people)
    assert scores(worse) == [(1, 3)]


def test_a_running_attempt_is_corrected_after_it_is_handed_in(people, folder) -> None:
    running = begin(people.ana)
    answer(running, a="satu", b="dua", c="dua")
    db.session.commit()
    number = running.id
    publish_quiz(folder, single("a"), single("b", right="dua"), single("c"))
    assert correct(people).changed == 0
    actions.submit(fresh(number), at=LATER)
    # By the key of the questions it began with.
    assert scores(number) == [(1, 3)]
    assert correct(people).changed == 1
    assert scores(number) == [(2, 3)]


def test_a_reopened_attempt_goes_on_by_the_key_it_began_with(people, folder) -> None:
    number = take(people.ana, b="satu")
    publish_quiz(folder, single("a"), single("b", right="dua"), single("c"))
    correct(people, is_lowering=True)
    assert scores(number) == [(0, 3)]
    supervision.reopen(number, minutes=None, reason="Listrik.", by_id=people.citra.id, at=LATER)
    assert dry_run(found()).questions == []
    answer(fresh(number), seq=2, b="dua")
    actions.submit(fresh(number), at=LATER)
    assert scores(number) == [(0, 3)]
    assert correct(people).changed == 1
    assert scores(number) == [(1, 3)]


def test_points_by_hand_stand_whatever_the_key_says(people, folder) -> None:
    number = take(people.ana, a="satu", b="satu", c="dua")
    slot = next(s for s, v in queries.slots_of(number) if s.fraction == 1)
    refs = [s.id for s, _ in queries.slots_of(number)]
    assert slot.id in refs
    for row, _version in queries.slots_of(number):
        marking.override(
            number,
            row.id,
            seen=0,
            points=Decimal("0.5"),
            reason="Sebagian.",
            by_id=people.citra.id,
            at=LATER,
        )
    publish_quiz(folder, single("a", right="dua"), single("b", points=9), single("c"))
    assert correct(people, is_lowering=True).changed == 0
    assert scores(number) == [(Decimal("1.5"), 3)]


def test_tries_made_on_the_way_are_counted_by_the_new_key_with_their_penalty(app, tmp_path) -> None:
    settings = "behaviour: interactive\ntries: 2\ntry-penalty: 40%\n"
    publish_quiz(tmp_path, single("a"), settings=settings)
    people = create_cast()
    attempt = begin(people.ana)
    answer(attempt, seq=1, a="dua")
    checking.check_answer(attempt, 1, at=AT)
    answer(attempt, seq=2, a="satu")
    checking.check_answer(attempt, 1, at=AT)
    actions.submit(attempt, at=AT)
    db.session.commit()
    number = attempt.id
    # The second try was right: 1 − 0.4.
    assert scores(number) == [(Decimal("0.6"), 1)]
    publish_quiz(tmp_path, single("a", right="dua"), settings=settings)
    assert dry_run(found()).shown[0].attempts[0].after.score == Decimal(1)
    correct(people)
    # The first try was, by today's key: no penalty.
    assert scores(number) == [(Decimal(1), 1)]


def test_the_dry_run_says_what_will_be_of_odd_fractions_too(app, tmp_path) -> None:
    settings = "behaviour: interactive\ntries: 2\ntry-penalty: 33.33%\n"
    publish_quiz(tmp_path, single("a"), single("b"), settings=settings)
    people = create_cast()
    attempt = begin(people.ana)
    answer(attempt, seq=1, a="dua", b="dua")
    checking.check_answer(attempt, 1, at=AT)
    answer(attempt, seq=2, a="satu")
    actions.submit(attempt, at=AT)
    db.session.commit()
    number = attempt.id
    # 1 − 0.3333 of 2 points.
    assert scores(number) == [(Decimal("0.6667"), 2)]
    publish_quiz(tmp_path, single("a"), single("b", right="dua"), settings=settings)
    (change,) = dry_run(found()).shown
    assert (change.attempts[0].after.score, change.after.fraction) == (
        Decimal("1.6667"),
        Decimal("0.83335"),
    )
    correct(people)
    assert scores(number) == [(Decimal("1.6667"), 2)]


def test_questions_drawn_from_a_pool_are_corrected_too(app, tmp_path) -> None:
    def pool(**changed):
        return f"---\nid: bank\ntitle: Bank\ntype: pool\n---\n\n{single('p', **changed)}"

    draws = "draw:\n  - {from: pools/bank.md, pick: 1}\n"
    files = {"pools/bank.md": pool()}
    publish_quiz(tmp_path, single("a"), settings=draws, **files)
    people = create_cast()
    number = take(people.ana, a="satu", p="dua")
    assert scores(number) == [(1, 2)]
    files = {"pools/bank.md": pool(right="dua")}
    publish_quiz(tmp_path, single("a"), settings=draws, **files)
    assert dry_run(found()).questions[0].ref == "q-p"
    correct(people)
    assert scores(number) == [(2, 2)]


def test_thousands_of_attempts_take_few_queries(people, folder, count_queries) -> None:
    for person in (people.ana, people.budi, people.citra, people.dewi):
        take(person, a="satu", b="dua")
    publish_quiz(folder, single("a"), single("b", right="dua"), single("c"))
    quiz = found()
    db.session.expunge_all()
    with count_queries() as made:
        dry_run(quiz)
    # Changed versions, attempts, answers, the two versions' keys, sums, names, tries, questions.
    assert len(made) <= 9
