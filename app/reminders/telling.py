"""Telling those who were chosen, with their JP of now; in short transactions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from app.accounts.queries import find_actor
from app.db import change_rows, db
from app.notifications.telling import tell_each
from app.org.queries import local_day
from app.reminders import notices
from app.reminders.choosing import PAUSE, Standing, Wanted, standings_of
from app.reminders.models import ReminderPerson, ReminderRound

# In one transaction: a short one even where each notice writes a mail.
CHUNK = 100


@dataclass(frozen=True)
class Now:
    """What a round's giver may know of its people by now; `giver`: "" where they have left."""

    giver: str
    year: int | None
    standings: Mapping[int, Standing]


def tell_some(after: int = 0, *, at: datetime) -> int | None:
    """A portion of those who wait, behind a row's id; that of its last row, None at the end."""
    rows = db.session.execute(
        select(ReminderPerson.id, ReminderPerson, ReminderRound)
        .join(ReminderRound, ReminderRound.id == ReminderPerson.round_id)
        .where(
            ReminderPerson.told_at.is_(None),
            ReminderPerson.left_out.is_(None),
            ReminderPerson.id > after,
        )
        .order_by(ReminderPerson.id)
        .limit(CHUNK)
    ).all()
    now, told = _now(rows, at), _told_lately([row[1].person_id for row in rows], at)
    due: list[Any] = []
    left_out: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        why = _why_not(row[1], row[2], now[row[2].id], told)
        if why:
            left_out[why].append(row[0])
        else:
            told.add(row[1].person_id)
            due.append(row)

    def tell(row: Any) -> None:
        _tell(row[1], row[2], now[row[2].id], at)

    _set(tell_each(due, tell), told_at=at)
    for why, ids in left_out.items():
        _set(ids, left_out=why)
    return rows[-1][0] if len(rows) == CHUNK else None


def _now(rows: Sequence[Any], at: datetime) -> dict[int, Now]:
    """By the id of the round."""
    people: dict[int, list[int]] = defaultdict(list)
    rounds = {sending.id: sending for _, _, sending in rows}
    for _, one, _ in rows:
        people[one.round_id].append(one.person_id)
    return {id_: _now_of(sending, people[id_], at) for id_, sending in rounds.items()}


def _now_of(sending: ReminderRound, person_ids: Sequence[int], at: datetime) -> Now:
    actor = find_actor(sending.given_by_id, at)
    if actor is None:
        return Now("", None, {})
    wanted = Wanted(sending.whom, sending.unit_id, sending.standing)
    found = standings_of(person_ids, wanted, actor=actor, at=at)
    return Now(actor.name, local_day(actor, at=at).year, found)


def _told_lately(person_ids: Sequence[int], at: datetime) -> set[int]:
    """By a round that was sent at the same moment as theirs."""
    return set(
        db.session.scalars(
            select(ReminderPerson.person_id).where(
                ReminderPerson.person_id.in_(person_ids), ReminderPerson.told_at > at - PAUSE
            )
        )
    )


def _why_not(one: ReminderPerson, sending: ReminderRound, now: Now, told: set[int]) -> str | None:
    """One of `models.LEFT_OUT`."""
    found = now.standings.get(one.person_id)
    if now.year not in (None, sending.year):
        return "over"
    if found is None or found.target is None:
        return "gone"
    if found.standing == "met":
        return "met"
    return "recently" if one.person_id in told else None


def _tell(one: ReminderPerson, sending: ReminderRound, now: Now, at: datetime) -> None:
    found = now.standings[one.person_id]
    params = notices.params_of(
        hours=found.hours,
        target=found.target or one.target,
        year=sending.year,
        giver=now.giver,
        note=sending.note,
    )
    notices.tell(one.person_id, round_id=sending.id, params=params, at=at)


def _set(ids: Sequence[int], **values: Any) -> None:
    if ids:
        changed = update(ReminderPerson).where(ReminderPerson.id.in_(ids))
        change_rows(changed.values(**values))
