"""The learner is told when a trainer has given the points, and when they were corrected."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.db import db
from app.learning import actions as learning
from app.library import queries as library
from app.notifications.models import Notice
from app.quizzes import notices, queries
from app.quizzes.models import Attempt
from tests.conftest import COURSES
from tests.factories.answers import slot_of
from tests.factories.cast import AT
from tests.factories.courses import publish


@pytest.fixture(autouse=True)
def _published(app) -> None:
    publish(COURSES / "esai")


@pytest.fixture
def hand_in(client, cast):
    """Ana hands in a quiz with the answers given."""
    learning.enrol(cast.ana, library.find_live("esai"), at=AT)

    def handed_in(quiz: str, **texts: str) -> Attempt:
        client.sign_in(cast.ana).post(f"/courses/esai/modules/{quiz}/attempts")
        newest = select(Attempt).order_by(Attempt.id.desc())
        attempt = db.session.scalars(newest).first()
        for ref, text in texts.items():
            slot = slot_of(attempt, ref.replace("_", "-"))
            data = {f"q{slot}-text": text, f"q{slot}-seq": "1"}
            client.post(f"/attempts/{attempt.id}/answers", data=data)
        client.post(f"/attempts/{attempt.id}/submission")
        attempt_id = attempt.id
        client.sign_in(cast.eko)
        return db.session.get_one(Attempt, attempt_id)

    return handed_in


def give(client, attempt, ref, points, *, seen="0", comment="") -> None:
    slot = slot_of(attempt, ref)
    answer = next(row.id for row, _ in queries.slots_of(attempt.id) if row.slot == slot)
    data = {"points": points, "comment": comment, "seen": seen}
    assert client.post(f"/marking/{answer}/grades", data=data).status_code == 302


def told() -> list[tuple[int, str]]:
    rows = db.session.execute(select(Notice.person_id, Notice.kind).order_by(Notice.id))
    return [(person_id, kind) for person_id, kind in rows]


def test_the_last_points_are_told_and_each_correction_after_them(client, cast, hand_in) -> None:
    review = hand_in("telaah", q_tolak="Saya menolak.", q_catat="Tanggal.")
    give(client, review, "q-tolak", "4")
    assert told() == []
    # Not complete yet: a correction now is part of the marking.
    give(client, review, "q-tolak", "3", seen="1")
    assert told() == []
    give(client, review, "q-catat", "3")
    marked = (cast.ana.id, "quizzes.marked")
    corrected = (cast.ana.id, "quizzes.points-corrected")
    assert told() == [marked]
    give(client, review, "q-catat", "4", seen="1")
    give(client, review, "q-tolak", "5", seen="2")
    assert told() == [marked, corrected, corrected]


def test_a_second_click_or_a_new_comment_alone_tells_nothing_more(client, hand_in) -> None:
    review = hand_in("telaah", q_tolak="Saya menolak.")
    for _ in range(2):
        give(client, review, "q-tolak", "4")
    give(client, review, "q-tolak", "4", seen="1", comment="Baik.")
    assert [kind for _, kind in told()] == ["quizzes.marked"]


def test_points_for_the_own_answers_tell_nothing(client, cast, hand_in) -> None:
    reflection = hand_in("refleksi", q_ubah="Saya akan mencatat.")
    address = f"/attempts/{reflection.id}/grades"
    client.sign_in(cast.ana).post(address, data={"q1-points": "4"})
    assert db.session.scalars(select(Attempt.state)).all() == ["graded"]
    assert told() == []


def test_the_notice_names_the_quiz_and_leads_to_the_result(client, cast, hand_in) -> None:
    review = hand_in("telaah", q_tolak="Saya menolak.")
    give(client, review, "q-tolak", "4")
    result = f"/attempts/{review.id}"
    page = client.sign_in(cast.ana, language="en").get("/").text
    assert 'Your answers in “<span lang="id">Telaah kasus</span>” have been marked.' in page
    notice = db.session.scalars(select(Notice)).one()
    assert client.post(f"/notices/{notice.id}/reading").location == result
    assert "have been marked" not in client.get("/").text


def test_an_attempt_that_was_handed_in_again_is_told_again(client, hand_in) -> None:
    review = hand_in("telaah", q_tolak="Saya menolak.")
    for moment in (AT, AT, AT + timedelta(hours=1)):
        review.submitted_at = moment
        notices.tell_marked(review, at=AT)
    assert [kind for _, kind in told()] == ["quizzes.marked", "quizzes.marked"]
