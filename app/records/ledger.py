"""Which hours of a person count; pure.

Entries lie on days: pages of an online course on those on which they were finished, what is counted
by day on each of its days, anything else on its last. Each day follows the rule that holds on it.

Caps are shared by all entries of a form. Who takes of a day or a month first is settled by a total
order that the order of typing in cannot change: the day itself, then what ended first, then what
took place in the country, then what has more hours and more days, and only between equals the lower
id. What finds no room stays raw; nothing is carried over.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_DOWN, Decimal
from operator import attrgetter

from app.reference.rule import HUNDREDTH, ONE_DAY, Rule, Rulebook, find_rule

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Entry:
    """`hours`: JP as the programme says; `days`: on how many it took place, None for all of its
    time; `shares`: JP of each day, where they are known."""

    id: int
    form_id: int
    starts_on: date
    ends_on: date
    days: int | None = None
    is_international: bool = False
    hours: Decimal = NOTHING
    shares: Mapping[date, Decimal] = field(default_factory=dict)

    @property
    def dates(self) -> list[date]:
        """The first `days` of its time."""
        return [self.starts_on + n * ONE_DAY for n in range(self.length)]

    @property
    def length(self) -> int:
        span = (self.ends_on - self.starts_on).days + 1
        return min(self.days or span, span)


@dataclass(frozen=True)
class Credit:
    """JP of an entry on a day: `raw`, `worth` with what training abroad adds, and `credited`.

    `cut` says what took the rest: "day" or "month", with the rule's `limit` (JP a day, sessions a
    month), or "no-rule"; None where all of it counts.
    """

    entry_id: int
    day: date
    raw: Decimal
    worth: Decimal
    credited: Decimal
    rule_id: int | None
    cut: str | None = None
    limit: Decimal | None = None


def credits_of(entries: Iterable[Entry], rulebook: Rulebook) -> list[Credit]:
    """Of one person; in the order of days within each form."""
    by_form: dict[int, list[Entry]] = {}
    for entry in entries:
        by_form.setdefault(entry.form_id, []).append(entry)
    return [
        credit
        for form_id in sorted(by_form)
        for credit in _credits_of_form(by_form[form_id], rulebook.get(form_id, ()))
    ]


def by_year(credits: Iterable[Credit]) -> dict[int, Decimal]:
    totals: dict[int, Decimal] = {}
    for credit in credits:
        totals[credit.day.year] = totals.get(credit.day.year, NOTHING) + credit.credited
    return totals


@dataclass(frozen=True)
class _Part:
    """What an entry has on a day; the last one stands for the activity where that counts as one."""

    entry: Entry
    day: date
    hours: Decimal
    is_last: bool

    @property
    def place(self) -> tuple[date, date, bool, Decimal, int, int]:
        entry = self.entry
        return (
            self.day,
            entry.ends_on,
            entry.is_international,
            -self.hours,
            -entry.length,
            entry.id,
        )


def _credits_of_form(entries: Sequence[Entry], rules: Sequence[Rule]) -> list[Credit]:
    parts = [part for entry in entries for part in _parts(entry, rules)]
    account = _Account()
    return [
        account.take(part, rule)
        for part in sorted(parts, key=attrgetter("place"))
        if (rule := find_rule(rules, part.day)) is None or part.is_last or rule.basis != "activity"
    ]


def _parts(entry: Entry, rules: Sequence[Rule]) -> list[_Part]:
    hours = _hours_by_day(entry, rules)
    return [_Part(entry, day, jp, day == max(hours)) for day, jp in hours.items()]


def _hours_by_day(entry: Entry, rules: Sequence[Rule]) -> Mapping[date, Decimal]:
    """Whether days are counted is said by the rule of the last one, or else of the first."""
    if entry.shares:
        return entry.shares
    rule = find_rule(rules, entry.ends_on) or find_rule(rules, entry.starts_on)
    if rule is None or not rule.is_by_day:
        return {entry.ends_on: entry.hours}
    return spread(entry.hours, dict.fromkeys(entry.dates, 1))


def spread(jp: Decimal, minutes: Mapping[date, int]) -> dict[date, Decimal]:
    """JP over days in proportion to the minutes of each.

    The running total is rounded down to hundredths, so the parts add up to `jp` exactly.
    """
    total = sum(minutes.values())
    shares: dict[date, Decimal] = {}
    before, reached = NOTHING, 0
    for day in sorted(minutes):
        reached += minutes[day]
        until = (jp * reached / total).quantize(HUNDREDTH, ROUND_DOWN) if total else NOTHING
        shares[day] = until - before
        before = until
    return shares


@dataclass
class _Account:
    """What days and months have given to the entries of a form so far."""

    by_day: dict[date, Decimal] = field(default_factory=dict)
    sessions: dict[tuple[int, int], set[int]] = field(default_factory=dict)

    def take(self, part: _Part, rule: Rule | None) -> Credit:
        entry, day, hours = part.entry, part.day, part.hours
        if rule is None:
            return Credit(entry.id, day, hours, NOTHING, NOTHING, None, "no-rule")
        raw, worth = rule.raw(hours), rule.worth(hours, is_international=entry.is_international)
        if self._is_month_full(entry, day, rule):
            limit = Decimal(rule.monthly_sessions or 0)
            return Credit(entry.id, day, raw, worth, NOTHING, rule.id, "month", limit)
        cap = rule.cap(is_international=entry.is_international)
        credited = worth if cap is None else min(worth, self._room(day, cap))
        self._book(entry, day, credited)
        if credited == worth:
            return Credit(entry.id, day, raw, worth, credited, rule.id)
        return Credit(entry.id, day, raw, worth, credited, rule.id, "day", cap)

    def _is_month_full(self, entry: Entry, day: date, rule: Rule) -> bool:
        held = self.sessions.get((day.year, day.month), set())
        limit = rule.monthly_sessions
        return limit is not None and entry.id not in held and len(held) >= limit

    def _room(self, day: date, cap: Decimal) -> Decimal:
        """Days abroad may give more, so a day can have given more than a later cap allows."""
        return max(NOTHING, cap - self.by_day.get(day, NOTHING))

    def _book(self, entry: Entry, day: date, credited: Decimal) -> None:
        self.by_day[day] = self.by_day.get(day, NOTHING) + credited
        if credited:
            self.sessions.setdefault((day.year, day.month), set()).add(entry.id)
