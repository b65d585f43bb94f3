"""Numbers, durations and settings: what people write, and what is meant."""

from decimal import Decimal
from fractions import Fraction

import pytest

from app.content import durations
from app.content.model import SHOWN, WITH_KEY
from app.content.numbers import read_answer, read_key, written
from tests.content.reading import page_of, read


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("12", "id", 12),
        ("2,5", "id", Fraction(5, 2)),
        ("-0,25", "id", Fraction(-1, 4)),
        ("1.000,5", "id", Fraction(2001, 2)),
        ("1.000.000", "id", 1_000_000),
        ("10 000", "id", 10_000),
        ("2.5", "en", Fraction(5, 2)),
        ("1,000.5", "en", Fraction(2001, 2)),
        ("1,000,000", "en", 1_000_000),
        ("1.000", "en", 1),
        ("1.000", "id", None),
        ("2.5", "id", None),
        ("1,000", "en", None),
        ("2,5", "en", None),
        ("1.00.000", "id", None),
        ("1,2,3", "id", None),
        ("1.000,5.5", "id", None),
    ],
)
def test_an_authors_number_has_one_meaning_or_none(text: str, lang: str, value: object):
    assert read_key(text, lang) == value


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("2,5", "id", Fraction(5, 2)),
        ("2.5", "id", Fraction(5, 2)),
        ("1.000", "id", 1000),
        ("1,000", "id", 1),
        ("1,000", "en", 1000),
        ("1.000", "en", 1),
        ("0.125", "id", Fraction(1, 8)),
        ("1.234.567,89", "id", Fraction(123456789, 100)),
        ("1,234,567.89", "id", Fraction(123456789, 100)),
        ("1234.567", "id", Fraction(1234567, 1000)),
        ("1 000,5", "id", Fraction(2001, 2)),
        ("+7", "id", 7),
        ("−7", "id", -7),
        ("12 hari", "id", 12),
        ("12hari", "id", 12),
        (".5", "id", Fraction(1, 2)),
        (",5", "id", Fraction(1, 2)),
        (",5", "en", Fraction(1, 2)),
        ("-,5", "id", Fraction(-1, 2)),
        (".500", "id", Fraction(1, 2)),
        ("- 5", "id", -5),
        ("\u2212\u00a05", "id", -5),
        ("12.", "id", 12),
        ("12 hari.", "id", 12),
        ("2,5,", "id", Fraction(5, 2)),
        ("hari.5000", "id", 5000),
        (".", "id", None),
        ("--5", "id", None),
        ("5 - 3", "id", None),
        ("12 minggu", "id", None),
        ("", "id", None),
        ("1.2.3", "id", None),
        ("1,2,3", "id", None),
        ("12e3", "id", None),
        ("1 2", "id", None),
    ],
)
def test_a_learners_number_is_read_kindly(text: str, lang: str, value: object):
    assert read_answer(text, lang, "hari") == value


@pytest.mark.parametrize(
    ("value", "lang", "text"),
    [
        (Fraction(5, 2), "id", "2,5"),
        (Fraction(5, 2), "en", "2.5"),
        (Fraction(-1, 8), "id", "-0,125"),
        (Fraction(1_000_000), "id", "1000000"),
    ],
)
def test_numbers_are_shown_with_one_meaning(value: Fraction, lang: str, text: str):
    assert written(value, lang) == text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("45 menit", 2700),
        ("1 jam 30 menit", 5400),
        ("20 minutes", 1200),
        ("PT45M", 2700),
        ("PT1H30M", 5400),
        ("P1D", 86_400),
        ("90 detik", 90),
        ("0 menit", 0),
        ("45", None),
        ("lama", None),
        ("P", None),
        ("45 menit sekali", None),
        ("2 tahun", None),
    ],
)
def test_durations_in_both_languages(text: str, seconds: int | None):
    assert durations.seconds(text) == seconds


@pytest.mark.parametrize(
    ("text", "months"), [("2 tahun", 24), ("18 bulan", 18), ("P1Y6M", 18), ("45 menit", None)]
)
def test_validity_counts_in_months(text: str, months: int | None):
    assert durations.months(text) == months


QUESTION = "## A {#q-a}\n- = 1\n"


def settings_of(*lines: str):
    return page_of(QUESTION, front="\n".join(["type: quiz", *lines])).settings


def test_a_quiz_that_says_nothing_has_the_formats_defaults():
    settings = settings_of()
    assert settings.pass_mark == Decimal("0.7")
    assert (settings.attempts, settings.time_limit, settings.grace) == (3, None, 60)
    assert (settings.purpose, settings.scoring) == ("graded", "exact")
    assert settings.shuffle == frozenset()
    assert dict(settings.review) == {
        "during": frozenset(),
        # An explanation mostly says what is right, so it comes with the key.
        "after-submit": SHOWN - {"explanation"},
        "after-pass": WITH_KEY,
        "after-last": WITH_KEY,
    }


def test_a_quiz_says_how_it_is_taken():
    settings = settings_of(
        "pass-mark: 62,5%",
        "attempts: 2",
        "time-limit: 20 menit",
        "grace: 2 menit",
        "purpose: post-test",
        "shuffle: [questions, choices]",
        "scoring: partial",
    )
    assert settings.pass_mark == Decimal("0.625")
    assert (settings.attempts, settings.time_limit, settings.grace) == (2, 1200, 120)
    assert (settings.purpose, settings.scoring) == ("post-test", "partial")
    assert settings.shuffle == {"questions", "choices"}


def test_practice_may_be_repeated_at_will_and_others_where_they_say_so():
    assert settings_of("purpose: practice").attempts is None
    assert settings_of("purpose: practice", "attempts: 2").attempts == 2
    assert settings_of("attempts: unlimited").attempts is None


@pytest.mark.parametrize("shorthand", ["after-pass", "never"])
def test_feedback_shorthands_hold_back_all_that_tells(shorthand: str):
    rows = settings_of(f"feedback: {shorthand}").review
    telling = {"correctness", "feedback", "explanation", "key"}
    assert not rows["after-submit"] & telling
    assert not rows["after-last"] & telling
    assert bool(rows["after-pass"] & telling) == (shorthand == "after-pass")


def test_a_review_row_replaces_that_of_the_shorthand():
    rows = settings_of("review: {after-submit: [points], after-last: []}").review
    assert rows["after-submit"] == {"points"}
    assert rows["after-last"] == frozenset()
    assert rows["after-pass"] == WITH_KEY


@pytest.mark.parametrize(
    ("body", "front", "minutes"),
    [
        ("kata " * 150, "type: lesson", 1),
        ("kata " * 151, "type: lesson", 2),
        (QUESTION, "type: quiz", 2),  # 1.5 rounded up
        (QUESTION + "## B {#q-b}\n- = 2\n", "type: quiz", 3),
        ("kata " * 75 + "\n\n## Latihan (10 menit)\n", "type: lesson", 11),  # 78 words 0.52 + 10
        ("kata " * 900, "type: lesson\ntime-required: 90 detik", 2),
    ],
)
def test_minutes_are_stated_or_computed(body: str, front: str, minutes: int):
    page = page_of(body, front=front)
    assert page.minutes == minutes
    assert page.minutes_stated == ("time-required" in front)


def test_scalars_are_text_until_they_are_typed():
    page, findings = read("Teks.", front="description: no\nlang: en\nwas: 010")
    assert findings == []
    assert (page.description, page.lang, page.was) == ("no", "en", "010")
