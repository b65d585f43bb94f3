"""What a way to the year's target is made of: courses, days with room, steps; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from app.records.ledger import NOTHING
from app.reference.rule import ONE_DAY, Rule, find_rule

UNLIMITED = Decimal("Infinity")


@dataclass(frozen=True)
class OpenCourse:
    """`left`: JP still to be read; `read`: day → JP that count there once the course is completed;
    `lang`: of the title."""

    ref: str
    title: str
    lang: str
    left: Decimal
    read: Mapping[date, Decimal] = field(default_factory=dict)
    is_running: bool = False


@dataclass(frozen=True)
class Calendar:
    """What e-learning may still earn this year, day by day; `used`: day → JP earned already."""

    today: date
    rules: Sequence[Rule]
    used: Mapping[date, Decimal] = field(default_factory=dict)

    @property
    def last_day(self) -> date:
        return end_of_year(self.today)

    @cached_property
    def days(self) -> list[date]:
        """From today on, those on which something can count."""
        length = (self.last_day - self.today).days + 1
        days = (self.today + n * ONE_DAY for n in range(length))
        return [day for day in days if self.room(day)]

    @property
    def is_by_hours(self) -> bool:
        """Whether hours are what counts until the year ends; by other rules no way is planned."""
        rules = (find_rule(self.rules, day) for day in self.days)
        return all(one.basis == "programme" and not one.monthly_sessions for one in rules if one)

    @property
    def cap(self) -> Decimal | None:
        """JP a day; None where there is no limit, or not one for all days."""
        rules = (find_rule(self.rules, day) for day in self.days)
        caps = {rule.daily_cap for rule in rules if rule}
        return caps.pop() if len(caps) == 1 else None

    def room(self, day: date) -> Decimal:
        rule = find_rule(self.rules, day)
        if rule is None or day.year != self.today.year:
            return NOTHING
        if rule.daily_cap is None:
            return UNLIMITED
        return max(NOTHING, rule.daily_cap - self.used.get(day, NOTHING))


@dataclass(frozen=True)
class Step:
    """A course to be completed; `shares`: day → JP read on it, also what does not count; `counts`:
    what the ledger gives for it this year, and `earlier` of that for days gone by."""

    course: OpenCourse
    starts_on: date
    ends_on: date
    shares: Mapping[date, Decimal]
    counts: Decimal = NOTHING
    earlier: Decimal = NOTHING

    @property
    def days(self) -> set[date]:
        """On which something is done from now on."""
        return {self.ends_on, *(day for day in self.shares if day >= self.starts_on)}


@dataclass(frozen=True)
class Way:
    """`missing`: JP to go; `cap`: as in `Calendar`; `today`: when it was asked for."""

    missing: Decimal
    steps: Sequence[Step]
    cap: Decimal | None
    today: date

    @property
    def counts(self) -> Decimal:
        return sum((step.counts for step in self.steps), NOTHING)

    @property
    def earlier(self) -> Decimal:
        """JP of them that are read already."""
        return sum((step.earlier for step in self.steps), NOTHING)

    @property
    def left(self) -> Decimal:
        """JP that no course brings in time."""
        return max(self.missing - self.counts, NOTHING)

    @property
    def starts_on(self) -> date:
        return min((step.starts_on for step in self.steps), default=self.today)

    @property
    def ends_on(self) -> date:
        return max((step.ends_on for step in self.steps), default=self.today)

    @property
    def year_end(self) -> date:
        return end_of_year(self.today)

    @property
    def days(self) -> int:
        return len({day for step in self.steps for day in step.days})


def end_of_year(day: date) -> date:
    return date(day.year, 12, 31)
