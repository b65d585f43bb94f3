"""The page of item analysis: from rows of the database to sentences, on both databases."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.db import db
from app.library.models import Question, QuestionVersion
from app.quizzes import analysis_data
from app.quizzes.analysis.report import analyse
from app.quizzes.models import Attempt, AttemptQuestion, ManualGrade
from app.quizzes.quizzes import find_quiz
from tests.factories.courses import publish, write_course
from tests.factories.sheets import AT, choice, hand_in

PAGE = "/quizzes/surat/ujian/items"
PAGE_OF_ALL = "/quizzes/contoh/ujian-akhir/items"
FRONT = "---\nid: ujian\ntitle: Ujian surat\ntype: quiz\npurpose: graded\npass-mark: 60%\n---\n\n"
WRONG_KEY = (
    "## Berapa JP? {#q-jp}\n\n- ( ) Dua puluh {#a}\n- (x) Empat puluh {#b}\n- ( ) Lima {#c}\n"
)
FINE = "## Siapa? {#q-siapa}\n\n- (x) Atasan {#a}\n- ( ) Rekan {#b}\n- ( ) Tamu {#c}\n"
TYPED = "## Kota? {#q-kota}\n\n- = Bandung\n"


def write(folder, *questions: str) -> None:
    files = {"modules/01-ujian.md": FRONT + "\n".join(questions)}
    publish(write_course(folder / "surat", files))


@pytest.fixture
def surat(cast, tmp_path):
    """40 first attempts: 30 strong ones of whom all contradict the key, 10 weak ones."""
    write(tmp_path, WRONG_KEY, FINE, TYPED)
    for _ in range(30):
        answers = {"q-jp": choice("a"), "q-siapa": choice("a"), "q-kota": {"text": "Bandung"}}
        hand_in("surat", "ujian", answers, seconds=20)
    for _ in range(10):
        hand_in("surat", "ujian", {"q-jp": choice("b"), "q-siapa": choice("b")}, seconds=50)
    db.session.commit()
    return tmp_path


def report(*, newest: int = analysis_data.NEWEST):
    quiz = find_quiz("surat", "ujian")
    found = analysis_data.material(quiz, newest=newest)
    versions = analysis_data.versions(found, quiz, lang="id")
    return found, analyse(found.sittings, versions, found.standing)


def page(client, person) -> str:
    answer = client.sign_in(person, language="en").get(PAGE)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.get_data(as_text=True))


def test_the_page_says_first_what_is_to_be_done(client, cast, surat) -> None:
    shown = page(client, cast.eko)
    said = "75% answered “Dua puluh”, the key says “Empat puluh”."
    assert said in shown
    assert shown.index(said) < shown.index("<table")
    assert "40 first attempts" in shown
    assert "Unstable" not in shown
    assert "Peserta" not in shown


def test_figures_come_from_the_answers(surat) -> None:
    _, found = report()
    jp, siapa, kota = (question.newest.figures for question in found.questions)
    # 10, 30 and 30 of 40 earned the point.
    assert [one.facility for one in (jp, siapa, kota)] == [0.25, 0.75, 0.75]
    # Who is right in the first is wrong in the others, and the other way round.
    assert jp.discrimination == pytest.approx(-1)
    assert (kota.unanswered, jp.unanswered) == (10, 0)
    # 30 took 20 seconds for the first question, 10 took 50: the median is 20.
    assert jp.seconds == 20
    # 30 results of 2 ÷ 3 and 10 of 1 ÷ 3.
    assert found.reliability.mean == pytest.approx((30 * 2 / 3 + 10 / 3) / 40)


def test_goodwill_points_say_nothing_about_the_question(cast, surat) -> None:
    """20 of the 30 who contradict the key get the point by hand."""
    wrong = db.session.scalars(
        select(AttemptQuestion)
        .join(Attempt)
        .where(AttemptQuestion.slot == 1, AttemptQuestion.fraction == 0)
        .order_by(AttemptQuestion.id)
        .limit(20)
    ).all()
    for slot in wrong:
        slot.fraction = 1
        grade = {"number": 1, "points": 1, "given_by_id": cast.citra.id, "given_at": AT}
        db.session.add(ManualGrade(attempt_question_id=slot.id, **grade))
    db.session.commit()
    _, found = report()
    jp, siapa, _ = (question.newest.figures for question in found.questions)
    # Of the 20 that the key graded 10 were right; with the points by hand it would be 30 of 40.
    assert jp.facility == 0.5
    assert siapa.facility == 0.75
    # What was chosen is counted from all 40 all the same, and still contradicts the key.
    assert jp.parts[0].choices[0].share == 0.75
    assert found.questions[0].newest.findings[0].code == "key"


def test_only_first_attempts_that_are_graded_count(surat) -> None:
    hand_in("surat", "ujian", {}, number=2)
    hand_in("surat", "ujian", {}, state="needs_grading", score=None)
    hand_in("surat", "ujian", {}, state="in_progress", submitted_at=None, score=None)
    hand_in("surat", "ujian", {}, state="abandoned", submitted_at=None, score=None)
    found, _ = report()
    assert (found.total, len(found.sittings)) == (40, 40)


def test_of_very_many_attempts_the_newest_are_read_and_the_page_says_so(
    client, cast, surat, monkeypatch
) -> None:
    found, _ = report(newest=10)
    assert {sitting.earned == 0 for sitting in found.sittings} == {False}
    assert (found.total, len(found.sittings), found.is_cut) == (40, 10, True)
    material = analysis_data.material
    monkeypatch.setattr(analysis_data, "material", lambda quiz: material(quiz, newest=10))
    assert "These are the newest of 40" in page(client, cast.eko)


def test_a_new_version_has_figures_of_its_own(client, cast, surat) -> None:
    write(surat, WRONG_KEY.replace("Berapa JP?", "Berapa JP setahun?"), FINE, TYPED)
    hand_in("surat", "ujian", {"q-jp": choice("b")})
    _, found = report()
    newest, older = found.questions[0].versions
    assert (newest.figures.count, older.figures.count) == (1, 40)
    assert (newest.version.is_current, older.version.is_current) == (True, False)
    # Nobody is told to mend what was replaced.
    assert not [one for one, _ in found.findings if one.number == 1]
    assert "Earlier version" in page(client, cast.eko)


def test_after_a_regrading_the_corrected_key_counts(surat) -> None:
    mended = WRONG_KEY.replace("( ) Dua puluh", "(x) Dua puluh").replace("(x) Empat", "( ) Empat")
    write(surat, mended, FINE, TYPED)
    old, new = db.session.scalars(
        select(QuestionVersion)
        .where(QuestionVersion.body["ref"].as_string() == "q-jp")
        .order_by(QuestionVersion.id)
    )
    slots = select(AttemptQuestion).where(AttemptQuestion.question_version_id == old.id)
    for slot in db.session.scalars(slots):
        slot.key_version_id = new.id
        slot.fraction = 1 if slot.response == {"choice": "a"} else 0
    _, found = report()
    (version,) = found.questions[0].versions
    assert version.figures.facility == 0.75
    assert [c.option.key for c in version.figures.parts[0].right] == ["a"]
    assert "key" not in [finding.code for finding in version.findings]


def test_only_what_stands_in_the_quiz_itself_is_what_everybody_had(cast, tmp_path) -> None:
    pool = "---\nid: bank\ntitle: Bank\ntype: pool\n---\n\n" + FINE + "\n" + TYPED
    drawn = FRONT.replace("pass-mark", "draw:\n  - {from: pools/bank.md, pick: 1}\npass-mark")
    two = drawn + WRONG_KEY + "\n" + TYPED.replace("q-kota", "q-ibu-kota")
    files = {"modules/01-ujian.md": two, "pools/bank.md": pool}
    publish(write_course(tmp_path / "surat", files))
    for _ in range(3):
        hand_in("surat", "ujian", {"q-jp": choice("a")})
    found, _ = report()
    refs = db.session.scalars(
        select(Question.ref).where(Question.id.in_(set().union(*found.standing.values())))
    )
    assert set(refs) == {"q-jp", "q-ibu-kota"}


def test_the_quiz_as_a_whole_is_marked_by_its_own_count(client, cast, tmp_path) -> None:
    """Forty took it, but twenty before and twenty after a question was exchanged."""
    for asked in (FINE, FINE.replace("q-siapa", "q-lain")):
        write(tmp_path, asked, TYPED)
        for _ in range(20):
            hand_in("surat", "ujian", {"q-kota": {"text": "Bandung"}})
        db.session.commit()
    shown = page(client, cast.eko)
    assert "Unstable: fewer than 30 attempts" not in shown
    whole = shown.split('id="whole"')[1].split("</section>")[0]
    assert "(unstable)" in whole
    assert "Of the 20 attempts with the same questions." in whole
    assert "Fewer than 30: chance still moves these figures a lot." in whole


def test_a_pause_is_no_time_of_a_question(surat) -> None:
    for slot in db.session.scalars(select(AttemptQuestion).where(AttemptQuestion.slot == 2)):
        slot.saved_at += timedelta(hours=2)
    _, found = report()
    assert found.questions[1].newest.figures.seconds is None


def test_few_attempts_are_marked_unstable(client, cast, tmp_path) -> None:
    write(tmp_path, FINE)
    hand_in("surat", "ujian", {"q-siapa": choice("b")})
    shown = page(client, cast.citra)
    assert "Unstable: fewer than 30 attempts" in shown
    assert "Nothing stands out" in shown


def test_a_quiz_that_nobody_took_says_what_will_be_there(client, cast, tmp_path) -> None:
    write(tmp_path, FINE)
    shown = page(client, cast.eko)
    assert "Nothing to analyse yet" in shown
    assert "<table" not in shown


def test_the_page_is_for_authors_and_officers(client, cast) -> None:
    codes = {
        name: client.sign_in(getattr(cast, name)).get(PAGE_OF_ALL).status_code
        for name in ("ana", "budi", "citra", "dewi", "eko")
    }
    assert {name for name, code in codes.items() if code == 200} == {"citra", "eko"}
    assert set(codes.values()) == {200, 403}


def test_an_unknown_quiz_is_not_found(client, cast, surat) -> None:
    client.sign_in(cast.eko)
    for address in ("/quizzes/surat/lain/items", "/quizzes/lain/ujian/items"):
        assert client.get(address).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_attempts(surat, count_queries) -> None:
    with count_queries() as made:
        report()
    # Quiz, count, questions, attempts, answers, the quiz's own questions, versions, places.
    assert len(made) <= 8
