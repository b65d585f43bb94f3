"""Units as an officer reads them: how many people, who leads, what they were before."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from app.accounts.models import Person
from app.accounts.reach import reaches_unit
from app.db import db
from app.org.models import Agency, FormerUnit, Membership, Unit, UnitHead
from app.org.queries import valid_on
from app.org.tree import UnitTree
from app.org.units import Concerned

MOST_FOUND = 50


@dataclass(frozen=True)
class Lead:
    head: UnitHead
    person: Person


@dataclass(frozen=True)
class Former:
    """`parent`: its name today, None at the top."""

    unit: FormerUnit
    parent: str | None


def people_by_unit(day: date) -> Mapping[int, int]:
    """Active people with their main post directly in each unit."""
    rows = db.session.execute(
        select(Membership.unit_id, func.count())
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.is_main, valid_on(day), Person.deactivated_at.is_(None))
        .group_by(Membership.unit_id)
    )
    return dict(rows.all())


def with_subtrees(own: Mapping[int, int], tree: UnitTree) -> Mapping[int, int]:
    """Unit id → its people and those of all units below it."""
    total: dict[int, int] = {}
    for unit_id, people in own.items():
        for place in tree.upwards(unit_id):
            total[place] = total.get(place, 0) + people
    return total


def concerned(unit_id: int, tree: UnitTree, own: Mapping[int, int]) -> Concerned:
    """Whom a move takes along: people of the unit and below, and units below."""
    below = tree.below(unit_id)
    return Concerned(sum(own.get(one, 0) for one in below), len(below) - 1)


def matching(words: str, *, actor: Person) -> Sequence[Unit]:
    """By name or code, by name; closed ones too."""
    wanted = words.lower()
    return db.session.scalars(
        select(Unit)
        .where(
            reaches_unit(actor, Unit.id),
            or_(
                func.lower(Unit.name).contains(wanted, autoescape=True),
                func.lower(Unit.code).contains(wanted, autoescape=True),
            ),
        )
        .order_by(Unit.name, Unit.id)
        .limit(MOST_FOUND)
    ).all()


def heads_of(unit_id: int) -> Sequence[Lead]:
    """All there were and will be, the newest first."""
    rows = db.session.execute(
        select(UnitHead, Person)
        .join(Person, Person.id == UnitHead.person_id)
        .where(UnitHead.unit_id == unit_id)
        .order_by(UnitHead.valid_from.desc(), UnitHead.id.desc())
    )
    return [Lead(*row) for row in rows]


def heads_on(unit_ids: Collection[int], *, day: date) -> Mapping[int, str]:
    """Unit id → who counts as its head on `day`."""
    rows = db.session.execute(
        select(UnitHead.unit_id, Person.name)
        .join(Person, Person.id == UnitHead.person_id)
        .where(
            UnitHead.unit_id.in_(unit_ids),
            UnitHead.valid_from <= day,
            or_(UnitHead.valid_to.is_(None), UnitHead.valid_to >= day),
        )
        # Who acts is read last and stays.
        .order_by(UnitHead.kind.desc())
    )
    return dict(rows.all())


def former_of(unit_id: int) -> Sequence[Former]:
    """What the unit was called and where it stood, the newest first."""
    rows = db.session.execute(
        select(FormerUnit, Unit.name)
        .outerjoin(Unit, Unit.id == FormerUnit.parent_id)
        .where(FormerUnit.unit_id == unit_id)
        .order_by(FormerUnit.valid_to.desc())
    )
    return [Former(*row) for row in rows]


def find_head(unit_id: int, head_id: int) -> UnitHead | None:
    return db.session.scalar(
        select(UnitHead).where(UnitHead.id == head_id, UnitHead.unit_id == unit_id)
    )


def agencies() -> Sequence[Agency]:
    return db.session.scalars(select(Agency).order_by(Agency.name)).all()
