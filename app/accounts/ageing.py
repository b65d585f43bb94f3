"""What of signing in, and of who looked at whom, is removed after a time."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import delete, func, or_, select, update

from app.accounts.models import OneTimeLink, RememberedDevice, SignInSession, SignInThrottle
from app.audit.models import ViewLog
from app.db import change_rows, remover
from app.kit.personal import Rule


def _views(before: datetime) -> Any:
    return select(ViewLog.id).where(ViewLog.at < before)


def _sessions(before: datetime) -> Any:
    """Also of one that was ended sooner: until then its form may still come back."""
    return select(SignInSession.id).where(SignInSession.expires_at < before)


def _devices(before: datetime) -> Any:
    return select(RememberedDevice.id).where(
        or_(RememberedDevice.revoked_at < before, RememberedDevice.expires_at < before)
    )


def _remove_devices(ids: list[Any]) -> None:
    """Sessions that were opened there outlive them as history."""
    opened = update(SignInSession).where(SignInSession.device_id.in_(ids))
    change_rows(opened.values(device_id=None))
    change_rows(delete(RememberedDevice).where(RememberedDevice.id.in_(ids)))


def _links(before: datetime) -> Any:
    ended = func.coalesce(OneTimeLink.used_at, OneTimeLink.voided_at, OneTimeLink.expires_at)
    return select(OneTimeLink.id).where(ended < before)


def _throttles(before: datetime) -> Any:
    return select(SignInThrottle.key).where(SignInThrottle.last_failed_at < before)


RULES = (
    Rule("views", lazy_gettext("Who looked at whose record"), _views, remover(ViewLog.id)),
    Rule("sessions", lazy_gettext("Ended sign-ins"), _sessions, remover(SignInSession.id)),
    Rule(
        "devices",
        lazy_gettext("Devices that are no longer remembered"),
        _devices,
        _remove_devices,
    ),
    Rule(
        "links",
        lazy_gettext("One-time links that were used or have run out"),
        _links,
        remover(OneTimeLink.id),
    ),
    Rule(
        "throttles",
        lazy_gettext("Counters of failed sign-ins"),
        _throttles,
        remover(SignInThrottle.key),
    ),
)
