"""Reading settings: each process remembers them until their version says that they have changed.

The session's query brings the version along (`notice`), so pages of people who are signed in ask
nothing more. Elsewhere (visitors, jobs, commands) the first setting that is read asks for it.
Within one session of the database everything stays as it was read first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from flask import current_app
from sqlalchemy import select

from app.config import Config, ConfigError
from app.db import db
from app.settings.models import Brand, SettingsVersion, StoredSetting
from app.settings.registry import Setting, all_settings

T = TypeVar("T")
TOKEN, SNAPSHOT = "settings.token", "settings.snapshot"
VERSION = select(SettingsVersion.token).scalar_subquery()


@dataclass(frozen=True)
class Look:
    """How an agency shows itself; None: as Lentera. `accent`: `#rrggbb`."""

    name: str | None
    accent: str | None
    logo_digest: str | None


@dataclass(frozen=True)
class Snapshot:
    """`changed_at`: of what stands in `values`. `looks`: by the agency's id."""

    token: str
    values: Mapping[str, Any]
    changed_at: Mapping[str, datetime]
    looks: Mapping[int, Look]


# Of the newest version that this process has read.
_remembered: Snapshot | None = None


def value_of(setting: Setting[T]) -> T:
    settled = settled_value(setting)
    return chosen_value(setting) if settled is None else settled


def settled_value(setting: Setting[T]) -> T | None:
    """What the operator has settled; None where that is left to administrators."""
    config: Config = current_app.config["LENTERA"]
    text = config.settled.get(setting.variable)
    return None if text is None else setting.kind.parse(text)


def chosen_value(setting: Setting[T]) -> T:
    """Of administrators, or the default: also where what they chose is allowed no more."""
    values = snapshot().values
    if setting.key not in values:
        return setting.default
    try:
        return setting.kind.load(values[setting.key])
    except ValueError:
        return setting.default


def is_settled(setting: Setting[Any]) -> bool:
    return settled_value(setting) is not None


def is_of_demo(setting: Setting[Any]) -> bool:
    """Settled, but by the demo: no operator has said anything."""
    config: Config = current_app.config["LENTERA"]
    return setting.variable in config.settled_by_demo


def is_chosen(setting: Setting[Any]) -> bool:
    """By an administrator, be it the default."""
    return setting.key in snapshot().values


def chosen_since(setting: Setting[Any]) -> datetime | None:
    """When an administrator set what holds; None where nobody has, or the operator."""
    return None if is_settled(setting) else snapshot().changed_at.get(setting.key)


def check(config: Config) -> None:
    """What the operator has settled. Raises ConfigError."""
    for setting in all_settings():
        text = config.settled.get(setting.variable)
        try:
            if text is not None:
                setting.kind.parse(text)
        except ValueError as error:
            raise ConfigError(
                f"{setting.variable} must be {setting.kind.expected}, not “{text}”."
            ) from error


def notice(token: str) -> None:
    """Of the version that the session's query has brought along."""
    db.session.info[TOKEN] = token


def forget() -> None:
    """After a change: this session reads anew."""
    db.session.info.pop(TOKEN, None)
    db.session.info.pop(SNAPSHOT, None)


def snapshot() -> Snapshot:
    global _remembered  # noqa: PLW0603  one memory a process
    info = db.session.info
    if SNAPSHOT not in info:
        token = info.get(TOKEN) or db.session.scalar(select(VERSION)) or ""
        # Another thread may put a newer one there meanwhile: this session goes on with its own.
        known = _remembered
        if known is None or known.token != token:
            known = _remembered = _read(token)
        info[SNAPSHOT] = known
    found: Snapshot = info[SNAPSHOT]
    return found


def _read(token: str) -> Snapshot:
    """A change that comes between the version and this is read anew by whoever comes next."""
    columns = StoredSetting.key, StoredSetting.value, StoredSetting.changed_at
    rows = db.session.execute(select(*columns)).all()
    brands = db.session.execute(
        select(Brand.agency_id, Brand.name, Brand.accent, Brand.logo_digest)
    )
    return Snapshot(
        token,
        values={key: value for key, value, _ in rows},
        changed_at={key: at for key, _, at in rows},
        looks={brand[0]: Look(*brand[1:]) for brand in brands},
    )
