"""Staying signed in on a device, by a token that is replaced whenever it opens a session.

The cookie holds `<series>.<token>`, signed by the view that gives it. Each token is made from the
one before with the instance's `key`: a second tab that comes back at the same moment is given the
same new one, though the database knows nothing but hashes. A token that comes again later has been
copied, whoever holds the copy: the device is forgotten with every session that was opened on it.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update

from app.accounts import audited
from app.accounts.events import DeviceTokenReused
from app.accounts.models import Person, RememberedDevice, SignInSession
from app.db import db
from app.kit.events import tell

# Tabs that come back together, and an answer that was lost on a slow line.
GRACE = timedelta(minutes=1)
# More than anyone looks through.
MOST_DEVICES = 20


@dataclass(frozen=True)
class Return:
    """Somebody comes back; `cookie`: what their browser is to hold from now on."""

    person: Person
    device: RememberedDevice
    cookie: str


def remember(
    person_id: int, *, user_agent: str, lasts: timedelta, at: datetime
) -> tuple[RememberedDevice, str]:
    """The device, and what its cookie holds."""
    series, token = secrets.token_urlsafe(16), secrets.token_urlsafe(32)
    device = RememberedDevice(
        person_id=person_id,
        series=series,
        token_hash=hash_of(token),
        user_agent=user_agent[:200],
        created_at=at,
        expires_at=at + lasts,
    )
    db.session.add(device)
    db.session.flush()
    return device, f"{series}.{token}"


def come_back(cookie: str, *, key: str, lasts: timedelta, at: datetime) -> Return | None:
    """None for what opens nothing; a token that was used before also ends its device. `lasts`: of
    today, which may be less than when the device was remembered."""
    series, _, token = cookie.partition(".")
    found = db.session.execute(
        select(RememberedDevice, Person)
        .join(Person, Person.id == RememberedDevice.person_id)
        .where(
            RememberedDevice.series == series,
            *_opens(lasts, at),
            Person.deactivated_at.is_(None),
        )
        .with_for_update(of=RememberedDevice)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        return None
    device, person = found
    if not _take(device, token, key=key, at=at):
        _report_copy(device, at=at)
        return None
    return Return(person, device, f"{series}.{_next(token, key)}")


def _take(device: RememberedDevice, token: str, *, key: str, at: datetime) -> bool:
    """Replace the token, unless another tab has just done so."""
    shown = hash_of(token)
    if hmac.compare_digest(shown, device.token_hash):
        device.former_hash, device.replaced_at = shown, at
        device.token_hash = hash_of(_next(token, key))
        return True
    is_former = hmac.compare_digest(shown, device.former_hash or "")
    return is_former and device.replaced_at is not None and at - device.replaced_at <= GRACE


def _next(token: str, key: str) -> str:
    digest = hmac.digest(key.encode(), b"remembered-device" + token.encode(), "sha256")
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _report_copy(device: RememberedDevice, *, at: datetime) -> None:
    forget(device, at=at)
    audited.reused_device_token(device.person_id)
    tell(DeviceTokenReused(device.person_id, device.id, since=device.created_at, at=at))


def forget(device: RememberedDevice, *, at: datetime) -> None:
    """With every session that was opened on it; a second time changes nothing."""
    device.revoked_at = device.revoked_at or at
    db.session.execute(
        update(SignInSession)
        .where(SignInSession.device_id == device.id, SignInSession.revoked_at.is_(None))
        .values(revoked_at=at)
    )


def forget_all(person_id: int, *, but: int | None = None, at: datetime) -> None:
    """Their sessions are for the caller to end. `but`: id of a device that stays."""
    db.session.execute(
        update(RememberedDevice)
        .where(
            RememberedDevice.person_id == person_id,
            RememberedDevice.revoked_at.is_(None),
            RememberedDevice.id != (but or 0),
        )
        .values(revoked_at=at)
    )


def find_device(cookie: str, *, at: datetime) -> RememberedDevice | None:
    """Whose cookie it is, for whoever is signed in on it: the token is not asked for."""
    series = cookie.partition(".")[0]
    return db.session.scalar(
        select(RememberedDevice).where(RememberedDevice.series == series, *_is_live(at))
    )


def find_device_of(person_id: int, device_id: int) -> RememberedDevice | None:
    return db.session.scalar(
        select(RememberedDevice).where(
            RememberedDevice.id == device_id, RememberedDevice.person_id == person_id
        )
    )


def devices_of(person_id: int, *, lasts: timedelta, at: datetime) -> Sequence[RememberedDevice]:
    """Those that open something, the newest first; `lasts` as for `come_back`."""
    return db.session.scalars(
        select(RememberedDevice)
        .where(RememberedDevice.person_id == person_id, *_opens(lasts, at))
        .order_by(RememberedDevice.id.desc())
        .limit(MOST_DEVICES)
    ).all()


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _is_live(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (RememberedDevice.revoked_at.is_(None), RememberedDevice.expires_at > at)


def _opens(lasts: timedelta, at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (*_is_live(at), RememberedDevice.created_at > at - lasts)
