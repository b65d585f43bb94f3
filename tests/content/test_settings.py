"""Every setting of a quiz is read and typed; what makes no sense together is told."""

from decimal import Decimal
from fractions import Fraction

import pytest

from app.content.messages import say
from app.content.model import QuizSettings
from tests.content.reading import codes, page_of, read

ONE = "## Satu {#q-a}\n\n- = 1\n"
SHOWN = {"answer", "correctness", "points", "feedback", "explanation"}


def settings_of(*front: str) -> QuizSettings:
    page = page_of(ONE, front="\n".join(("type: quiz", *front)))
    assert page.settings is not None
    return page.settings


def found(*front: str) -> list[tuple[int, str]]:
    """Lines count from 5, the first of those given."""
    return codes(read(ONE, front="\n".join(("type: quiz", *front)))[1])


def test_a_quiz_that_states_nothing_has_the_usual_settings():
    settings = settings_of()
    assert (settings.pass_mark, settings.attempts, settings.delay) == (Decimal("0.7"), 3, 0)
    assert (settings.grade, settings.behaviour, settings.navigation) == ("best", "deferred", "free")
    assert (settings.tries, settings.try_penalty) == (3, Decimal("0.3333"))
    assert (settings.builds_on_last, settings.per_page) == (False, None)


@pytest.mark.parametrize(
    ("front", "name", "value"),
    [
        ("grade: last", "grade", "last"),
        ("grade: first", "grade", "first"),
        ("grade: average", "grade", "average"),
        ("delay: 1 jam", "delay", 3600),
        ("delay: PT30M", "delay", 1800),
        ("behaviour: immediate", "behaviour", "immediate"),
        ("per-page: 1", "per_page", 1),
        ("per-page: 0", "per_page", None),
        ("builds-on-last: true", "builds_on_last", True),
        ("builds-on-last: ya", "builds_on_last", True),
        ("builds-on-last: no", "builds_on_last", False),
        ("attempts: tanpa batas", "attempts", None),
        ("time-limit: 20 menit", "time_limit", 1200),
        ("pass-mark: 62,5%", "pass_mark", Decimal("0.625")),
        ("purpose: pre-test", "purpose", "pre-test"),
        ("shuffle: [questions, choices]", "shuffle", {"questions", "choices"}),
        ("shuffle: choices", "shuffle", {"choices"}),
    ],
)
def test_a_setting_is_read(front: str, name: str, value: object):
    assert getattr(settings_of(front), name) == value
    assert found(front) == []


def test_tries_and_their_penalty_are_read_where_questions_are_interactive():
    settings = settings_of("behaviour: interactive", "tries: 2", "try-penalty: 33%")
    assert (settings.tries, Fraction(settings.try_penalty)) == (2, Fraction(33, 100))


def test_sequential_navigation_is_read_with_pages_to_navigate():
    front = ("navigation: sequential", "per-page: 1")
    assert settings_of(*front).navigation == "sequential"
    assert found(*front) == []


def test_immediate_feedback_alone_means_that_questions_are_marked_at_once():
    settings = settings_of("feedback: immediate")
    assert settings.behaviour == "immediate"
    assert settings.review["during"] == SHOWN


@pytest.mark.parametrize("behaviour", ["immediate", "interactive"])
def test_questions_marked_at_once_show_it_without_being_told_to(behaviour: str):
    assert settings_of(f"behaviour: {behaviour}").review["during"] == SHOWN
    assert "key" in settings_of(f"behaviour: {behaviour}").review["after-pass"]


def test_rows_during_the_attempt_may_hold_everything_where_questions_are_marked_at_once():
    row = "answer, correctness, points, feedback, explanation, key"
    settings = settings_of("behaviour: immediate", f"review: {{during: [{row}]}}")
    assert settings.review["during"] == SHOWN | {"key"}


@pytest.mark.parametrize(
    "front",
    [
        ("behaviour: deferred", "feedback: immediate"),
        ("behaviour: deferred", "review: {during: [correctness]}"),
        ("behaviour: deferred", "review: {during: [key]}"),
        ("behaviour: immediate", "feedback: never"),
        ("behaviour: interactive", "feedback: after-pass"),
        ("behaviour: interactive", "review: {during: [answer]}"),
    ],
)
def test_marks_during_the_attempt_and_behaviour_must_agree(front: tuple[str, ...]):
    assert found(*front) == [(6, "E134")]


