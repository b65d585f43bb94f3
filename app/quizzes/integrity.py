"""Which attempts look odd enough for a person to have a look; pure, and no verdict on anybody."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations
from typing import Any

from app.content.questions import Question, Tokens

# Skilled adult readers take in 200 to 400 words a minute; what is faster skips text. Rayner,
# Schotter, Masson, Potter and Treiman (2016), So Much to Read, So Little Time, Psychological
# Science in the Public Interest 17(1). The upper end, for one pass over the questions without a
# moment of thought: who is below it has not read them there and then.
WORDS_A_MINUTE = 400

# Fewer agree by chance: a common misunderstanding, the same training.
LEAST_SAME = 4
LEAST_SHARE = 0.8
# What so many of a unit fell for, and more than this part of it, says nothing about copying.
COMMON_COUNT = 50
COMMON_SHARE = 0.25

TAG = re.compile(r"<[^>]*>")


def words_of(question: Question) -> int:
    """What has to be read before answering: heading, stem and choices; no hint or feedback."""
    shown = question.present(None, tokens=Tokens(b"", 1), order=None, show=frozenset())
    texts = (question.title.html, question.stem_html, *_html_in(shown))
    return sum(len(TAG.sub(" ", text).split()) for text in texts)


def _html_in(shown: Any) -> Iterator[str]:
    if isinstance(shown, list):
        for one in shown:
            yield from _html_in(one)
    elif isinstance(shown, dict):
        for name, value in shown.items():
            if name == "html":
                yield value
            else:
                yield from _html_in(value)


def reading_time(words: int) -> timedelta:
    return timedelta(minutes=words / WORDS_A_MINUTE)


Wrong = tuple[int, str]
"""A question's id, and the wrong answer to it as stored."""


@dataclass(frozen=True)
class Sheet:
    """The wrong answers of somebody's attempt."""

    attempt_id: int
    person_id: int
    wrong: frozenset[Wrong]


def telling(sheets: Sequence[Sheet], *, people: int) -> list[Sheet]:
    """Of a unit of so many `people`: without their common mistakes, those who still have enough
    wrong answers to be alike. Common ones would also make nearly everybody meet everybody."""
    common = common_mistakes(sheets, people=people)
    left = (replace(sheet, wrong=sheet.wrong - common) for sheet in sheets)
    return [sheet for sheet in left if len(sheet.wrong) >= LEAST_SAME]


def common_mistakes(sheets: Iterable[Sheet], *, people: int) -> frozenset[Wrong]:
    counts = Counter(wrong for sheet in sheets for wrong in sheet.wrong)
    least = people * COMMON_SHARE
    return frozenset(w for w, count in counts.items() if count >= COMMON_COUNT and count > least)


@dataclass(frozen=True)
class Alike:
    """`same` wrong answers, of `wrong` each gave to the questions that `both` were asked."""

    sheets: tuple[Sheet, Sheet]
    same: int
    wrong: tuple[int, int]
    both: int

    @property
    def share(self) -> float:
        return self.same / max(self.wrong)


def candidates(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, Sheet]]:
    """The pairs among `sheets` (of one unit) with at least LEAST_SAME wrong answers in common.

    Not everybody is held against everybody: with each one's wrong answers in one order, the
    rarest first, two that share k of them meet in the first n − k + 1 of their n. (Prefix
    filtering: Bayardo, Ma, Srikant (2007), Scaling Up All Pairs Similarity Search, WWW.)
    """
    rarity = Counter(wrong for sheet in sheets for wrong in sheet.wrong)
    holders: dict[Wrong, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        ordered = sorted(sheet.wrong, key=lambda wrong: (rarity[wrong], wrong))
        for wrong in ordered[: max(0, len(ordered) - LEAST_SAME + 1)]:
            holders[wrong].append(sheet)
    met: set[tuple[int, int]] = set()
    for group in holders.values():
        for one, other in combinations(group, 2):
            ids = (one.attempt_id, other.attempt_id)
            if ids not in met and len(one.wrong & other.wrong) >= LEAST_SAME:
                met.add(ids)
                yield one, other


def likeness(pair: tuple[Sheet, Sheet]) -> tuple[float, int]:
    """The share of the wrong answers that agree, whatever was asked, and how many those are."""
    one, other = pair
    same = len(one.wrong & other.wrong)
    return same / max(len(one.wrong), len(other.wrong)), same


def alike(pairs: Iterable[tuple[Sheet, Sheet]], asked: Mapping[int, Set[int]]) -> Iterator[Alike]:
    """Of the candidates those that agree in LEAST_SHARE of the wrong answers of both.

    `asked`: ids of the questions, by attempt; where questions are drawn, only those that both
    were asked count.
    """
    for one, other in pairs:
        both = asked[one.attempt_id] & asked[other.attempt_id]
        wrong = (_wrong_in(one, both), _wrong_in(other, both))
        found = Alike((one, other), len(one.wrong & other.wrong), wrong, len(both))
        if found.share >= LEAST_SHARE:
            yield found


def _wrong_in(sheet: Sheet, questions: Set[int]) -> int:
    return sum(question in questions for question, _ in sheet.wrong)
