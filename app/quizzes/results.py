"""How the people did who took a quiz; pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from statistics import median

from app.org.tree import UnitTree
from app.quizzes.grades import QuizGrade, final, fraction_of
from app.quizzes.models import OPEN

WAITING = ("submitted", "needs_grading")
BARS = 10
PAGE_SIZE = 30
FEW = 1000


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt as far as the figures need it."""

    person_id: int
    state: str
    score: Decimal | None
    max_score: Decimal
    pass_mark: Decimal

    @property
    def fraction(self) -> Decimal | None:
        return fraction_of(self.score, self.max_score)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """`unit_id`: of the main post today. `is_gone`: has left; what they did stays counted."""

    id: int
    name: str
    is_gone: bool
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class PersonResult:
    """A person at a quiz: how many attempts, the state of the last, the grade that counts, and
    whether points are still to come that may change it."""

    person: PersonRow
    attempts: int
    state: str
    grade: QuizGrade | None
    is_waiting: bool

    @property
    def is_passed(self) -> bool:
        return self.grade is not None and self.grade.is_passed

    @property
    def outcome(self) -> str:
        """passed, waiting, running or failed; who has passed has, whatever runs besides."""
        if self.is_passed:
            return "passed"
        if self.is_waiting:
            return "waiting"
        return "running" if self.state in OPEN else "failed"

    @property
    def place(self) -> tuple[str, int]:
        """By which a list is sorted and goes on."""
        return self.person.name.casefold(), self.person.id


def results_of(
    people: Iterable[PersonRow], tries: Iterable[Tried], *, method: str
) -> list[PersonResult]:
    """By name. `tries`: those of a person side by side, oldest first; `method`: as in `final`."""
    known = {person.id: person for person in people}
    results = []
    for person_id, group in groupby(tries, key=lambda one: one.person_id):
        own = list(group)
        if person := known.get(person_id):
            is_waiting = any(one.state in WAITING for one in _may_count(own, method))
            grade = final(own, method)
            results.append(PersonResult(person, len(own), own[-1].state, grade, is_waiting))
    return sorted(results, key=lambda result: result.place)


def _may_count(attempts: Sequence[Tried], method: str) -> Sequence[Tried]:
    """Those that the grade may still come from, as `final` takes it."""
    if method == "first":
        return attempts[:1]
    if method == "last":
        counted = [place for place, one in enumerate(attempts) if final([one], method)]
        return attempts[max(counted, default=0) :]
    return attempts


def in_unit(people: list[PersonResult], unit_id: int | None, tree: UnitTree) -> list[PersonResult]:
    """Those of a unit and the ones below it; None for all."""
    if unit_id is None:
        return people
    below = tree.below(unit_id)
    return [result for result in people if result.person.unit_id in below]


def narrowed(
    results: Iterable[PersonResult], *, outcome: str = "", words: str = ""
) -> list[PersonResult]:
    """Those with an outcome, and with a part of their name; "" for any."""
    words = words.casefold()
    return [
        result
        for result in results
        if outcome in ("", result.outcome) and words in result.person.name.casefold()
    ]


def page_after(
    results: Iterable[PersonResult], after: tuple[str, int] | None
) -> list[PersonResult]:
    """One more than a page; `after`: name and id of the last one shown."""
    place = (after[0].casefold(), after[1]) if after else ("", 0)
    return [result for result in results if result.place > place][: PAGE_SIZE + 1]


@dataclass(frozen=True)
class Summary:
    """Figures over people; `mean` and `median` of their final grades and the share are 0..1.

    `graded`: who have a final grade; without any, there is no share, mean or median. `bars`: how
    many grades from 0 to under 10 %, …, from 90 to 100 %.
    """

    people: int
    attempts: int
    graded: int
    passed: int
    mean: Decimal | None
    median: Decimal | None
    bars: tuple[int, ...]

    @property
    def passed_share(self) -> Decimal | None:
        """Of fewer than a thousand a decimal of a percent would be part of a person."""
        if not self.graded:
            return None
        return round(Decimal(self.passed) / self.graded, 2 if self.graded < FEW else 4)


def summarise(results: Sequence[PersonResult]) -> Summary:
    fractions = [result.grade.fraction for result in results if result.grade]
    bars = [0] * BARS
    for fraction in fractions:
        bars[min(int(fraction * BARS), BARS - 1)] += 1
    return Summary(
        people=len(results),
        attempts=sum(result.attempts for result in results),
        graded=len(fractions),
        passed=sum(result.is_passed for result in results),
        mean=sum(fractions, Decimal(0)) / len(fractions) if fractions else None,
        median=median(fractions) if fractions else None,
        bars=tuple(bars),
    )


@dataclass(frozen=True)
class UnitSummary:
    """`unit_id` None: those without a post; `depth`: 0 at the top of the tree."""

    unit_id: int | None
    name: str
    depth: int
    summary: Summary


def by_unit(results: Iterable[PersonResult], tree: UnitTree) -> list[UnitSummary]:
    """Of each unit with somebody in it or below it: all these people together."""
    groups: dict[int | None, list[PersonResult]] = defaultdict(list)
    for result in results:
        unit_id = result.person.unit_id
        for place in tree.upwards(unit_id) if unit_id else (None,):
            groups[place].append(result)
    rows = [
        UnitSummary(unit.id, unit.name, depth, summarise(groups[unit.id]))
        for unit, depth in tree.in_order(groups.keys())
    ]
    homeless = [UnitSummary(None, "", 0, summarise(groups[None]))] if None in groups else []
    return rows + homeless
