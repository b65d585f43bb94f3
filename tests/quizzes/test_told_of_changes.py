"""A result that others changed says when, why, and from what to what."""

import re

import pytest

from app.db import db
from app.kit import clock
from app.quizzes.carrying_out import carry_out
from app.quizzes.regrading import Order
from tests.factories.cast import create_cast
from tests.quizzes.rekeying import found, publish_quiz, single, take

KEPT = "Whoever has finished the module already keeps it finished."


@pytest.fixture
def folder(app, tmp_path):
    publish_quiz(tmp_path, single("a"), single("b"), single("c"))
    return tmp_path


@pytest.fixture
def people(folder):
    return create_cast()


def correct_key(people, folder) -> None:
    publish_quiz(folder, single("a"), single("b", right="dua"), single("c"))
    order = Order(found(), True, "Kuncinya <keliru>.", people.citra.id, clock.now())
    db.session.commit()
    assert carry_out(order)


def result(client, person, attempt_id: int) -> str:
    page = client.sign_in(person, language="en").get(f"/attempts/{attempt_id}").text
    return " ".join(page.split())


def test_who_fell_by_a_corrected_key_reads_why_and_that_the_module_stays(
    client, people, folder
) -> None:
    # 2 of 3 points, 60 % pass; then 1 of 3.
    attempt_id = take(people.budi, a="satu", b="satu", c="dua")
    assert "Changed afterwards" not in result(client, people.budi, attempt_id)
    correct_key(people, folder)
    page = result(client, people.budi, attempt_id)
    told = r"Graded anew by a corrected key \(score 2 → 1\)\. Reason: Kuncinya &lt;keliru&gt;\."
    assert re.search(told, page)
    assert KEPT in page
    told = r"was corrected: 66\.67% → 33\.33%\. Reason: Kuncinya &lt;keliru&gt;\."
    assert re.search(told, client.get("/notices").text)


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({"a": "satu", "b": "dua", "c": "dua"}, "(score 1 → 2)"),
        ({"a": "dua", "b": "satu", "c": "dua"}, "(score 1 → 0)"),
    ],
)
def test_who_rose_or_never_passed_reads_nothing_of_a_finished_module(
    client, people, folder, choices, told
) -> None:
    attempt_id = take(people.ana, **choices)
    correct_key(people, folder)
    page = result(client, people.ana, attempt_id)
    assert told in page
    assert KEPT not in page


def test_points_by_hand_and_reopening_are_told_with_their_reasons(client, people, folder) -> None:
    attempt_id = take(people.ana, a="satu", b="dua", c="dua")
    client.sign_in(people.citra)
    data = {"reason": "Listrik padam."}
    assert client.post(f"/quizzes/attempts/{attempt_id}/reopening", data=data).status_code == 302
    client.sign_in(people.ana).post(f"/attempts/{attempt_id}/submission")
    data = {"points": "1", "comment": "Tertulis di buku.", "seen": "0"}
    client.sign_in(people.citra)
    address = f"/quizzes/attempts/{attempt_id}/questions/2/grades"
    assert client.post(address, data=data).status_code == 302
    page = result(client, people.ana, attempt_id)
    assert "Opened again. Reason: Listrik padam." in page
    told = "Points of question 2 given by hand (score 1 → 2). Reason: Tertulis di buku."
    assert told in page
