"""All years of a record at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from app.db import db
from app.kit import plots
from app.org.models import Membership
from app.records.ledger import NOTHING
from app.records.models import YearlyTarget, YearTotal


@dataclass(frozen=True)
class YearAtAGlance:
    """`target`: what was asked at its end, or is today; None without a post; `is_of_contract`:
    the law asks it of a contract's own year. `bar`: on the scale of all years shown."""

    year: int
    hours: Decimal
    target: Decimal | None
    is_of_contract: bool
    bar: plots.Bar

    @property
    def left(self) -> Decimal:
        return max((self.target or NOTHING) - self.hours, NOTHING)


def at_a_glance(person_id: int, years: Sequence[int], *, today: date) -> Sequence[YearAtAGlance]:
    """In the order of `years`; nothing where there is one alone, else two queries for all."""
    return told(person_id, years, today=today) if len(years) > 1 else []


def told(person_id: int, years: Sequence[int], *, today: date) -> Sequence[YearAtAGlance]:
    """The same, also of one alone."""
    totals, asked = _totals(person_id), _targets(person_id)
    rows = []
    for year in years:
        held = _on(min(today, date(year, 12, 31)), asked)
        target, is_of_contract = (held.jp, held.is_of_contract) if held else (None, False)
        rows.append((year, totals.get(year, NOTHING), target, is_of_contract))
    longest = max((float(max(hours, target or NOTHING)) for _, hours, target, _ in rows), default=0)
    return [YearAtAGlance(*row, _bar(row[1], row[2], longest)) for row in rows]


def _bar(hours: Decimal, target: Decimal | None, longest: float) -> plots.Bar:
    return plots.bar(float(hours), maximum=longest, target=float(target) if target else None)


def _totals(person_id: int) -> dict[int, Decimal]:
    rows = db.session.execute(
        select(YearTotal.year, YearTotal.jp).where(YearTotal.person_id == person_id)
    )
    return {year: jp for year, jp in rows}  # noqa: C416  rows are not pairs


@dataclass(frozen=True)
class _Asked:
    """JP that are asked of a person from a day on, until another or for good."""

    since: date
    until: date
    jp: Decimal
    is_of_contract: bool


def _targets(person_id: int) -> Sequence[_Asked]:
    """While a post and what is asked of its kind held together; the latest rule last."""
    rows = db.session.execute(
        select(
            Membership.valid_from,
            Membership.valid_to,
            YearlyTarget.valid_from,
            YearlyTarget.valid_to,
            YearlyTarget.min_jp,
            YearlyTarget.period,
        )
        .join(YearlyTarget, YearlyTarget.employment_type == Membership.employment_type)
        .where(Membership.person_id == person_id, Membership.is_main)
        .order_by(YearlyTarget.valid_from)
    )
    return [
        _Asked(
            max(begun, since),
            min(ended or date.max, until or date.max),
            jp,
            period == "contract",
        )
        for begun, ended, since, until, jp, period in rows
    ]


def _on(day: date, asked: Sequence[_Asked]) -> _Asked | None:
    return next((one for one in reversed(asked) if one.since <= day <= one.until), None)
