"""Facility, discrimination, times, reliability: by hand, by another package, and by their laws."""

import json
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import fmean, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.quizzes.analysis.items import discrimination, facility
from app.quizzes.analysis.moments import correlation, variance
from app.quizzes.analysis.reliability import cronbach, reliability, standard_error
from app.quizzes.analysis.sittings import times
from tests.quizzes.analysis.sheet import in_quiz, sittings, taken

REFERENCE = json.loads(Path(__file__).with_name("reference.json").read_text("utf-8"))
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)

# Guttman's staircase: 5 people, 4 questions; results 4, 3, 2, 1, 0.
STAIRS = [[1, 1, 1, 1], [1, 1, 1, 0], [1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]]


def reliability_of(rows):
    return reliability(rows, in_quiz(rows))


def test_facility_is_the_mean_part_of_the_points() -> None:
    # 1, 0.5, −1 and no answer: 0.5 ÷ 4.
    rows = sittings([[2], [1], [-2], [0]], worth=2)
    assert facility([answered for answered, _ in taken(rows, 0)]) == 0.125


def test_what_is_worth_no_points_has_no_facility_and_no_discrimination() -> None:
    rows = taken(sittings([[0, 1], [0, 0]], worth=0), 0)
    assert facility([answered for answered, _ in rows]) is None
    assert discrimination(rows) is None


def test_discrimination_leaves_the_question_itself_out() -> None:
    # Second question: x = 1 1 1 0 0, the rest y = 3 2 1 1 0, means 0.6 and 1.4.
    # Σxy − n·x̄·ȳ = 6 − 4.2 = 1.8; Sxx = 3 − 1.8 = 1.2; Syy = 15 − 9.8 = 5.2.
    # r = 1.8 ÷ √(1.2 · 5.2) = 1.8 ÷ 2.497999 = 0.720577.
    assert discrimination(taken(sittings(STAIRS), 1)) == pytest.approx(0.720577, abs=1e-6)


def test_a_question_that_all_answer_alike_has_no_discrimination() -> None:
    assert discrimination(taken(sittings([[1, 1], [1, 0]]), 0)) is None


def test_learners_who_drew_other_questions_are_compared_by_their_part_of_the_points() -> None:
    # The first had one other question and got it, the second two and got one, the third none:
    # rests 1, 0.5, 0 with x = 1, 1, 0. Means 2/3 and 1/2; Sxy = 1.5 − 1 = 0.5; Sxx = 2/3;
    # Syy = 0.5; r = 0.5 ÷ √(1/3) = 0.866025.
    rows = sittings([[1, 1, None], [1, 1, 0], [0, None, 0]])
    assert discrimination(taken(rows, 0)) == pytest.approx(0.866025, abs=1e-6)


def test_kr_20_by_hand() -> None:
    # p = 0.8 0.6 0.4 0.2; Σpq = 0.16 + 0.24 + 0.24 + 0.16 = 0.8; variance of 4 3 2 1 0 is 2.
    # 4/3 · (1 − 0.8 ÷ 2) = 0.8; mean 2 of 4; SD √2 of 4; SEM √2 · √0.2 of 4.
    found = reliability_of(sittings(STAIRS))
    assert found
    assert (found.count, found.questions, found.is_kr20) == (5, 4, True)
    assert found.alpha == pytest.approx(0.8)
    assert (found.mean, found.spread) == (0.5, pytest.approx(2**0.5 / 4))
    assert found.error == pytest.approx(0.4**0.5 / 4)


def test_alpha_by_hand_where_credit_is_partial() -> None:
    # Columns 2 1 0 and 2 0 1: variances 2/3 each; sums 4 1 1: mean 2, variance 2.
    # 2/1 · (1 − (4/3) ÷ 2) = 2/3.
    found = reliability_of(sittings([[2, 2], [1, 0], [0, 1]], worth=2))
    assert found
    assert found.alpha == pytest.approx(2 / 3)
    assert not found.is_kr20


def test_alpha_needs_two_questions_and_results_that_differ() -> None:
    assert cronbach([[1, 0, 1]]) is None
    assert cronbach([[1, 0], [0, 1]]) is None
    assert cronbach([]) is None


def test_with_drawn_questions_alpha_is_that_of_those_that_all_had() -> None:
    # The first two columns are a staircase of two; the third and fourth were drawn.
    drawn = [[1, 1, 1, None], [1, 0, None, 1], [0, 0, None, 0]]
    found = reliability(sittings(drawn), {1: {0, 1}})
    assert found
    # p = 2/3 1/3, Σpq = 4/9; sums 2 1 0, variance 2/3: 2 · (1 − 2/3) = 2/3.
    assert found.alpha == pytest.approx(2 / 3)
    assert (found.questions, found.has_others, found.error) == (2, True, None)
    # (3 ÷ 3 + 2 ÷ 3 + 0) ÷ 3
    assert found.mean == pytest.approx(5 / 9)


def test_where_everything_is_drawn_there_is_no_alpha() -> None:
    found = reliability(sittings([[1, None], [None, 0]]), {1: set()})
    assert found
    assert (found.alpha, found.questions, found.count) == (None, 0, 2)


