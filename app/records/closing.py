"""Closing a year: what everybody had stays known, and what changes later is a correction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, Select, func, insert, literal, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.accounts.queries import lock_people
from app.db import db, insert_once
from app.kit import clock
from app.kit.errors import Conflict
from app.org.models import Agency, Membership, Unit
from app.records import audited
from app.records.models import ClosedTotal, JpCorrection, YearClosing, YearTotal


@dataclass(frozen=True)
class Cause:
    """The entry or the rule, one of the two, that made the difference."""

    activity_id: int | None = None
    rule_id: int | None = None


def close_year(agency: Agency, year: int, *, by: Person, at: datetime) -> None:
    """Raises Conflict where the year is not over by the agency's clock, or is closed already."""
    if year >= clock.local_date(at, agency.time_zone).year:
        raise Conflict("year.not-over", year=year)
    closed = insert_once(
        YearClosing, agency_id=agency.id, year=year, closed_by_id=by.id, closed_at=at
    )
    if closed is None:
        raise Conflict("year.closed", year=year)
    people = people_of(agency.id, year)
    # Whose hours change at this moment is waited for.
    lock_people(people)
    db.session.execute(
        insert(ClosedTotal).from_select(
            ["closing_id", "person_id", "jp"],
            select(literal(closed[0]), Person.id, _total(year)).where(Person.id.in_(people)),
        )
    )
    audited.closed_year(agency, year, by=by)


def people_count(agency_id: int, year: int) -> int:
    """Of whom a total would be kept."""
    people = people_of(agency_id, year).distinct().subquery()
    return db.session.scalar(select(func.count()).select_from(people)) or 0


def people_of(agency_id: int, year: int) -> Select[int]:
    """Whose last main post of the year was there, also of those who left before its end: everybody
    has one total of a year."""
    last = aliased(Membership)
    last_day = date(year, 12, 31)
    last_begun = (
        select(func.max(last.valid_from))
        .where(last.person_id == Membership.person_id, last.is_main, last.valid_from <= last_day)
        .scalar_subquery()
    )
    return (
        select(Membership.person_id)
        .join(Unit, Unit.id == Membership.unit_id)
        .where(
            Unit.agency_id == agency_id,
            Membership.is_main,
            Membership.valid_from == last_begun,
            or_(Membership.valid_to.is_(None), Membership.valid_to >= date(year, 1, 1)),
        )
    )


def _total(year: int) -> ColumnElement[Decimal]:
    """Of the person in the query around it."""
    total = select(YearTotal.jp).where(YearTotal.person_id == Person.id, YearTotal.year == year)
    return func.coalesce(total.scalar_subquery(), 0)


def note_corrections(
    totals: Mapping[int, Mapping[int, Decimal]], *, cause: Cause, at: datetime
) -> None:
    """`totals`: person → year → what the person has now."""
    for closing_id, year, person_id, before in _closed_totals(list(totals)):
        after = totals[person_id].get(year, Decimal(0))
        if after != before:
            db.session.add(
                JpCorrection(
                    closing_id=closing_id,
                    person_id=person_id,
                    before=before,
                    after=after,
                    activity_id=cause.activity_id,
                    rule_id=cause.rule_id,
                    at=at,
                )
            )
    db.session.flush()


def _closed_totals(person_ids: Sequence[int]) -> Sequence[tuple[int, int, int, Decimal]]:
    """(closing, year, person, JP) as last corrected."""
    corrected = (
        select(JpCorrection.after)
        .where(
            JpCorrection.closing_id == ClosedTotal.closing_id,
            JpCorrection.person_id == ClosedTotal.person_id,
        )
        .order_by(JpCorrection.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    now = func.coalesce(corrected, ClosedTotal.jp)
    rows = db.session.execute(
        select(YearClosing.id, YearClosing.year, ClosedTotal.person_id, now)
        .join(ClosedTotal, ClosedTotal.closing_id == YearClosing.id)
        .where(ClosedTotal.person_id.in_(person_ids))
        .order_by(ClosedTotal.person_id, YearClosing.id)
    )
    return [(closing_id, year, person_id, Decimal(jp)) for closing_id, year, person_id, jp in rows]
