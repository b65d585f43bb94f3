"""How questions are written, and what is read out of them."""

from decimal import Decimal
from fractions import Fraction

import pytest

from app.content.messages import say
from app.content.questions import REGISTRY
from tests.content.reading import codes, page_of, question_of, read

SIGNATURE = """
    ## Siapa penanda tangan? {#q-surat points=2,5 tags="dasar, surat" was=q-lama competency=a}

    Pegawai A ditugaskan ke luar kota.

    - stem item
    - another

    Siapa?

    - (x) Atasan langsung {#atasan}
      > Benar, lihat *Kewenangan*.
      >
      > Alinea kedua.
    - ( ) Pegawai itu sendiri {50%}
    - ( ) Semua benar {pin}

    > **Petunjuk:** Baca lagi.

    > **Hint:** Kedua.

    > **Pembahasan:** Ada pada atasan.
    > Baris lanjut.

    > **Benar:** Bagus.
    > **Salah:** Coba lagi.

    > **Catatan pengajar:** Hanya untuk pengajar.
"""


def test_everything_an_author_may_write_is_kept():
    question = page_of(SIGNATURE).questions[0]
    assert question.type == "single"
    assert (question.ref, question.was) == ("q-surat", "q-lama")
    assert question.title.source == "Siapa penanda tangan?"
    assert question.stem.source == (
        "Pegawai A ditugaskan ke luar kota.\n\n- stem item\n- another\n\nSiapa?"
    )
    assert question.points == Decimal("2.5")
    assert question.tags == ("dasar", "surat")
    assert question.competency == "a"
    assert [hint.source for hint in question.hints] == ["Baca lagi.", "Kedua."]
    assert question.explanation.source == "Ada pada atasan.\nBaris lanjut."
    assert question.correct.source == "Bagus."
    assert question.incorrect.source == "Coba lagi."
    assert question.trainer_note.source == "Hanya untuk pengajar."


def test_choices_keep_mark_key_credit_pin_and_feedback():
    first, second, third = page_of(SIGNATURE).questions[0].choices
    assert (first.text.source, first.key, first.credit) == ("Atasan langsung", "atasan", 1)
    assert first.feedback.source == "Benar, lihat *Kewenangan*.\n\nAlinea kedua."
    assert (second.credit, second.key) == (Fraction(1, 2), "")
    assert (third.text.source, third.pin, third.feedback) == ("Semua benar", True, None)


def test_lines_are_those_of_the_file():
    question = page_of(SIGNATURE).questions[0]
    # the body begins in line 6 with an empty line, so the heading stands in line 7
    assert question.line == 7
    assert question.stem.line == 9
    assert question.choices[0].text.line == 16
    assert question.choices[0].feedback.line == 17
    assert question.explanation.line == 27


@pytest.mark.parametrize(
    ("answers", "type_name"),
    [
        ("- (x) A\n- ( ) B", "single"),
        ("- (x) Benar\n- ( ) Salah", "truefalse"),
        ("- ( ) True\n- (X) False", "truefalse"),
        ("- [x] A\n- [ ] B", "multiple"),
        ("- = Bandung", "short"),
        ("- = 12", "numeric"),
        ("- = 2,5 ± 0,1", "numeric"),
        ("- = 12 +- 5%", "numeric"),
        ("- = 11..13", "numeric"),
        ("- = 12\n- = dua belas", "short"),
        ("- A -> B\n- C -> D\n- -> E", "matching"),
        ("* (x) A\n* ( ) B", "single"),
        ("1. (x) A\n2. ( ) B", "single"),
        ("-  ( x ) A\n\n\n- ()  B", "single"),
        ("   - (x) A\n   - ( ) B", "single"),
    ],
)
def test_the_mark_tells_the_type(answers: str, type_name: str):
    assert question_of(f"## Soal {{#q-a}}\n{answers}\n").type == type_name


def test_type_short_keeps_years_text():
    question = question_of("## Tahun? {#q-a type=short}\n- = 1.945\n")
    assert question.type == "short"
    assert question.answers[0].text == "1.945"


def test_code_and_escapes_are_never_marks():
    question = question_of(
        """
        ## Soal {#q-a}

        ```
        - (x) bukan jawaban
        ## bukan judul
        ```

        - (x) `a -> b` dan \\-> panah
        - ( ) `{50%}`
        """
    )
    assert [choice.text.source for choice in question.choices] == [
        "`a -> b` dan \\-> panah",
        "`{50%}`",
    ]
    assert "bukan judul" in question.stem.source


def test_an_answer_may_run_over_several_lines():
    question = question_of(
        """
        ## Soal {#q-a}
        - (x) Baris satu
          baris dua {#k}
          > Umpan
          lanjut malas
        - ( ) Lain

          alinea kedua
        """
    )
    first, second = question.choices
    assert (first.text.source, first.key) == ("Baris satu\nbaris dua", "k")
    assert first.feedback.source == "Umpan\nlanjut malas"
    assert second.text.source == "Lain\n\nalinea kedua"


def test_comments_hide_whole_questions():
    page = page_of("## A {#q-a}\n- = 1\n\n<!--\n## B {#q-b}\n- = 2\n-->\n")
    assert [question.ref for question in page.questions] == ["q-a"]


def test_short_answers_are_unescaped_plain_text():
    question = question_of("## Soal {#q-a}\n- = \\{x\\}  y\n- != salah\n  > Bukan itu.\n")
    assert [(a.text, a.credit) for a in question.answers] == [("{x} y", 1), ("salah", 0)]
    assert question.answers[1].feedback.source == "Bukan itu."


