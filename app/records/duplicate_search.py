"""Finding what may be the same training, entered twice; `duplicates` tells why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, union
from sqlalchemy.orm import aliased

from app.accounts.models import Person
from app.db import db
from app.records import duplicates
from app.records.models import Activity, Evidence

# Of an entry; a number that a whole course shares is found with everybody who took part.
MOST = 10


@dataclass(frozen=True)
class Duplicate:
    """`reasons` as `duplicates.reasons`. `activity` and `name` are None where the reader may not
    see whose it is."""

    reasons: Sequence[str]
    is_same_person: bool
    activity: Activity | None
    name: str | None


def find(
    activities: Sequence[Activity],
    *,
    seen: ColumnElement[bool] | None = None,
    is_owner: bool = False,
) -> dict[int, Sequence[Duplicate]]:
    """Activity id → what may be the same, of the same person first; who has none is left out. Three
    queries. `seen`: which entries of others the reader may see, as a condition; none by default.
    What is not sent yet tells nobody but its owner anything.
    """
    nearest = _nearest([activity.id for activity in activities], is_owner=is_owner)
    pairs = db.session.execute(nearest).all()
    others = _read({other for _, other in pairs}, seen=false() if seen is None else seen)
    files = _digests({one.id for one in activities} | set(others))
    found: dict[int, list[Duplicate]] = {}
    by_id = {activity.id: activity for activity in activities}
    for mine, other_id in pairs:
        other, name, may_see = others[other_id]
        activity = by_id[mine]
        reasons = duplicates.reasons(_facts(activity, files), _facts(other, files))
        if reasons:
            is_same = other.person_id == activity.person_id
            shown = (other, name) if is_same or may_see else (None, None)
            found.setdefault(mine, []).append(Duplicate(reasons, is_same, *shown))
    return dict(found)


def _nearest(ids: Collection[int], *, is_owner: bool) -> Select[int, int]:
    """(id, id of another that is worth a look): the own ones first."""
    mine, other = aliased(Activity), aliased(Activity)
    sent, received = aliased(Evidence), aliased(Evidence)
    at_once = and_(
        other.person_id == mine.person_id,
        other.starts_on <= mine.ends_on,
        other.ends_on >= mine.starts_on,
    )
    columns = (mine.id.label("mine"), other.id.label("other"))
    wanted = (mine.id.in_(ids), other.id != mine.id)
    same_file = (
        select(sent.activity_id, received.activity_id)
        .join(received, received.digest == sent.digest)
        .where(sent.activity_id.in_(ids), received.activity_id != sent.activity_id)
    )
    pairs: Any = union(
        select(*columns).join(other, at_once).where(*wanted),
        select(*columns).join(other, other.number_key == mine.number_key).where(*wanted),
        same_file,
    ).subquery()
    owner = aliased(Activity)
    is_own = Activity.person_id == owner.person_id
    place = func.row_number().over(partition_by=pairs.c.mine, order_by=(is_own.desc(), Activity.id))
    ranked = (
        select(pairs.c.mine, pairs.c.other, place.label("place"))
        .join(owner, owner.id == pairs.c.mine)
        .join(Activity, Activity.id == pairs.c.other)
        .where(or_(Activity.state != "draft", is_own) if is_owner else Activity.state != "draft")
        .subquery()
    )
    return (
        select(ranked.c.mine, ranked.c.other)
        .where(ranked.c.place <= MOST)
        .order_by(ranked.c.mine, ranked.c.place)
    )


def _read(
    ids: Collection[int], *, seen: ColumnElement[bool]
) -> dict[int, tuple[Activity, str, bool]]:
    rows = db.session.execute(
        select(Activity, Person.name, or_(seen, false()))
        .join(Person, Person.id == Activity.person_id)
        .where(Activity.id.in_(ids))
    )
    return {activity.id: (activity, name, bool(may_see)) for activity, name, may_see in rows}


def _digests(ids: Collection[int]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    rows = select(Evidence.activity_id, Evidence.digest).where(Evidence.activity_id.in_(ids))
    for activity_id, digest in db.session.execute(rows):
        found.setdefault(activity_id, set()).add(digest)
    return {activity_id: frozenset(digests) for activity_id, digests in found.items()}


def _facts(activity: Activity, files: Mapping[int, frozenset[str]]) -> duplicates.Facts:
    names = ("id", "person_id", "title", "starts_on", "ends_on", "number_key")
    values = {name: getattr(activity, name) for name in names}
    return duplicates.Facts(**values, digests=files.get(activity.id, frozenset()))
