"""Every finding has words in both languages that name what to write instead."""

import re
from pathlib import Path

import pytest

from app.content.findings import Finding
from app.content.message_texts import MESSAGES, WORDS
from app.content.messages import line_of, say
from tests.content.reading import read

APP = Path(__file__).parents[2] / "app"


def source_of(package: str) -> str:
    files = (APP / package).rglob("*.py")
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


SOURCE = source_of("content")


def fields(text: str) -> set[str]:
    return set(re.findall(r"(?<!\{)\{(\w+)\}(?!\})", text))


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_both_languages_name_the_same_parameters(code: str):
    indonesian, english = MESSAGES[code]
    assert indonesian != english
    assert fields(indonesian) == fields(english)


def test_every_code_that_is_raised_has_words_and_none_has_words_in_vain():
    """Some are raised at publishing, by what the database knows."""
    raised = set(re.findall(r'"([EW]\d{3})"(?!\s*:)', source_of(".")))
    assert raised == {code.partition(".")[0] for code in MESSAGES}


def test_every_word_that_is_used_is_translated():
    used = set(re.findall(r'"(@[a-z][a-z-]+)"', SOURCE))
    assert used == set(WORDS)


def test_a_line_says_where_what_and_what_instead():
    finding = Finding("E103", "modules/a.md", 3, {"key": "titel", "meant": "title"})
    assert line_of(finding, "id") == (
        "modules/a.md:3: E103 “titel” tidak dikenal di sini. Maksudnya “title”?"
    )
    assert line_of(finding, "en") == (
        "modules/a.md:3: E103 “titel” is not known here. Did you mean “title”?"
    )


def test_parameters_that_are_words_are_translated_too():
    finding = Finding("E104", "a.md", 1, {"key": "attempts", "value": "x", "expected": "@integer"})
    assert say(finding, "id").endswith("Tulis: bilangan bulat, misalnya 3.")
    assert say(finding, "en").endswith("Write: a whole number, for example 3.")


def test_an_authors_braces_do_no_harm():
    finding = Finding("E205", "a.md", 1, {"mark": "{0.__class__}"})
    assert "{0.__class__}" in say(finding, "id")


def test_errors_are_told_from_warnings_by_the_letter():
    assert Finding("E101", "a", 1).is_error
    assert not Finding("W701", "a", 1).is_error


@pytest.mark.parametrize(
    ("code", "params", "indonesian", "english"),
    [
        (
            "E128",
            {"id": "awal", "before": "lesson", "now": "quiz"},
            "Jenis halaman “awal” berubah dari lesson menjadi quiz.",
            "The page “awal” was a lesson and is now a quiz.",
        ),
        (
            "E129",
            {"id": "q-cuti", "before": "numeric", "now": "short"},
            "Jenis soal “q-cuti” berubah dari numeric menjadi short.",
            "The question “q-cuti” was of type numeric and is now of type short.",
        ),
        (
            "E130",
            {"id": "etika-asn", "folder": "etika-lama"},
            "Id kursus “etika-asn” juga dipakai folder etika-lama.",
            "The course id “etika-asn” is also used by the folder etika-lama.",
        ),
    ],
)
def test_publishing_has_words_for_what_only_it_can_find(
    code: str, params: dict[str, str], indonesian: str, english: str
):
    finding = Finding(code, "course.md", 1, params)
    assert say(finding, "id").startswith(indonesian)
    assert say(finding, "en").startswith(english)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("- [x] A {50%}", "“{50%}” tidak berlaku pada jawaban bertanda [x]."),
        ("- != A {-10 %}", "“{-10%}” tidak berlaku pada jawaban bertanda !=."),
        ("- = A {pin}", "“{pin}” tidak berlaku pada jawaban bertanda =."),
    ],
)
def test_braces_that_do_not_belong_are_quoted_as_written(answer: str, words: str):
    _, findings = read(f"## A {{#q-a}}\n\n{answer}\n")
    assert words in [say(finding, "id") for finding in findings]


@pytest.mark.parametrize(
    ("stem", "words"),
    [
        ("(x) Ya\n( ) Tidak", "Mulai dengan “- ”"),
        ("a. Ya\nb. Tidak", "Jawaban tidak memakai huruf."),
        ("1. Ya\n2. Tidak", "type=order"),
        ("Ya", "Tulis daftar dengan tanda"),
    ],
)
def test_a_question_without_answers_says_what_its_text_looks_like(stem: str, words: str):
    (finding,) = read(f"## A {{#q-a}}\n\n{stem}\n")[1]
    assert words in say(finding, "id")


@pytest.mark.parametrize("code", ["E106", "E107", "E108"])
def test_a_field_of_the_front_matter_is_no_key_of_an_answer(code: str):
    assert "kunci" not in MESSAGES[code][0].lower()
