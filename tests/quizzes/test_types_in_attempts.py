"""The types that are filled in piece by piece, from the posted form to the points."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from app.content.questions import Tokens, load
from app.db import db
from app.learning import actions as learning
from app.library import queries as library
from app.quizzes import queries
from app.quizzes.models import Attempt
from tests.conftest import COURSES
from tests.factories import answers
from tests.factories.cast import AT
from tests.factories.courses import publish


@pytest.fixture
def attempt(client, cast):
    publish(COURSES / "jenis-soal")
    learning.enrol(cast.ana, library.find_live("jenis-soal"), at=AT)
    client.sign_in(cast.ana, language="en")
    client.post("/courses/jenis-soal/modules/kuis/attempts")
    return db.session.scalars(select(Attempt)).one()


def parts(attempt, ref):
    """Slot, tokens and question of one of the quiz's questions."""
    number = answers.slot_of(attempt, ref)
    version = next(v for slot, v in queries.slots_of(attempt.id) if slot.slot == number)
    return number, Tokens(attempt.secret, number), load(version.body)


def save(client, attempt, number, fields):
    data = {f"q{number}-{name}": value for name, value in fields.items()}
    client.post(f"/attempts/{attempt.id}/answers", data={**data, f"q{number}-seq": "1"})


def numbered(attempt, places):
    """Item text → the number typed beside it, as the form's fields."""
    number, tokens, question = parts(attempt, "q-urut")
    keys = {item.text.source: item.key for item in question.items}
    return number, {f"order-{tokens.of(keys[text])}": place for text, place in places.items()}


def gaps(attempt, *texts):
    number, tokens, question = parts(attempt, "q-rumpang")
    names = [f"gap-{tokens.of(gap.key)}" for gap in question.gaps]
    return number, dict(zip(names, texts, strict=False))


def test_each_pair_of_neighbours_in_the_right_order_earns_its_share(client, attempt) -> None:
    save(
        client,
        attempt,
        *numbered(
            attempt,
            {
                "Pemilihan penyedia": "1",
                "Pelaksanaan kontrak": "2",
                "Perencanaan": "3",
                "Serah terima": "4",
            },
        ),
    )
    client.post(f"/attempts/{attempt.id}/submission")
    # One of three pairs: a third of 3 points.
    assert db.session.get_one(Attempt, attempt.id).score == Decimal(1)


def test_a_number_given_twice_is_kept_told_as_open_and_worth_nothing(client, attempt) -> None:
    places = {"Perencanaan": "1", "Serah terima": "1"}
    save(client, attempt, *numbered(attempt, places))
    page = client.get(f"/attempts/{attempt.id}").text
    assert page.count('value="1" selected') == 2
    summary = client.get(f"/attempts/{attempt.id}/summary").text
    assert "Urutkan tahap pengadaan</a> (not all filled in)" in summary
    client.post(f"/attempts/{attempt.id}/submission")
    assert db.session.get_one(Attempt, attempt.id).score == Decimal(0)


def test_each_gap_earns_its_share_and_what_was_typed_stays(client, attempt) -> None:
    save(client, attempt, *gaps(attempt, "kota  BANDUNG", "dua"))
    page = client.get(f"/attempts/{attempt.id}").text
    assert 'value="kota  BANDUNG"' in page
    assert 'value="dua"' in page
    assert "This cannot be read as a number." in page
    client.post(f"/attempts/{attempt.id}/submission")
    # One of three gaps: a third of 3 points.
    assert db.session.get_one(Attempt, attempt.id).score == Decimal(1)


def test_a_running_attempt_tells_no_key_of_an_order_or_a_gap(client, attempt) -> None:
    save(client, attempt, *gaps(attempt, "Jakarta", "3"))
    page = client.get(f"/attempts/{attempt.id}").text
    for told in ("Kota Bandung", "Accepted answer", "right number", "is-wrong", 'value="2,5"'):
        assert told not in page


def test_an_essay_in_a_lesson_is_compared_never_judged(client, attempt) -> None:
    lesson = "/courses/jenis-soal/modules/cek-diri"
    assert "melaporkannya" not in client.get(lesson).text
    page = client.post(
        f"{lesson}/checks/q-cek-esai",
        data={"text": "Saya menolak bingkisan itu."},
        headers={"HX-Request": "true"},
    ).text
    assert "Saya menolak bingkisan dari rekanan dan melaporkannya." in page
    assert "Now compare your answer with the model answer above." in page
    assert ">\nSaya menolak bingkisan itu.</textarea>" in page
    assert "verdict" not in page
