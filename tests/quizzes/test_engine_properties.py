"""What drawing, trying, paging and final grades promise for any input; pure, without a database."""

import random
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content.questions.choices import Choice
from app.content.questions.single import Single
from app.content.text import Text
from app.quizzes import drawing, grades, trying
from app.quizzes.grades import QuizGrade
from app.quizzes.paging import Paging


@dataclass(frozen=True)
class Drawable:
    question_id: int


QUESTIONS = st.lists(st.builds(Drawable, st.integers(1, 12)), max_size=10, unique=True)
POOLS = st.lists(st.tuples(st.integers(0, 5), QUESTIONS), max_size=3)
SEEN = st.dictionaries(st.integers(1, 12), st.integers(0, 4))
SEEDS = st.binary(max_size=8)


def draw(fixed, pools, seed, **wanted):
    settings = {"is_shuffled": False, "times_seen": {}, **wanted}
    return drawing.draw(fixed, pools, chance=random.Random(seed), **settings)


@given(QUESTIONS, POOLS, SEEDS, SEEN, st.booleans())
def test_no_question_comes_twice_and_none_of_the_quizs_own_is_missing(
    fixed, pools, seed, seen, shuffled
):
    drawn = draw(fixed, pools, seed, times_seen=seen, is_shuffled=shuffled)
    ids = [question.question_id for question in drawn]
    assert len(ids) == len(set(ids))
    assert {question.question_id for question in fixed} <= set(ids)
    assert len(drawn) <= len(fixed) + sum(pick for pick, _ in pools)
    if not shuffled:
        assert drawn[: len(fixed)] == fixed


@given(QUESTIONS, POOLS, SEEDS, SEEN, st.booleans())
def test_the_same_seed_draws_the_same_in_the_same_order(fixed, pools, seed, seen, shuffled):
    once, again = (
        draw(fixed, pools, seed, times_seen=seen, is_shuffled=shuffled) for _ in range(2)
    )
    assert once == again


@given(QUESTIONS, st.integers(0, 6), SEEDS, SEEN)
def test_of_a_pool_what_was_seen_least_comes_first(pool, pick, seed, seen):
    drawn = draw([], [(pick, pool)], seed, times_seen=seen)
    assert len(drawn) == min(pick, len(pool))
    left = set(pool) - set(drawn)
    for ours in drawn:
        for other in left:
            assert seen.get(ours.question_id, 0) <= seen.get(other.question_id, 0)


@given(QUESTIONS, st.integers(0, 6), SEEDS, SEEN, st.sets(st.integers(1, 12)))
def test_what_is_to_be_kept_comes_before_all_else(pool, pick, seed, seen, kept):
    drawn = draw([], [(pick, pool)], seed, times_seen=seen, kept=kept)
    wanted = {question for question in pool if question.question_id in kept}
    assert len(wanted & set(drawn)) == min(pick, len(wanted))


def test_by_chance_every_question_of_a_pool_is_drawn():
    pool = [Drawable(n) for n in range(5)]
    met = Counter(draw([], [(1, pool)], seed)[0] for seed in range(1000))
    # 200 each on average with a deviation of √(1000 · ⅕ · ⅘) ≈ 12.6; five of them either side.
    assert set(met) == set(pool)
    assert all(137 <= count <= 263 for count in met.values())


CREDITS = {"a": Fraction(1), "b": Fraction(1, 2), "c": Fraction(0), "d": Fraction(-1, 2)}
QUESTION = Single(
    ref="q-x",
    title=Text("X"),
    stem=Text(""),
    lang="id",
    choices=tuple(Choice(text=Text(key), key=key, credit=CREDITS[key]) for key in CREDITS),
)
ANSWERS = st.one_of(st.none(), st.sampled_from([{"choice": key} for key in CREDITS]))
TRIED = st.lists(ANSWERS.filter(bool), max_size=5)
PENALTIES = st.sampled_from([Decimal(text) for text in ("0", "0.1", "0.25", "0.3333", "0.5", "1")])


def worth(response, tried, penalty):
    return trying.fraction_of(QUESTION, response, tried, penalty=penalty)


@given(TRIED, ANSWERS.filter(bool), PENALTIES)
def test_trying_once_more_never_costs_anything(tried, answer, penalty):
    last = tried[-1] if tried else None
    before = worth(last, tried, penalty)
    # The first answer of all is no further try: it may be worth less than none.
    if tried:
        assert worth(answer, [*tried, answer], penalty) >= before
    assert -1 <= worth(answer, [*tried, answer], penalty) <= 1


@given(TRIED, ANSWERS.filter(bool), PENALTIES)
def test_an_answer_changed_after_the_last_try_counts_as_one_more(tried, answer, penalty):
    checked = [*tried, answer] if not tried or tried[-1] != answer else tried
    assert worth(answer, tried, penalty) == worth(answer, checked, penalty)


@pytest.mark.parametrize(
    ("keys", "penalty", "fraction"),
    [
        ("a", "0.25", "1"),
        ("ca", "0.25", "3/4"),  # 1 − 1 · ¼
        ("cba", "0.25", "1/2"),  # ½ − ¼ = ¼ at the second, 1 − 2 · ¼ = ½ at the third
        ("bca", "0.5", "1/2"),  # ½ at the first; 1 − 2 · ½ = 0 at the third
        ("cb", "0.25", "1/4"),  # ½ − ¼
        ("cccb", "0.25", "0"),  # ½ − ¾: a penalty takes what was earned, never more
        ("d", "0.25", "-1/2"),  # minus points are not made worse …
        ("dd", "0.25", "-1/2"),
        ("dc", "0.25", "0"),  # … and a try that earns nothing is better than them
        ("ca", "0.3333", "6667/10000"),  # 1 − 0.3333
        ("cca", "1", "0"),
        ("ca", "0", "1"),
    ],
)
def test_tries_and_penalty_as_calculated_by_hand(keys, penalty, fraction):
    tried = [{"choice": key} for key in keys]
    assert worth(tried[-1], tried, Decimal(penalty)) == Fraction(fraction)


