"""What is known of people for the index: by the training record and by the organisation.

Hours and seminars count since 1 January of the year before: whoever has the hours of either year
has them, so that January does not take away what December had.
"""

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, null, select

from app.accounts.models import Person
from app.accounts.reach import reaches_unit
from app.db import db
from app.ip_asn.index import NOTHING, Inputs
from app.ip_asn.models import TRAINING_OF
from app.ip_asn.settings import keeps_discipline
from app.ip_asn.units import Group
from app.ip_asn.versions import Terms
from app.org.models import Membership, Merit, Position
from app.org.queries import valid_on
from app.records.models import Activity, YearTotal
from app.records.standings import is_active

ANSWERS = ("kind", "education", "performance", "discipline", "training", "hours", "seminar")


@dataclass(frozen=True)
class Known:
    """`years`: of either year the hours."""

    inputs: Inputs
    years: Sequence[tuple[int, Decimal]]


def known_of(person_id: int, terms: Terms, *, day: date) -> Known:
    row = (
        db.session.execute(_answers(terms, day, person_id=person_id).where(Person.id == person_id))
        .mappings()
        .one()
    )
    hours = dict.fromkeys(_years(day), NOTHING)
    own = select(YearTotal.year, YearTotal.jp).where(
        YearTotal.person_id == person_id, YearTotal.year.in_(_years(day))
    )
    hours |= {year: jp for year, jp in db.session.execute(own)}  # noqa: C416  rows are not pairs
    inputs = replace(_inputs(row, terms), jp=max(hours.values()))
    return Known(inputs, sorted(hours.items()))


def groups_by_unit(
    terms: Terms,
    *,
    actor: Person,
    day: date,
    at: datetime,
    units: Collection[int] | None = None,
) -> dict[int, list[Group]]:
    """Unit id → its own people by their main post, those of the same answers as one; of the units
    that `actor` looks after, or of those among `units`."""
    everybody = among(terms, actor=actor, day=day, at=at)
    if units is not None:
        everybody = everybody.where(Membership.unit_id.in_(units))
    one = everybody.subquery()
    answers = [one.c[name] for name in ANSWERS]
    counted = select(one.c.unit_id, func.count().label("people"), *answers)
    found: dict[int, list[Group]] = {}
    for row in db.session.execute(counted.group_by(one.c.unit_id, *answers)).mappings():
        group = Group(_inputs(row, terms), row["people"])
        found.setdefault(row["unit_id"], []).append(group)
    return found


def among(terms: Terms, *, actor: Person, day: date, at: datetime) -> Select[Any]:
    """A row a person."""
    reached = reaches_unit(actor, Membership.unit_id)
    return _answers(terms, day).where(Membership.unit_id.is_not(None), reached, is_active(at))


def _answers(terms: Terms, day: date, *, person_id: int | None = None) -> Select[Any]:
    """`person_id`: whom alone to look for, so that nobody else's trainings are read."""
    since = date(min(_years(day)), 1, 1)
    own = {kind: _held(terms.trainings[name], day) for kind, name in TRAINING_OF.items()}
    seminars = _held(terms.trainings["seminar"], day).where(Activity.ends_on >= since)
    # Where numbers are binary, hundredths that were added up are not what they look like.
    enough = select(YearTotal.person_id).where(
        YearTotal.year.in_(_years(day)), func.round(YearTotal.jp, 2) >= terms.needed_jp
    )
    if person_id is not None:
        enough = enough.where(YearTotal.person_id == person_id)
        seminars = seminars.where(Activity.person_id == person_id)
        own = {kind: held.where(Activity.person_id == person_id) for kind, held in own.items()}
    training = case(
        *((Position.kind == kind, _flag(held)) for kind, held in own.items()), else_=null()
    )
    post = and_(Membership.person_id == Person.id, Membership.is_main, valid_on(day))
    return (
        select(
            Membership.unit_id.label("unit_id"),
            Position.kind.label("kind"),
            Merit.education.label("education"),
            Merit.performance.label("performance"),
            Merit.discipline.label("discipline"),
            training.label("training"),
            _flag(enough).label("hours"),
            _flag(seminars).label("seminar"),
        )
        .select_from(Person)
        .outerjoin(Membership, post)
        .outerjoin(Position, Position.id == Membership.position_id)
        .outerjoin(Merit, Merit.person_id == Person.id)
    )


def _held(forms: Set[int], day: date) -> Select[int]:
    """Whoever has had a verified training of one of these forms by `day`; all of them are found
    once."""
    return select(Activity.person_id).where(
        Activity.form_id.in_(forms), Activity.state == "verified", Activity.ends_on <= day
    )


def _flag(people: Select[int]) -> ColumnElement[int]:
    return case((Person.id.in_(people), 1), else_=0)


def _years(day: date) -> tuple[int, int]:
    return day.year - 1, day.year


def _inputs(row: Any, terms: Terms) -> Inputs:
    """Of the hours only whether there are enough."""
    return Inputs(
        kind=row["kind"],
        education=row["education"],
        performance=row["performance"],
        # Where sanctions are not kept, everybody counts as having none.
        discipline=row["discipline"] if keeps_discipline() else "none",
        has_training=None if row["training"] is None else bool(row["training"]),
        jp=terms.needed_jp if row["hours"] else NOTHING,
        has_seminar=bool(row["seminar"]),
    )