def test_two_terms_may_share_a_match():
    question = question_of("## Soal {#q-a}\n- A -> X\n- B -> X\n- -> Y\n")
    assert [match.text.source for match in question.matches] == ["X", "Y"]
    assert [term.match for term in question.terms] == [0, 0]


def test_quiz_scoring_reaches_questions_that_do_not_say_their_own():
    page = page_of(
        "## A {#q-a}\n- [x] 1\n- [ ] 2\n\n## B {#q-b scoring=exact}\n- [x] 1\n- [ ] 2\n\n"
        "## C {#q-c}\n- a -> b\n- c -> d\n",
        front="type: quiz\nscoring: penalty",
    )
    assert [question.scoring for question in page.questions] == ["penalty", "exact", "penalty"]


def test_without_a_word_multiple_is_exact_and_matching_partial():
    page = page_of("## A {#q-a}\n- [x] 1\n- [ ] 2\n\n## C {#q-c}\n- a -> b\n- c -> d\n")
    assert [question.scoring for question in page.questions] == ["exact", "partial"]


def meant(body: str) -> list[str]:
    _, findings = read(body)
    return [finding.params.get("meant", "") for finding in findings]


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("## A {#q-a type=singel}\n- (x) a\n- ( ) b", "single"),
        ("## A {#q-a type=esai}", "essay"),
        ("## A {#q-a type=essay review=trainner}", "trainer"),
        ("## A {#q-a scoring=parsial}\n- [x] a\n- [ ] b", "partial"),
        ("## A {#q-a type=order scoring=exac}\n1. a\n2. b", "exact"),
        ("## A {#q-a min-word=3 type=essay}", "min-words"),
        ("## A {#q-a type=essay}\n> **Rubric:** a\n\n> **Contoh jawapan:** b", "contoh jawaban"),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_what_was_meant(body: str, word: str):
    assert meant(body) == [word]


def test_another_bullet_behind_a_blank_line_begins_the_answers():
    question = question_of("## A {#q-a}\n- x\n- y\n\n* (x) a\n* ( ) b")
    assert question.stem.source == "- x\n- y"
    assert [choice.text.source for choice in question.choices] == ["a", "b"]


def test_a_feedback_may_begin_with_code():
    question = question_of("## A {#q-a}\n- (x) a\n  > ```\n  > - (x) b\n  > ```\n- ( ) c")
    first, _ = question.choices
    assert (first.text.source, first.feedback.source) == ("a", "```\n- (x) b\n```")


SURVEY = """
## Unit Anda? {#q-unit}
- ( ) Pusat
- ( ) Daerah

## Saran? {#q-saran type=short}

## Lama bekerja? {#q-lama type=numeric unit=tahun}

## Yang disukai? {#q-suka}
- [ ] Video
- [ ] Bacaan
"""


def test_on_a_survey_page_nothing_needs_a_key():
    page = page_of(SURVEY, front="type: survey")
    assert [question.type for question in page.questions] == [
        *("single", "short", "numeric", "multiple"),
    ]
    assert [code for _, code in codes(read(SURVEY)[1])] == ["E203", "E206", "E206", "E203"]


def test_gaps_in_code_are_no_gaps():
    assert question_of("## A {#q-a}\n`{{x}}` itu apa?\n- (x) a\n- ( ) b").type == "single"


def test_the_registry_knows_each_type_by_its_name():
    assert set(REGISTRY) == {
        *("single", "multiple", "truefalse", "short", "numeric", "matching"),
        *("order", "cloze", "essay", "scale"),
    }
    assert all(cls.type == name for name, cls in REGISTRY.items())


@pytest.mark.parametrize("dash", ["–", "•", "—", "\uf0b7"])
def test_a_word_processors_bullet_before_an_answer_is_told(dash: str):
    """Alone, and among bullets that are right, where it would run on as text."""
    for body in (
        f"## A {{#q-a}}\n\n{dash} (x) Ya\n{dash} ( ) Tidak\n",
        f"{ONE}{dash} ( ) Mungkin\n",
    ):
        _, findings = read(body)
        assert {f.code for f in findings} == {"E201"}
        assert say(findings[0], "id").startswith(
            f"Anda memakai “{dash}” di depan jawaban; tulis “-”."
        )


ONE = "## A {#q-a}\n\n- (x) Ya\n- ( ) Tidak\n"


def test_a_dash_in_a_questions_text_is_a_dash():
    text = "– (lihat tabel) – dan • (ini)\n– [x](https://a.id)"
    body = f"## A {{#q-a}}\n\n{text}\n\n- (x) Ya\n- ( ) Tidak\n"
    assert [f.code for f in read(body)[1]] == []


@pytest.mark.parametrize(
    ("written", "instead"),
    [("2.5", "2,5"), ("2.5 ± 0.1", "2,5 ± 0,1"), ("2.5..3", "2,5..3"), ("1,000.5", "1.000,5")],
)
def test_a_number_in_the_signs_of_another_language_is_told_in_those_of_the_page(
    written: str, instead: str
):
    _, (finding,) = read(f"## A {{#q-a}}\n\n- = {written}\n")
    assert finding.code == "E210"
    assert say(finding, "id").endswith(f"Di halaman ini tulis {instead}.")


def test_a_number_with_two_meanings_gets_no_guess():
    _, (finding,) = read("## A {#q-a}\n\n- = 1.000\n")
    assert "dua cara" in say(finding, "id")
