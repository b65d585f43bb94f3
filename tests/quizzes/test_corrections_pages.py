"""The page of corrected keys, the command, and the hints that lead there."""

import re

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.cli import main
from app.db import db
from app.notifications.models import Notice
from app.quizzes.carrying_out import carry_out
from app.quizzes.models import Regrading
from app.quizzes.regrading import Order
from app.studio.cli import report
from tests.factories.cast import AT, create_cast
from tests.factories.courses import publish
from tests.quizzes.rekeying import found, fresh, publish_quiz, quiz_text, single, take

PAGE = "/quizzes/kunci/kuis/corrections"


@pytest.fixture
def folder(app, tmp_path):
    publish_quiz(tmp_path, single("a"), single("b"), single("c"))
    return tmp_path


@pytest.fixture
def people(folder):
    return create_cast()


@pytest.fixture
def answered(people, folder) -> tuple[int, int]:
    """Ana would rise from 1 of 3 to 2 of 3, Budi fall the other way."""
    ids = take(people.ana, b="dua", a="satu"), take(people.budi, a="satu", b="satu")
    publish_quiz(folder, single("a"), single("b", right="dua"), single("c"))
    return ids


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_without_a_changed_key_there_is_nothing_to_correct(client, people) -> None:
    for person in (people.citra, people.eko):
        page = client.sign_in(person, language="en").get(PAGE)
        assert page.status_code == 200
        assert "Nothing to correct" in page.text


def test_the_page_tells_what_would_happen(client, people, answered) -> None:
    page = words(client.sign_in(people.citra, language="en").get(PAGE).text)
    assert "1 person would pass now." in page
    assert "1 person would no longer pass." in page
    assert "What they completed stays completed" in page
    assert "Budi would no longer pass 66.67% → 33.33% Attempt 1 : 2/3 → 1/3" in page
    assert "Ana would pass 33.33% → 66.67% Attempt 1 : 1/3 → 2/3" in page
    assert "1 attempt would rise, 1 attempt would fall." in page


def test_only_raising_is_what_is_suggested_and_done(client, people, answered) -> None:
    ana = people.ana.id
    client.sign_in(people.eko, language="en")
    answer = client.post(PAGE, data={"scope": "raise", "reason": "Kunci b keliru."})
    assert (answer.status_code, answer.location) == (302, PAGE)
    assert [int(fresh(one).score) for one in answered] == [2, 2]
    page = words(client.get(PAGE).text)
    assert "1 attempt is corrected." in page
    assert "only raised 1 Kunci b keliru. Eko" in page
    assert "1 person would no longer pass." in page
    told = select(Notice).where(Notice.person_id == ana, Notice.kind == "quizzes.regraded")
    assert len(db.session.scalars(told).all()) == 1
    ana = db.session.get_one(Person, ana)
    told = words(client.sign_in(ana, language="en").get("/notices").text)
    assert "Your result in “ Kuis kunci ” was corrected: 33.33% → 66.67%." in told


def test_lowering_is_done_when_asked_for(client, people, answered) -> None:
    client.sign_in(people.citra, language="en")
    client.post(PAGE, data={"scope": "all", "agreed": "y", "reason": "Kunci b keliru."})
    assert [int(fresh(one).score) for one in answered] == [2, 1]
    page = words(client.get(PAGE).text)
    assert "Nothing to correct" in page
    assert "raised and lowered 2 Kunci b keliru. Citra" in page
    page = client.get(f"/quizzes/attempts/{answered[1]}").text
    assert "Graded anew by a corrected key, Citra (score 2 → 1)" in page
    assert "graded by a corrected key" in page


def test_nobody_loses_points_without_a_second_yes(client, people, answered) -> None:
    client.sign_in(people.citra, language="en")
    shown = client.get(PAGE).text
    # Of the two attempts one rises to 2, the other falls to 1 of 3 and no longer passes.
    lost = "1 attempt would fall. 1 person would no longer pass."
    assert (
        f'data-confirm="Grade anew? 1 attempt would rise. Only with “raise and lower”: {lost}"'
        in shown
    )
    assert f"Only for “raise and lower”: {lost}" in shown
    answer = client.post(PAGE, data={"scope": "all", "reason": "Kunci b keliru."})
    assert answer.status_code == 422
    assert "Tick this box if scores are really to fall." in answer.text
    assert [int(fresh(one).score) for one in answered] == [1, 2]


