"""Somebody else's record: whose may be opened, and what of it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, extract, false, or_, select, union

from app.accounts.models import Person
from app.accounts.policies import is_officer, is_supervisor
from app.accounts.reach import reaches
from app.db import db
from app.org import lines
from app.records.models import Activity, Verification, YearTotal
from app.records.queries import Entry, entries_of
from app.records.settings import VERIFIERS
from app.settings.values import value_of

# What its owner has not sent, or has to mend first, is theirs alone.
SHOWN = ("proposed", "verified")


@dataclass(frozen=True)
class Found:
    """`is_looked_after`: the reader is their training officer, not their supervisor alone;
    `may_decide`: the reader is one of those who decide on what this person enters."""

    person: Person
    is_looked_after: bool
    may_decide: bool


def find_person(person_id: int, *, reader: Person, day: date) -> Found | None:
    """Officers reach whom they look after, leavers too; supervisors their team of `day`."""
    looks_after = reaches(reader, Person.id) if is_officer(reader) else false()
    team = lines.team_ids(reader.id, day)
    leads = and_(Person.deactivated_at.is_(None), Person.id.in_(select(team.c.person_id)))
    row = db.session.execute(
        select(Person, looks_after).where(
            Person.id == person_id,
            or_(looks_after, leads if is_supervisor(reader) else false()),
        )
    ).first()
    if row is None:
        return None
    person, is_looked_after = row[0], bool(row[1])
    may_decide = is_looked_after or value_of(VERIFIERS) != "officer"
    return Found(person, is_looked_after, may_decide)


def years_of(person_id: int) -> list[int]:
    """In which something counts, or ended that others may know of; the latest first."""
    ended = select(extract("year", Activity.ends_on).label("year")).where(
        Activity.person_id == person_id, Activity.state.in_(SHOWN)
    )
    counted = select(YearTotal.year).where(YearTotal.person_id == person_id)
    found = db.session.scalars(union(ended, counted))
    return sorted((int(year) for year in found), reverse=True)


def states_shown(*, may_decide: bool) -> Sequence[str]:
    """What was rejected is for those who decide."""
    return (*SHOWN, "rejected") if may_decide else SHOWN


def entries_seen(person_id: int, *, year: int, may_decide: bool) -> Sequence[Entry]:
    """The latest first."""
    shown = states_shown(may_decide=may_decide)
    return [one for one in entries_of(person_id, year=year) if one.activity.state in shown]


def refusals_of(entries: Sequence[Entry]) -> Mapping[int, str]:
    """Activity id → why it was rejected, as told last."""
    ids = [one.activity.id for one in entries if one.activity.state == "rejected"]
    if not ids:
        return {}
    rows = db.session.execute(
        select(Verification.activity_id, Verification.reason)
        .where(Verification.activity_id.in_(ids), Verification.decision == "rejected")
        .order_by(Verification.number)
    )
    return {activity_id: reason for activity_id, reason in rows}  # noqa: C416  rows are not pairs