@pytest.mark.parametrize(
    ("front", "key", "needs"),
    [
        (("tries: 2",), "tries", "behaviour: interactive"),
        (("try-penalty: 10%",), "try-penalty", "behaviour: interactive"),
        (("delay: 1 jam", "attempts: 1"), "delay", "attempts: 2"),
        (("grade: last", "attempts: 1"), "grade", "attempts: 2"),
        (("builds-on-last: ya", "attempts: 1"), "builds-on-last", "attempts: 2"),
        (("pass-mark: 60%", "purpose: practice"), "pass-mark", "purpose: graded"),
        (("pass-mark: 60%", "purpose: pre-test"), "pass-mark", "purpose: graded"),
        (("grace: 2 menit",), "grace", "time-limit: 20 menit"),
        (("navigation: sequential",), "navigation", "per-page: 1"),
    ],
)
def test_a_setting_without_effect_is_told_with_what_it_needs(
    front: tuple[str, ...], key: str, needs: str
):
    _, findings = read(ONE, front="\n".join(("type: quiz", *front)))
    (finding,) = findings
    assert (finding.line, finding.code) == (5, "W133")
    assert f"“{key}”" in say(finding, "id")
    assert f"“{needs}”" in say(finding, "id")


def test_the_advice_for_a_setting_without_effect_mends_it():
    for front in (
        ("tries: 2", "behaviour: interactive"),
        ("delay: 1 jam", "attempts: 2"),
        ("grace: 2 menit", "time-limit: 20 menit"),
        ("navigation: sequential", "per-page: 1"),
        ("pass-mark: 60%", "purpose: post-test"),
    ):
        assert found(*front) == []


@pytest.mark.parametrize(
    ("front", "meant"),
    [
        ("grade: averge", "average"),
        ("behaviour: imediate", "immediate"),
        ("navigation: sequensial", "sequential"),
        ("shuffle: [question]", "questions"),
        ("feedback: after-submited", "after-submit"),
        ("review: {after-submit: [anser]}", "answer"),
        ("review: {after-sumbit: [answer]}", "after-submit"),
        ("timelimit: 20 menit", "time-limit"),
        ("purpose: pretest", "pre-test"),
    ],
)
def test_a_misspelt_key_or_value_gets_a_suggestion(front: str, meant: str):
    _, findings = read(ONE, front=f"type: quiz\n{front}")
    (finding,) = findings
    assert finding.code in ("E103", "E104")
    assert say(finding, "id").endswith(f"Maksudnya “{meant}”?")
    assert say(finding, "en").endswith(f"Did you mean “{meant}”?")


def test_a_survey_is_a_page_of_questions_without_settings():
    page = page_of("## Alasan {#q-alasan}\n\n- ( ) Wajib\n- ( ) Minat\n", front="type: survey")
    assert (page.kind, page.settings) == ("survey", None)
    assert [question.ref for question in page.questions] == ["q-alasan"]


def test_the_lines_of_the_front_matter_are_kept():
    page = page_of(ONE, front="type: quiz\nper-page: 1")
    assert dict(page.lines) == {"id": 2, "title": 3, "type": 4, "per-page": 5}


@pytest.mark.parametrize(
    ("front", "meant"), [("70", "70%"), ("62,5", "62,5%"), ("170", ""), ("0.7", ""), ("tujuh", "")]
)
def test_a_percentage_without_its_sign_gets_it(front: str, meant: str):
    _, (finding,) = read(ONE, front=f"type: quiz\npass-mark: {front}")
    assert finding.code == "E104"
    assert finding.params["meant"] == meant


def test_attempts_may_be_without_limit_and_the_finding_says_so():
    _, (finding,) = read(ONE, front="type: quiz\nattempts: tiga")
    assert "tanpa batas" in say(finding, "id")
    assert "unlimited" in say(finding, "en")


@pytest.mark.parametrize(
    ("front", "key", "where"),
    [
        ("certificat: automatic", "certificate", "course.md"),
        ("type: lesson\nattempt: 2", "attempts", "halaman dengan type: quiz"),
    ],
)
def test_a_misspelt_key_of_another_file_is_sent_there(front: str, key: str, where: str):
    _, (finding,) = read("Teks.\n", front=front)
    assert finding.code == "E103"
    assert say(finding, "id").endswith(f"“{key}”: kunci itu ditulis di {where}.")
