"""A quiz that the course has no more: what was done in it is still found and read."""

import pytest

from app.accounts.models import Person
from app.db import db
from app.library.models import Course
from app.quizzes.quizzes import find_quiz
from tests.factories.courses import LESSON, publish, write_course
from tests.factories.sheets import choice, hand_in

PAGE = "/quizzes/surat/ujian"
LESSON_FILE = {"modules/00-bacaan.md": LESSON.format(ref="bacaan")}
QUIZ = (
    "---\nid: {ref}\ntitle: Kuis {ref}\ntype: quiz\npurpose: graded\npass-mark: 60%\n---\n\n"
    "## Siapa? {{#q-{ref}}}\n\n- (x) Atasan {{#a}}\n- ( ) Rekan {{#b}}\n"
)
PAGES = ("", "/units", "/items", "/corrections", "/terms", "/integrity", "/export.csv")


def publish_with(folder, *refs: str) -> None:
    root = folder / "surat"
    for old in root.glob("modules/*"):
        old.unlink()
    quizzes = {f"modules/{ref}.md": QUIZ.format(ref=ref) for ref in refs}
    publish(write_course(root, LESSON_FILE | quizzes))


def signed_in(client, person_id: int):
    return client.sign_in(db.session.get_one(Person, person_id), language="en")


@pytest.fixture
def citra(cast, tmp_path) -> int:
    """Somebody took two quizzes; then one left the course. The officer's id."""
    person_id = cast.citra.id
    publish_with(tmp_path, "ujian", "lain", "sepi")
    for ref in ("ujian", "lain"):
        hand_in("surat", ref, {f"q-{ref}": choice("a")}, score=1)
    db.session.commit()
    publish_with(tmp_path, "lain")
    return person_id


def test_it_is_found_as_it_was_asked_last(citra, tmp_path) -> None:
    former, live = find_quiz("surat", "ujian"), find_quiz("surat", "lain")
    assert former
    assert live
    assert (former.words.title, former.is_live, live.is_live) == ("Kuis ujian", False, True)
    # What is corrected is corrected by the keys of today.
    assert former.course_version_id == live.course_version_id


def test_asked_again_it_is_live_again(citra, tmp_path) -> None:
    publish_with(tmp_path, "lain", "ujian")
    again = find_quiz("surat", "ujian")
    assert again
    assert again.is_live


@pytest.mark.parametrize("end", PAGES)
def test_its_pages_are_all_there_and_say_so(client, citra, end) -> None:
    answer = signed_in(client, citra).get(PAGE + end)
    assert answer.status_code == 200
    if end != "/export.csv":
        assert "This quiz is no longer asked." in answer.text
        assert "no longer asked" not in client.get("/quizzes/surat/lain" + end).text
    if end in ("", "/export.csv"):
        assert "Peserta" in answer.text


def test_it_has_nothing_to_correct(client, citra) -> None:
    assert "Nothing to correct" in signed_in(client, citra).get(f"{PAGE}/corrections").text
    sent = {"scope": "raise", "reason": "Kunci keliru."}
    assert client.post(f"{PAGE}/corrections", data=sent).location == f"{PAGE}/corrections"


def test_the_index_folds_it_with_its_numbers(client, citra) -> None:
    page = signed_in(client, citra).get("/quizzes").text
    course = page.split("Kursus surat</h2>")[1].split("</section>")[0]
    asked, _, folded = course.partition("<details>")
    assert "/quizzes/surat/lain" in asked
    assert PAGE not in asked
    assert ">1<" in folded.split(f'href="{PAGE}"')[1].split("</tr>")[0]
    # What nobody took is not told of.
    assert "sepi" not in course


def test_a_course_without_a_live_version_keeps_its_results(client, citra) -> None:
    course = db.session.query(Course).filter_by(ref="surat").one()
    course.live_version_id = None
    db.session.commit()
    assert "Peserta" in signed_in(client, citra).get(PAGE).text
    assert client.get(f"{PAGE}/corrections").status_code == 200
    page = client.get("/quizzes").text.split("Kursus surat</h2>")[1].split("</section>")[0]
    folded = page.partition("<details>")[2]
    assert f'href="{PAGE}"' in folded
    assert 'href="/quizzes/surat/lain"' in folded
