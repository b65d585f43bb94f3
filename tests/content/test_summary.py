"""Figures of a course, against those counted by hand in the texts below."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from app.content.folder import read_course
from app.content.render import render
from app.content.sentences import sentence_lengths
from app.content.summary import CourseSummary, PoolSummary, Reading, summary_of
from tests.docs.handbook import PICTURE

HEAD = "---\nid: {ref}\ntitle: T\n{front}---\n\n"
LESSON = """
Sari menulis surat. Budi membaca surat itu pelan-pelan.

![Surat di meja](../assets/a.png)

## Mana surat? {#q-cek}

- ( ) Map
- (x) Kertas
  > Tepat.
"""
ENGLISH = """
Sari writes.

![A letter on a desk](../assets/a.png)

## Which is the letter? {#q-cek}

- ( ) Folder
- (x) Paper
  > Right.
"""
QUIZ = """
## Pilih dua {#q-dua}

- [x] Satu
  > Ya.
- [ ] Dua
  > Bukan.

## Bumi bulat {#q-bumi}

- (x) Benar
  > Ya.
- ( ) Salah
  > Bukan.
"""
POOL = """
## Satu {#q-1}

- (x) Yang terpanjang
- ( ) Pendek
- ( ) Pendek juga

## Dua {#q-2}

- ( ) Abcd
- (x) **Efgh**
- ( ) Ijk

## Tiga {#q-3}

- ( ) Kelewat panjang
- (x) `ab`
- ( ) cd

## Empat {#q-4}

- (x) Benar
- ( ) Salah

## Lima {#q-5}

- = 5
"""
SURVEY = "\n## Puas? {#q-puas}\n\n- ( ) Ya\n- ( ) Tidak\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put(tmp_path, "course.md", "kursus", "")
    put(tmp_path, "course.en.md", "kursus", "")
    put(tmp_path, "modules/01-baca.md", "baca", LESSON)
    put(tmp_path, "modules/01-baca.en.md", "baca", ENGLISH)
    put(tmp_path, "modules/02-kuis.md", "kuis", QUIZ, "type: quiz\ntime-required: 40 menit\n")
    put(tmp_path, "modules/03-survei.md", "survei", SURVEY, "type: survey\n")
    put(tmp_path, "pools/bank.md", "bank", POOL, "type: pool\n")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/a.png").write_bytes(PICTURE.read_bytes())
    return tmp_path


def put(root: Path, name: str, ref: str, body: str, front: str = "") -> None:
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text(HEAD.format(ref=ref, front=front) + body, "utf-8")


def summary_in(root: Path) -> CourseSummary:
    course, _ = read_course(root)
    assert course
    return summary_of(course)


def lengths(markdown: str) -> list[int]:
    return sentence_lengths(render(markdown, lang="id", links={}, base="x.md").html)


def test_questions_of_lessons_quizzes_and_pools_are_counted_and_those_of_surveys_not(root):
    """q-cek, q-dua, q-bumi, and five in the pool."""
    found = summary_in(root)
    assert dict(found.types) == {"single": 4, "multiple": 1, "truefalse": 2, "numeric": 1}
    assert found.questions == 8


def test_feedback_counts_only_where_every_choice_has_it(root):
    """Seven questions have choices; q-dua and q-bumi tell something about each."""
    assert summary_in(root).feedback == Fraction(2, 7)


def test_words_and_sentences_are_those_of_the_lessons_in_each_language(root):
    """The minutes' words include a picture's: its text (three and five words) and its address
    (`assets` and `a.png`). The sentences have 3 and 5 words in Indonesian, 2 in English."""
    indonesian, english = summary_in(root).readings
    assert indonesian == Reading("id", 8 + 3 + 2, Fraction(4))
    assert english == Reading("en", 2 + 5 + 2, Fraction(2))


def test_pictures_count_with_alternative_text_alone(root):
    assert summary_in(root).pictures == 1
    put(root, "modules/01-baca.md", "baca", LESSON.replace("![Surat di meja]", "![ ]"))
    assert summary_in(root).pictures == 0


def test_stated_jp_are_told_apart_from_those_of_the_minutes(root):
    """Minutes: 13 ÷ 150 + 1.5, so 2; 40 stated; 1.5 for the survey, so 2. 44 ÷ 45 = 0.977…"""
    assert summary_in(root).jp is None
    put(root, "course.md", "kursus", "", "jp: 0.5\n")
    found = summary_in(root)
    assert (found.jp, found.jp_of_minutes) == (Decimal("0.5"), Decimal("0.97"))


def test_the_longest_choice_is_what_a_reader_sees_and_a_tie_is_shared(root):
    """Single choices: q-1 (the key alone is longest), q-2 (two are, as bold marks are not seen),
    q-3 (it is not). True or false is no choice by length."""
    (pool,) = summary_in(root).pools
    assert pool == PoolSummary(
        path="pools/bank.md",
        questions=5,
        single=3,
        longest=(1 + Fraction(1, 2) + 0) / 3,
        places=(1, 2, 0),
    )


def test_a_pool_is_counted_in_each_language(root):
    english = (
        POOL.replace("Yang terpanjang", "A").replace("Benar", "True").replace("Salah", "False")
    )
    put(root, "pools/bank.en.md", "bank", english)
    own, other = summary_in(root).pools
    assert (own.path, own.longest) == ("pools/bank.md", Fraction(1, 2))
    assert (other.path, other.longest) == ("pools/bank.en.md", Fraction(1, 6))


def test_a_pool_without_single_choices_has_no_longest(root):
    put(root, "pools/bank.md", "bank", "\n## Lima {#q-5}\n\n- = 5\n", "type: pool\n")
    (pool,) = summary_in(root).pools
    assert (pool.single, pool.longest, pool.places) == (0, None, ())


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Satu dua. Tiga empat lima! Enam?", [2, 3, 1]),
        ('Ia berkata, "Sudah." Lalu pulang.', [3, 2]),
        ("Rata-rata 3,28 hari, pukul 08.12. 57 + 4 = 61.", [5, 3]),
        ("Satu dsb. dua tiga.", [4]),
        ("Satu dua\n\nTiga", [2, 1]),
        ("- satu dua;\n- tiga empat lima.\n  1. enam", [2, 3, 1]),
        ("## Judul di sini\n\nSatu dua.", [2]),
        ("| A | B |\n|---|---|\n| satu | dua |\n\nTiga.", [1]),
        ("Tulis `=SUM(A1)` di **sel** [ini](x.md).\n\n```\nkode\n```", [4]),
        ("> [!TIP]\n> Satu dua.", [2]),
        ("Satu[^1] dua.\n\n[^1]: Catatan kaki.", [2]),
        ("Luas $a^2$ meter.", [2]),
    ],
)
def test_sentences_are_those_of_running_text_alone(markdown: str, expected: list[int]):
    assert lengths(markdown) == expected
