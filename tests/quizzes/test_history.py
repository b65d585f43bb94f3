"""A learner's own attempts at all quizzes."""

import pytest

from app.quizzes import history
from tests.quizzes.test_results import attempt


@pytest.fixture
def done(cast):
    """Ana passed the exam the second time, practised, and is at it again."""
    attempt(cast.ana, 1, score="4")
    attempt(cast.ana, 2, score="8")
    attempt(cast.ana, 1, score="3", module="kuis-latihan")
    attempt(cast.ana, 2, "in_progress", module="kuis-latihan")
    attempt(cast.budi, 1, score="5.5")
    return cast


def rows(page):
    return [" ".join(row.split()) for row in page.split('<th scope="row">')[1:]]


def test_the_newest_attempt_stands_on_top(client, done) -> None:
    found = rows(client.sign_in(done.ana, language="en").get("/attempts").text)
    expected = [
        ("Kuis latihan", "Attempt 2", "Running", "Continue"),
        ("Kuis latihan", "Attempt 1", "30%", "Done", "See result"),
        ("Ujian akhir", "Attempt 2", "80%", "Passed", "See result"),
        ("Ujian akhir", "Attempt 1", "40%", "Not passed yet", "See result"),
    ]
    assert len(found) == len(expected)
    for row, words in zip(found, expected, strict=True):
        assert all(word in row for word in (*words, "Kursus Contoh"))


def test_nobody_finds_attempts_of_others(client, done) -> None:
    assert rows(client.sign_in(done.dewi).get("/attempts").text) == []
    assert len(rows(client.sign_in(done.budi).get("/attempts").text)) == 1
    mine = attempt(done.citra, 1, score="9")
    page = client.sign_in(done.citra).get("/attempts").text
    assert page.count("/attempts/") == 1
    assert f"/attempts/{mine.id}" in page


def test_the_list_goes_on_and_back_to_its_newest(client, done, monkeypatch) -> None:
    monkeypatch.setattr(history, "PAGE_SIZE", 3)
    first = client.sign_in(done.ana, language="en").get("/attempts").text
    onward = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = client.get(onward).text
    assert (len(rows(first)), len(rows(second))) == (3, 1)
    assert "40%" in rows(second)[0]
    assert 'rel="next"' not in second
    assert 'href="/attempts"' in second.split('rel="prev"')[0][-200:]


def test_what_is_no_place_in_the_list_is_its_beginning(client, done) -> None:
    assert len(rows(client.sign_in(done.ana).get("/attempts?before=x").text)) == 4


def test_the_number_of_queries_does_not_grow_with_the_attempts(client, done, count_queries) -> None:
    client.sign_in(done.ana)
    with count_queries() as made:
        client.get("/attempts")
    # The session and the list.
    assert len(made) == 2


def test_it_is_linked_from_the_record(client, done) -> None:
    assert 'href="/attempts"' in client.sign_in(done.ana).get("/record").text


def test_it_is_only_read(client, done) -> None:
    assert client.sign_in(done.ana).post("/attempts").status_code == 405
