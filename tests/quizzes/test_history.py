"""A learner's own attempts at all quizzes."""

import re

import pytest
from sqlalchemy import select

from app.db import db
from app.library.models import ModuleVersion
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


def read(client, person, query=""):
    return client.sign_in(person, language="en").get(f"/attempts{query}").text


def lines(page):
    """Headings and attempts in the order of the page, as words."""
    main = page.split("<main", 1)[1].split("</main>")[0]
    found = re.findall(r"<h2.*?</h2>|<li>\s*<a.*?</li>", main.split("</h1>")[1], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", line).split()) for line in found]


def attempts(page):
    return [line for line in lines(page) if "Attempt " in line]


def test_what_runs_stands_on_top_and_the_rest_under_its_quiz(client, done) -> None:
    expected = [
        ("Running",),
        ("Continue", "Kuis latihan", "Kursus Contoh", "Attempt 2", "begun"),
        ("Kuis latihan",),
        ("Attempt 1", "30%"),
        ("Ujian akhir",),
        ("Attempt 2", "80%", "Passed"),
        ("Attempt 1", "40%", "Not passed yet"),
    ]
    found = lines(read(client, done.ana))
    assert len(found) == len(expected)
    for line, words in zip(found, expected, strict=True):
        assert all(word in line for word in words), line


def test_where_one_attempt_does_not_decide_it_has_no_verdict(client, done) -> None:
    exam = attempt(done.dewi, 1, score="8").module_version_id
    version = db.session.scalars(select(ModuleVersion).where(ModuleVersion.id == exam)).one()
    version.settings = {**version.settings, "grade": "average"}
    db.session.commit()
    (line,) = attempts(read(client, done.dewi))
    assert "80%" in line
    assert "Passed" not in line
    found = " ".join(attempts(read(client, done.ana)))
    assert "40%" in found
    assert "assed" not in found


def test_nobody_finds_attempts_of_others(client, done) -> None:
    assert attempts(read(client, done.dewi)) == []
    assert len(attempts(read(client, done.budi))) == 1
    mine = attempt(done.citra, 1, score="9")
    page = read(client, done.citra)
    assert page.count("/attempts/") == 1
    assert f"/attempts/{mine.id}" in page


def test_the_list_goes_on_and_back_to_its_newest(client, done, monkeypatch) -> None:
    monkeypatch.setattr(history, "PAGE_SIZE", 2)
    first = read(client, done.ana)
    onward = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = client.get(onward).text
    # The one that runs, and two; it is not told again.
    assert (len(attempts(first)), len(attempts(second))) == (3, 1)
    assert "40%" in attempts(second)[0]
    assert 'rel="next"' not in second
    assert 'href="/attempts"' in second.split('rel="prev"')[0][-200:]


def test_what_is_no_place_in_the_list_is_its_beginning(client, done) -> None:
    assert len(attempts(read(client, done.ana, "?before=x"))) == 4


def test_the_number_of_queries_does_not_grow_with_the_attempts(client, done, count_queries) -> None:
    client.sign_in(done.ana)
    with count_queries() as made:
        client.get("/attempts")
    # The session, what runs, and the list.
    assert len(made) == 3


def test_it_is_linked_from_the_record(client, done) -> None:
    assert 'href="/attempts"' in client.sign_in(done.ana).get("/record").text


def test_it_is_only_read(client, done) -> None:
    assert client.sign_in(done.ana).post("/attempts").status_code == 405
