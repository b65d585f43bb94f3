"""What item analysis works on: first attempts, handed in and graded, without anybody's name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby
from operator import itemgetter

PAUSE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Answered:
    """A question in an attempt.

    `earned` and `worth` are whole numbers of one small unit of points, so that sums and what is
    left of them are exact. `response` is the stored answer as JSON text, None where there is none.
    `is_overridden`: somebody put other points in place of the key's.
    """

    question_id: int
    version_id: int
    earned: int
    worth: int
    response: str | None = None
    seconds: float | None = None
    is_overridden: bool = False

    @property
    def fraction(self) -> float:
        """Of the question's points, −1 to 1."""
        return self.earned / self.worth

    @property
    def tells(self) -> bool:
        """Whether the points say how the question did: those of goodwill do not."""
        return bool(self.worth) and not self.is_overridden


@dataclass(frozen=True)
class Sitting:
    """An attempt; `quiz_version_id` grows with each version published. `answers` by question."""

    quiz_version_id: int
    answers: Mapping[int, Answered]

    @cached_property
    def earned(self) -> int:
        return sum(answered.earned for answered in self.answers.values())

    @cached_property
    def worth(self) -> int:
        return sum(answered.worth for answered in self.answers.values())

    def rest(self, answered: Answered) -> float | None:
        """The result in all the other questions, −1 to 1; None where they are worth nothing."""
        worth = self.worth - answered.worth
        return (self.earned - answered.earned) / worth if worth else None


def times(started_at: datetime, saved: Iterable[tuple[int, datetime | None]]) -> dict[int, float]:
    """About how many seconds each question took; `saved`: question and when its answer was saved.

    Only the last saving of an answer is known, so this is an estimate: the time of an answer is
    that since the one saved before it, or since the start. Answers that came with one form share
    its time. What took longer than 30 minutes was a pause, and is left out.
    """
    known = sorted((moment, question) for question, moment in saved if moment)
    found: dict[int, float] = {}
    before = started_at
    for moment, together in groupby(known, key=itemgetter(0)):
        questions = [question for _, question in together]
        if timedelta() <= moment - before <= PAUSE:
            each = (moment - before).total_seconds() / len(questions)
            found |= dict.fromkeys(questions, each)
        before = moment
    return found