def test_attempts_with_questions_of_an_older_version_do_not_blur_the_quiz_of_today() -> None:
    today = [replace(sitting, quiz_version_id=2) for sitting in sittings(STAIRS * 6)]
    found = reliability_of([*sittings([[1, None, None, None]] * 40), *today])
    assert found
    assert (found.count, found.questions) == (30, 4)
    assert found.is_stable


def test_until_thirty_have_taken_the_newest_version_the_most_taken_one_counts() -> None:
    before = sittings([*STAIRS * 6, [1, 1, 0, 0]])
    # Three questions of the four are left.
    today = [
        replace(sitting, quiz_version_id=2, answers={q: sitting.answers[q] for q in (0, 1, 2)})
        for sitting in before[:29]
    ]
    found = reliability_of([*before, *today])
    assert found
    assert (found.count, found.questions) == (31, 4)


def test_what_a_few_drew_by_chance_is_not_what_everybody_had() -> None:
    """After a publication two attempts happened to draw the same: alpha is not theirs alone."""
    standing = {1: {0, 1}, 2: {0, 1}}
    before = sittings([[1, 1, 1, None], [1, 0, None, 1], [0, 0, None, 0]] * 10)
    today = [
        replace(sitting, quiz_version_id=2)
        for sitting in sittings([[1, 1, 1, None], [0, 0, 0, None]])
    ]
    found = reliability([*before, *today], standing)
    assert found
    assert (found.count, found.questions) == (32, 2)
    alone = reliability(today, standing)
    assert alone
    assert (alone.count, alone.questions, alone.is_stable) == (2, 2, False)


def test_no_result_is_below_zero_as_no_score_is() -> None:
    # −2 and 1 of 2 questions count as 0 and 0.5: mean 0.25, spread 0.25.
    found = reliability_of(sittings([[-1, -1], [1, 0]]))
    assert found
    assert (found.mean, found.spread) == (0.25, 0.25)


def test_the_standard_error_of_a_negative_alpha_is_the_whole_spread() -> None:
    # 0.1 and 0.5 lie 0.2 around 0.3.
    assert standard_error([0.1, 0.5], -0.5) == pytest.approx(0.2)


def test_times_run_from_one_saving_to_the_next() -> None:
    # Out of order; 2 and 3 came with one form; 4 after a pause of 31 minutes; 6 has no answer.
    seconds = {1: 30, 5: 90 + 31 * 60 + 20, 2: 90, 3: 90, 4: 90 + 31 * 60}
    saved = [(question, AT + timedelta(seconds=after)) for question, after in seconds.items()]
    assert times(AT, [*saved, (6, None)]) == {1: 30, 2: 30, 3: 30, 5: 20}


@pytest.mark.parametrize("name", REFERENCE["tables"])
def test_the_figures_are_those_of_an_established_package(name: str) -> None:
    table = REFERENCE["tables"][name]
    rows = sittings(table["points"], worth=4)
    found = reliability_of(rows)
    assert found
    assert found.alpha == pytest.approx(table["alpha"], abs=1e-9)
    places = range(len(table["points"][0]))
    rests = [discrimination(taken(rows, place)) for place in places]
    assert rests == pytest.approx(table["item_rest"], abs=1e-9)
    # The package counts points, we parts of the whole: 4 for each question.
    most = 4 * len(places)
    # Nor does it know that a score is never below zero.
    sums = [max(sum(row), 0) for row in table["points"]]
    is_plain = all(sum(row) >= 0 for row in table["points"])
    assert found.mean * most == pytest.approx(table["mean"] if is_plain else fmean(sums))
    assert found.spread * most == pytest.approx(table["spread"] if is_plain else pstdev(sums))
    assert found.error
    assert found.error * most == pytest.approx(table["error"])


POINTS = st.integers(-2, 2)
TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(POINTS, min_size=width, max_size=width), min_size=2, max_size=9)
)


@given(TABLES, st.randoms())
def test_figures_keep_to_their_bounds_and_do_not_mind_the_order(
    table: list[list[int]], chance: random.Random
) -> None:
    shuffled = list(table)
    chance.shuffle(shuffled)
    first, second = (taken(sittings(rows, worth=2), 0) for rows in (table, shuffled))
    assert -1 <= facility([one for one, _ in first]) <= 1
    r = discrimination(first)
    assert r is None or -1 <= r <= 1
    assert r == discrimination(second)
    assert facility([one for one, _ in first]) == facility([one for one, _ in second])
    assert reliability_of(sittings(table)) == reliability_of(sittings(shuffled))


@given(st.lists(POINTS, min_size=2, max_size=9), st.integers(2, 6))
def test_questions_that_are_all_alike_are_perfectly_reliable(column, count) -> None:
    alpha = cronbach([column] * count)
    assert alpha == (None if len(set(column)) == 1 else pytest.approx(1))


@given(st.floats(-1, 1), st.integers(1, 9))
def test_what_does_not_vary_has_no_variance_whatever_its_digits(value, count) -> None:
    assert variance([value] * count) == 0
    assert correlation([value] * count, list(range(count))) is None
