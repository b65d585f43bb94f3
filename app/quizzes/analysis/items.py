"""How a version of a question did: its figures, and what was chosen."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from statistics import median

from app.content.questions import Question
from app.quizzes.analysis.moments import correlation, mean
from app.quizzes.analysis.parts import Keys, Option, Part, parts_of
from app.quizzes.analysis.sittings import Answered

ALIVE = 0.05
"""A wrong choice that fewer take does no work (T. Haladyna and S. Downing, Educational and
Psychological Measurement 53, 1993, p. 999)."""
HARD = 0.30
EASY = 0.70
"""Of the facility: bounds as S. Arikunto gives them, Dasar-dasar Evaluasi Pendidikan, ch. on item
analysis."""
MOST_TYPED = 8
Taken = tuple[Answered, float | None]
"""An answer, and the result of who gave it in the other questions (`Sitting.rest`)."""


@dataclass(frozen=True)
class ChoiceFigures:
    """How many took an option, and their mean result in the other questions: that of a wrong one
    should be lower than that of the right one ("choice mean", T. Haladyna, Developing and
    Validating Multiple-choice Test Items, 3rd ed. 2004, ch. 9)."""

    option: Option
    count: int
    share: float
    rest: float | None


@dataclass(frozen=True)
class PartFigures:
    part: Part
    # In the author's order; of typed answers the right one, then the most frequent wrong ones.
    choices: Sequence[ChoiceFigures]
    unanswered: int
    # Of typed answers: how many gave another one.
    others: int = 0

    @property
    def right(self) -> Sequence[ChoiceFigures]:
        """One, except where several choices may be taken."""
        return [choice for choice in self.choices if choice.option.is_right]

    @property
    def wrong(self) -> Sequence[ChoiceFigures]:
        """The most frequent first."""
        wrong = (choice for choice in self.choices if not choice.option.is_right)
        return sorted(wrong, key=lambda choice: -choice.count)

    @property
    def dead(self) -> Sequence[ChoiceFigures]:
        """Distractors that next to nobody takes."""
        if not self.part.has_distractors:
            return []
        return [choice for choice in self.wrong if choice.share < ALIVE]


@dataclass(frozen=True)
class ItemFigures:
    """Of `count` answers to one version of a question. Facility and discrimination are of those
    that tell, None without any; discrimination also where either side does not vary."""

    count: int
    facility: float | None
    discrimination: float | None
    seconds: float | None
    unanswered: int
    parts: Sequence[PartFigures] = field(default=())

    @property
    def unanswered_share(self) -> float:
        return self.unanswered / self.count


def item_figures(question: Question, keys: Keys, taken: Sequence[Taken]) -> ItemFigures:
    """`taken` holds at least one answer."""
    answers = [answered for answered, _ in taken]
    seconds = [answered.seconds for answered in answers if answered.seconds is not None]
    return ItemFigures(
        count=len(taken),
        facility=facility(answers),
        discrimination=discrimination(taken),
        seconds=median(seconds) if seconds else None,
        unanswered=sum(answered.response is None for answered in answers),
        parts=[_Tally(part, taken).figures for part in parts_of(question, keys)],
    )


def facility(answers: Sequence[Answered]) -> float | None:
    """The mean of points earned ÷ points possible, −1 to 1, no answer counting 0: the classical
    difficulty p (F. Lord and M. Novick, Statistical Theories of Mental Test Scores, 1968)."""
    fractions = [answered.fraction for answered in answers if answered.tells]
    return mean(fractions) if fractions else None


def discrimination(taken: Sequence[Taken]) -> float | None:
    """The corrected item–rest correlation: of the fraction earned in the question with the result
    in all the others (J. Nunnally, Psychometric Theory, 2nd ed. 1978, ch. 8; Moodle's
    "discrimination index").

    The result in the others is a fraction, too, so that learners who drew other questions can be
    compared; where all had the same, that is the plain corrected correlation.
    """
    pairs = [(one.fraction, rest) for one, rest in taken if one.tells and rest is not None]
    return correlation([own for own, _ in pairs], [rest for _, rest in pairs])


@dataclass(frozen=True)
class _Tally:
    part: Part
    taken: Sequence[Taken]

    @cached_property
    def chosen(self) -> Mapping[str | None, Sequence[str]]:
        """By stored answer: many are alike, and each is read once."""
        return {text: sorted(self._read(text)) for text in {a.response for a, _ in self.taken}}

    def _read(self, text: str | None) -> set[str]:
        return set(self.part.chosen(None if text is None else json.loads(text)))

    @property
    def figures(self) -> PartFigures:
        rests: dict[str, list[float | None]] = defaultdict(list)
        for answered, rest in self.taken:
            for key in self.chosen[answered.response]:
                rests[key].append(rest)
        options = self._options(rests)
        told = sum(len(rests[option.key]) for option in options)
        return PartFigures(
            part=self.part,
            choices=[self._figures(option, rests[option.key]) for option in options],
            unanswered=sum(not self.chosen[answered.response] for answered, _ in self.taken),
            others=sum(map(len, rests.values())) - told if self.part.is_typed else 0,
        )

    def _options(self, rests: Mapping[str, Sequence[object]]) -> Sequence[Option]:
        """Of what was typed only what came more than once: a single text may tell who wrote it."""
        if not self.part.is_typed:
            return self.part.options
        typed = [key for key in rests if key and len(rests[key]) > 1]
        typed.sort(key=lambda key: (-len(rests[key]), key))
        more = [Option(key, escape(key), is_right=False) for key in typed[:MOST_TYPED]]
        return [*self.part.options, *more]

    def _figures(self, option: Option, rests: Sequence[float | None]) -> ChoiceFigures:
        known = [rest for rest in rests if rest is not None]
        share = len(rests) / len(self.taken)
        return ChoiceFigures(option, len(rests), share, mean(known) if known else None)