@given(TRIED.filter(bool), PENALTIES)
def test_an_answer_taken_back_after_a_try_changes_nothing(tried, penalty):
    assert worth(None, tried, penalty) == worth(tried[-1], tried, penalty)


@given(TRIED.filter(bool), st.integers(1, 5))
def test_a_question_is_settled_by_a_right_answer_or_the_last_try(tried, allowed):
    is_right = tried[-1] == {"choice": "a"}
    assert trying.is_settled(QUESTION, tried, allowed) == (is_right or len(tried) >= allowed)


PER_PAGE = st.one_of(st.none(), st.integers(1, 7))


@given(PER_PAGE, st.integers(1, 40))
def test_every_question_stands_on_exactly_one_page_in_order(per_page, count):
    paging = Paging(per_page, is_sequential=False)
    slots = list(range(1, count + 1))
    pages = [paging.slots_on(page, slots) for page in range(1, paging.pages(count) + 1)]
    assert [slot for page in pages for slot in page] == slots
    assert all(1 <= len(page) <= (per_page or count) for page in pages)
    assert all(len(page) == per_page for page in pages[:-1])
    assert paging.slots_on(0, slots) == paging.slots_on(len(pages) + 1, slots) == []


@given(st.integers(1, 7), st.integers(1, 40), st.integers(1, 10))
def test_one_after_another_only_the_page_reached_takes_answers(per_page, slot, reached):
    paging = Paging.of({"per_page": per_page, "navigation": "sequential"})
    assert paging.takes(slot, reached=reached) == (slot in range_of(reached, per_page))
    assert Paging.of({"per_page": per_page, "navigation": "free"}).takes(slot, reached=reached)


def range_of(page, per_page):
    return range((page - 1) * per_page + 1, page * per_page + 1)


@pytest.mark.parametrize(("slots", "pages"), [(0, 1), (1, 1), (3, 1), (4, 2), (6, 2), (7, 3)])
def test_so_many_pages_with_three_questions_on_each(slots, pages):
    assert Paging(3, is_sequential=True).pages(slots) == pages


@dataclass(frozen=True)
class Counted:
    state: str
    fraction: Decimal | None
    pass_mark: Decimal = Decimal("0.6")


def attempts(text):
    """`0.5` is graded, `…` not yet, `-` abandoned."""
    states = {"-": "abandoned", "…": "needs_grading"}
    return [
        Counted(states.get(word, "graded"), None if word in states else Decimal(word))
        for word in text.split()
    ]


@pytest.mark.parametrize(
    ("given", "best", "last", "first", "average"),
    [
        ("0.5", "0.5", "0.5", "0.5", "0.5"),
        ("0.5 0.9 0.4", "0.9", "0.4", "0.5", "0.6"),  # 1.8 ÷ 3
        ("- 0.9", "0.9", "0.9", "0", "0.45"),  # left after a look: 0
        ("0.9 -", "0.9", "0", "0.9", "0.45"),
        ("-", "0", "0", "0", "0"),
        ("… 0.8", "0.8", "0.8", None, "0.8"),  # the first has no grade yet
        ("0.8 …", "0.8", "0.8", "0.8", "0.8"),
        ("… -", "0", "0", None, "0"),
        ("…", None, None, None, None),
        ("", None, None, None, None),
    ],
)
def test_the_final_grade_by_method(given, best, last, first, average):
    methods = {"best": best, "last": last, "first": first, "average": average}
    for method, wanted in methods.items():
        grade = grades.final(attempts(given), method)
        assert (grade and grade.fraction) == (None if wanted is None else Decimal(wanted)), method


def test_who_passes_by_one_of_them_has_passed():
    """The mark was lowered between two attempts: 0.7 of 0.8 failed, 0.6 of 0.5 passes."""
    two = [
        Counted("graded", Decimal("0.7"), Decimal("0.8")),
        Counted("graded", Decimal("0.6"), Decimal("0.5")),
    ]
    assert grades.final(two, "best") == QuizGrade(Decimal("0.6"), Decimal("0.5"))


def test_a_mean_that_meets_the_mark_exactly_passes():
    """3 of 6 points and three times 5 of 6: (3 + 5 + 5 + 5) ÷ 24 = ¾, though no ⅚ is a decimal."""
    mark = Decimal("0.75")
    four = [Counted("graded", Decimal(points) / 6, mark) for points in (3, 5, 5, 5)]
    grade = grades.final(four, "average")
    assert grade is not None
    assert grade.is_passed


@given(st.lists(st.sampled_from([*"-…", "0", "0.25", "0.6", "1"]), max_size=5))
def test_no_method_gives_more_than_the_best_attempt(words):
    all_ = attempts(" ".join(words))
    best = grades.final(all_, "best")
    for method in ("last", "first", "average"):
        grade = grades.final(all_, method)
        if grade is not None:
            assert best is not None
            assert 0 <= grade.fraction <= best.fraction
