"""Index of professionalism: weights that are planned, and answers of some people."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select

from app.accounts.models import Person
from app.db import db
from app.ip_asn import versions
from app.org import merits
from app.org.models import Membership, Position

STEPS = ("very_good", "good", "good", "needs_work")
DEGREES = ("s1", "s2", "d3", "sma")


def know(ana: Person, crowd: Sequence[Person], *, by: Person, at: datetime) -> dict[str, str]:
    """Of some nobody knows the performance."""
    people = [ana, *crowd]
    ids = [person.id for person in people]
    held = select(Membership.position_id).where(Membership.person_id.in_(ids))
    for place, position in enumerate(
        db.session.scalars(select(Position).where(Position.id.in_(held)).order_by(Position.id))
    ):
        position.kind = ("pelaksana", "functional", "structural")[place % 3]
    for place, person in enumerate(people):
        merits.keep(
            person,
            education=DEGREES[place % 4],
            performance=STEPS[place % 4] if place % 5 != 4 else None,
            discipline=None,
            by=by,
            at=at,
        )
    day = at.date()
    terms = replace(versions.get_terms(day), source="Rancangan Peraturan BKN 2027")
    planned = versions.enter(terms, since=day + timedelta(60), by=by)
    return {"ip_asn_planned": str(planned.id)}
