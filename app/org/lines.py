"""Who supervises whom on a day, as statements.

A supervisor is set by hand, or the head of the unit of somebody's main post; where there is none,
or it is they themselves, the head of the unit above, and so on upwards. Who acts for a head counts
in their place, and the head then answers upwards all the same.
"""

from datetime import date
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from app.db import in_force
from app.org.models import ChosenSupervisor, FormerUnit, Membership, Unit, UnitHead

# More than a tree may be deep (`actions`): a ring tied by mistake ends here.
STEPS = 12


def units_on(day: date) -> Select[int, int | None, str]:
    """(unit id, parent id, name) of the units that there were, as they were."""
    now = select(Unit.id, Unit.parent_id, Unit.name).where(in_force(Unit, day))
    before = select(FormerUnit.unit_id, FormerUnit.parent_id, FormerUnit.name)
    # SQLAlchemy types a union no further than this.
    both: Any = union_all(now, before.where(in_force(FormerUnit, day))).cte("units_on")
    return select(both.c.id, both.c.parent_id, both.c.name)


def chain(person_id: int, day: date) -> CTE:
    """The unit of the main post at `step` 0, then those above it on that day."""
    former = aliased(FormerUnit)
    # The present state first: it is the only one that most units have.
    parent = case((in_force(Unit, day), Unit.parent_id), else_=former.parent_id)
    was = and_(former.unit_id == Unit.id, in_force(former, day))
    first = (
        select(Unit.id.label("unit_id"), parent.label("parent_id"), literal(0).label("step"))
        .join(Membership, Membership.unit_id == Unit.id)
        .outerjoin(former, was)
        .where(Membership.person_id == person_id, Membership.is_main, in_force(Membership, day))
        .cte("chain", recursive=True)
    )
    above = (
        select(Unit.id, parent, first.c.step + 1)
        .select_from(first)
        .join(Unit, Unit.id == first.c.parent_id)
        .outerjoin(former, was)
        .where(first.c.step < STEPS)
    )
    return first.union_all(above)


def candidates(person_id: int, day: date) -> CTE:
    """(rank, supervisor id, chosen id, head id): the lowest rank supervises `person_id`."""
    up, own = chain(person_id, day), aliased(UnitHead)
    leads = exists().where(
        own.unit_id == up.c.unit_id, own.person_id == person_id, in_force(own, day)
    )
    # Who acts comes before the head of the same unit.
    rank = up.c.step * 2 + case((UnitHead.kind == "acting", 0), else_=1)
    by_tree = (
        select(rank.label("rank"), UnitHead.person_id, null(), UnitHead.id)
        .join(up, UnitHead.unit_id == _first(up.c.unit_id))
        .where(in_force(UnitHead, day), ~leads)
    )
    by_hand = select(
        literal(-1).label("rank"),
        ChosenSupervisor.supervisor_id.label("supervisor_id"),
        ChosenSupervisor.id.label("chosen_id"),
        null().label("head_id"),
    ).where(ChosenSupervisor.person_id == person_id, in_force(ChosenSupervisor, day))
    return by_hand.union_all(by_tree).cte("candidates")


def reach(supervisor_id: int, day: date) -> CTE:
    """(root, unit id, only): the units whose people answer to `supervisor_id` by the tree.

    `root` is a unit that they lead; downwards from it come units without a head of their own, and
    of those with heads the heads alone, `only` them (then also below, where they lead too).
    """
    units = select(units_on(day).subquery()).cte("units")
    heads = select(UnitHead.unit_id, UnitHead.person_id).where(in_force(UnitHead, day)).cte("heads")
    acting = aliased(UnitHead)
    is_acted_for = exists().where(
        acting.unit_id == UnitHead.unit_id, acting.kind == "acting", in_force(acting, day)
    )
    nobody = literal(0)
    led = (
        select(
            UnitHead.unit_id.label("root"), UnitHead.unit_id.label("unit_id"), nobody.label("only")
        )
        .where(UnitHead.person_id == supervisor_id, in_force(UnitHead, day))
        .where(or_(UnitHead.kind == "acting", ~is_acted_for))
        .cte("reach", recursive=True)
    )
    head = func.coalesce(heads.c.person_id, nobody)
    below = (
        select(led.c.root, units.c.id, case((head == 0, led.c.only), else_=head))
        .select_from(led)
        .join(units, units.c.parent_id == led.c.unit_id)
        .outerjoin(heads, heads.c.unit_id == units.c.id)
        .where(or_(led.c.only == 0, head == 0, head == led.c.only))
    )
    # A union that drops what it has: a ring is walked once.
    return led.union(below)


def team_ids(supervisor_id: int, day: date) -> CTE:
    """Ids of the people whom `supervisor_id` supervises, by the tree and by hand."""
    down, own, chosen = reach(supervisor_id, day), aliased(UnitHead), aliased(ChosenSupervisor)
    leads_root = exists().where(
        own.unit_id == down.c.root, own.person_id == Membership.person_id, in_force(own, day)
    )
    has_chosen = exists().where(chosen.person_id == Membership.person_id, in_force(chosen, day))
    by_tree = (
        select(Membership.person_id)
        .join(down, Membership.unit_id == _first(down.c.unit_id))
        .where(Membership.is_main, in_force(Membership, day), ~leads_root, ~has_chosen)
        .where(or_(down.c.only == 0, down.c.only == Membership.person_id))
    )
    by_hand = select(ChosenSupervisor.person_id).where(
        ChosenSupervisor.supervisor_id == supervisor_id, in_force(ChosenSupervisor, day)
    )
    return by_hand.union(by_tree).cte("team_ids")


def _first(column: ColumnElement[int]) -> ColumnElement[int]:
    """SQLite takes a walk for long and would read the whole table beside it; what it cannot index
    it reads first, and finds the table's rows by their own index."""
    return column + 0
