"""How the hours of a form of training count while a rule holds; pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

HUNDREDTH = Decimal("0.01")
ONE_DAY = timedelta(days=1)
# What a rule counts: the hours that the programme names, each day, or the activity as one.
BASES = ("programme", "day", "activity")
DAYS = ("valid_from", "valid_to")
AMOUNTS = ("jp", "international_jp", "international_factor", "daily_cap", "international_daily_cap")


@dataclass(frozen=True)
class Rule:
    """A row of `jp_rule`, whose columns say what each number is; `id` is None before it is saved.

    Days are the agency's, and `valid_to` is the last one.
    """

    form_id: int
    valid_from: date
    valid_to: date | None
    basis: str
    jp: Decimal | None = None
    international_jp: Decimal | None = None
    international_factor: Decimal | None = None
    daily_cap: Decimal | None = None
    international_daily_cap: Decimal | None = None
    monthly_sessions: int | None = None
    id: int | None = None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day <= (self.valid_to or date.max)

    def raw(self, hours: Decimal) -> Decimal:
        """JP of a day or an activity before anything is added or cut; `hours`: the programme's."""
        return hours if self.jp is None else self.jp

    def worth(self, hours: Decimal, *, is_international: bool) -> Decimal:
        """The same with what training abroad adds, rounded down to hundredths."""
        if not is_international:
            return self.raw(hours)
        if self.international_jp is not None:
            return self.international_jp
        factor = self.international_factor or Decimal(1)
        return (self.raw(hours) * factor).quantize(HUNDREDTH, ROUND_DOWN)

    def cap(self, *, is_international: bool) -> Decimal | None:
        return self.international_daily_cap if is_international else self.daily_cap

    @property
    def is_by_day(self) -> bool:
        """Whether it matters on how many days something took place."""
        has_cap = self.daily_cap is not None or self.international_daily_cap is not None
        return self.basis == "day" or (self.basis == "programme" and has_cap)


# Form → its rules, the earliest first.
Rulebook = Mapping[int, Sequence[Rule]]


def find_rule(rules: Sequence[Rule], day: date) -> Rule | None:
    """The latest, should two overlap."""
    return next((rule for rule in reversed(rules) if rule.holds_on(day)), None)


def with_rule(rules: Sequence[Rule], new: Rule) -> list[Rule]:
    """`new` takes the place of the rule that holds on its first day, which ends on the day before,
    and holds as long as that one would have: an end that was set stays. Where none holds, it does
    so until the next rule begins. A rule that begins on the same day gives way.
    """
    earlier = [rule for rule in rules if rule.valid_from < new.valid_from]
    later = [rule for rule in rules if rule.valid_from > new.valid_from]
    displaced = find_rule(rules, new.valid_from)
    ends = [later[0].valid_from - ONE_DAY] if later else []
    if displaced and displaced.valid_to:
        ends.append(displaced.valid_to)
    return [
        *(until(rule, new.valid_from - ONE_DAY) for rule in earlier),
        replace(new, valid_to=min(ends, default=None)),
        *later,
    ]


def without_rule(rules: Sequence[Rule], gone: Rule) -> list[Rule]:
    """The rule that ended where `gone` begins holds on in its place."""
    return [
        replace(rule, valid_to=gone.valid_to)
        if rule.valid_to == gone.valid_from - ONE_DAY
        else rule
        for rule in rules
        if rule.valid_from != gone.valid_from
    ]


def until(rule: Rule, day: date) -> Rule:
    """One that ends by `day` at the latest."""
    return replace(rule, valid_to=min(rule.valid_to or date.max, day))


def to_json(rule: Rule) -> dict[str, str | int | None]:
    """Days and amounts as text."""
    return {
        name: value if value is None or isinstance(value, int) else str(value)
        for name, value in vars(rule).items()
    }


def from_json(values: Mapping[str, Any]) -> Rule:
    readers: dict[str, Callable[[str], Any]] = {
        **dict.fromkeys(DAYS, date.fromisoformat),
        **dict.fromkeys(AMOUNTS, Decimal),
    }
    return Rule(
        **{
            name: readers[name](value) if name in readers and value is not None else value
            for name, value in values.items()
        }
    )