@pytest.mark.parametrize(
    "data", [{"scope": "raise", "reason": " "}, {"scope": "none", "reason": "x"}, {}]
)
def test_without_a_reason_or_a_choice_nothing_is_done(client, people, answered, data) -> None:
    client.sign_in(people.citra, language="en")
    answer = client.post(PAGE, data=data)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert db.session.scalars(select(Regrading)).all() == []


def test_a_second_press_changes_nothing(client, people, answered) -> None:
    client.sign_in(people.citra, language="en")
    for _ in range(2):
        client.post(PAGE, data={"scope": "raise", "reason": "x"})
    assert "Nobody's points have changed." in client.get(PAGE).text.replace("&#39;", "'")
    assert len(db.session.scalars(select(Regrading)).all()) == 1


def test_what_was_stopped_half_way_goes_on(people, answered) -> None:
    """Each attempt has a transaction of its own; what is done is not done again."""
    citra = people.citra.id
    assert not carry_out(Order(found(), True, "x", citra, AT), seconds=-1)
    assert [int(fresh(one).score) for one in answered] == [1, 2]
    assert carry_out(Order(found(), True, "x", citra, AT))
    assert [int(fresh(one).score) for one in answered] == [2, 1]


def test_outsiders_and_what_is_no_quiz(client, people, answered) -> None:
    client.sign_in(people.citra)
    for address in ("/quizzes/kunci/lain/corrections", "/quizzes/lain/kuis/corrections"):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


@pytest.mark.parametrize("who", ["ana", "budi", "dewi"])
def test_learners_and_supervisors_may_not(client, people, who) -> None:
    client.sign_in(getattr(people, who))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, data={"scope": "all", "reason": "x"}).status_code == 403


def test_the_studio_leads_to_the_corrections(client, people, answered) -> None:
    page = client.sign_in(people.eko, language="en").get("/studio/courses/kunci").text
    assert f'href="{PAGE}"' in page
    assert "Answers graded by an earlier key" in page


def test_the_studio_says_nothing_where_no_key_changed(client, people) -> None:
    take(people.ana, a="satu")
    assert PAGE not in client.sign_in(people.eko).get("/studio/courses/kunci").text


def test_publishing_by_command_tells_what_to_do(people, folder, capsys) -> None:
    take(people.ana, a="satu")
    page = folder / "kunci/modules/01-kuis.md"
    other = quiz_text(single("a", right="dua"), single("b"), single("c"))
    page.write_text(other, encoding="utf-8")
    db.session.commit()
    report(publish(folder / "kunci"), "en")
    assert "lentera quiz regrade kunci kuis" in capsys.readouterr().out


@pytest.fixture
def run(app, monkeypatch):
    """The command within the test's own transaction."""
    from click.testing import CliRunner

    monkeypatch.setattr("app.cli.NEED_APPLICATION", ())

    def invoke(*arguments):
        db.session.commit()
        return CliRunner().invoke(main, ["quiz", "regrade", "kunci", "kuis", *arguments])

    return invoke


def test_the_command_only_tells_by_default(people, answered, run) -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert "q-b: 2 answers, 1 gain points, 1 lose points" in result.output
    assert "People whose grade would pass: 1" in result.output
    assert "Attempts that would rise: 1, fall: 1" in result.output
    assert [int(fresh(one).score) for one in answered] == [1, 2]


def test_the_command_carries_out_what_it_is_told(people, answered, run) -> None:
    done = run("--apply", "--reason", "Kunci b.", "--by", people.citra.email)
    assert "Attempts corrected: 1" in done.output
    assert [int(fresh(one).score) for one in answered] == [2, 2]
    done = run("--apply", "--lower", "--reason", "Kunci b.", "--by", people.citra.email)
    assert "Attempts corrected: 1" in done.output
    assert [int(fresh(one).score) for one in answered] == [2, 1]
    assert "Nothing to correct" in run().output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--apply", "--by", "citra@lentera.example"), "--reason"),
        (("--apply", "--reason", "x"), "--by"),
        (("--apply", "--reason", "x", "--by", "nobody@lentera.example"), "--by"),
    ],
)
def test_the_command_wants_a_reason_and_a_person(people, answered, run, arguments, words) -> None:
    result = run(*arguments)
    assert result.exit_code == 1
    assert words in result.output
    assert db.session.scalars(select(Regrading)).all() == []
