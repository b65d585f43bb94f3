"""Links by which people show their record: made, taken back, opened."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select, update

from app.accounts.models import EmployeeNumber, Person
from app.accounts.queries import lock_person
from app.db import change_rows, db, insert_once
from app.kit import clock
from app.kit.errors import Invalid
from app.records import sharing_audit
from app.records.models import RecordShare
from app.records.statements_rows import holder_of

MOST = 20
SHOWN = 50
DAYS = (30, 90, 365)
# Who reloads a page has not opened it again, and costs no write.
PAUSE = timedelta(minutes=1)
# Of a form that is sent again: so long it answers with the link that it made.
SHOWN_FOR = timedelta(minutes=15)


@dataclass(frozen=True)
class Shared:
    """What a link leads to."""

    share: RecordShare
    person: Person
    nip: str | None

    def is_counted(self, at: datetime) -> bool:
        """Whether opening it now is another time."""
        last = self.share.opened_at
        return last is None or last <= at - PAUSE


def make(
    person: Person,
    *,
    token: str,
    label: str,
    year: int | None,
    shows_numbers: bool,
    days: int,
    at: datetime,
) -> RecordShare:
    """The same token twice makes one. It holds until the last second of a day at the agency.

    Raises Invalid where there are too many, or the token made another link, or one a while ago.
    """
    lock_person(person.id)
    made = db.session.scalar(select(RecordShare).where(RecordShare.token_hash == _hash_of(token)))
    if made is None and _count_live(person.id, at) >= MOST:
        raise Invalid("record-share.too-many", most=MOST)
    if made and not _is_same(made, label, year, shows_numbers, at=at):
        raise Invalid("record-share.sent-before")
    if made:
        return made
    return _insert(
        person,
        at=at,
        token_hash=_hash_of(token),
        label=label,
        year=year,
        shows_numbers=shows_numbers,
        expires_at=_end(person, days, at=at),
    )


def _is_same(
    made: RecordShare, label: str, year: int | None, shows_numbers: bool, *, at: datetime
) -> bool:
    """A form that was filled in otherwise must not answer with what another made."""
    was = (made.label, made.year, made.shows_numbers)
    is_new = made.revoked_at is None and at - made.created_at <= SHOWN_FOR
    return is_new and was == (label, year, shows_numbers)


def _insert(person: Person, *, at: datetime, **values: object) -> RecordShare:
    key = insert_once(RecordShare, person_id=person.id, created_at=at, opened_count=0, **values)
    if key is None:
        raise RuntimeError("its person is locked, so nobody could have made it")
    share = db.session.get_one(RecordShare, key[0])
    sharing_audit.made(share)
    return share


def _end(person: Person, days: int, *, at: datetime) -> datetime:
    holder = holder_of(person, at=at)
    return clock.end_of_day(holder.day + timedelta(days=days), holder.zone)


def revoke(share: RecordShare, *, at: datetime) -> bool:
    """Whether it was live until now."""
    revoked = db.session.execute(
        update(RecordShare)
        .where(RecordShare.id == share.id, RecordShare.revoked_at.is_(None))
        .values(revoked_at=at)
        .returning(RecordShare.id)
    ).first()
    if revoked:
        sharing_audit.revoked(share)
    return revoked is not None


def find_live(token: str, *, at: datetime) -> Shared | None:
    row = db.session.execute(
        select(RecordShare, Person, EmployeeNumber.number)
        .join(Person, Person.id == RecordShare.person_id)
        .outerjoin(
            EmployeeNumber,
            and_(EmployeeNumber.person_id == Person.id, EmployeeNumber.valid_to.is_(None)),
        )
        .where(
            RecordShare.token_hash == _hash_of(token),
            RecordShare.revoked_at.is_(None),
            RecordShare.expires_at >= at,
            Person.deactivated_at.is_(None),
        )
    ).first()
    return Shared(*row) if row else None


def note_opening(share_id: int, *, at: datetime) -> None:
    """Of two at once one counts."""
    change_rows(
        update(RecordShare)
        .where(
            RecordShare.id == share_id,
            or_(RecordShare.opened_at.is_(None), RecordShare.opened_at <= at - PAUSE),
        )
        .values(opened_count=RecordShare.opened_count + 1, opened_at=at)
    )


def shares_of(person_id: int) -> Sequence[RecordShare]:
    """The latest first."""
    return db.session.scalars(
        select(RecordShare)
        .where(RecordShare.person_id == person_id)
        .order_by(RecordShare.id.desc())
        .limit(SHOWN)
    ).all()


def find_own(person_id: int, share_id: int) -> RecordShare | None:
    return db.session.scalar(
        select(RecordShare).where(RecordShare.id == share_id, RecordShare.person_id == person_id)
    )


def _count_live(person_id: int, at: datetime) -> int:
    live = select(func.count()).where(
        RecordShare.person_id == person_id,
        RecordShare.revoked_at.is_(None),
        RecordShare.expires_at >= at,
    )
    return db.session.scalar(live) or 0


def _hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
