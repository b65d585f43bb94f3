"""Changing what stands in the browser, each change recorded with what was before."""

import secrets
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select, update

from app.db import db
from app.kit.errors import Conflict
from app.settings import audited, values
from app.settings.models import SettingsVersion, StoredSetting
from app.settings.registry import Setting

T = TypeVar("T")


def change(setting: Setting[T], value: T, *, by_id: int, at: datetime) -> None:
    """Raises Conflict where the operator has settled it, Invalid where others forbid it."""
    before = _begin(setting)
    _check(setting, value)
    if value == before and values.is_chosen(setting):
        return  # it was set then, and not now
    row = StoredSetting(key=setting.key, value=value, changed_at=at, changed_by_id=by_id)
    db.session.merge(row)
    renew_version()
    if value != before:
        audited.changed(setting, before, value, by_id=by_id)


def reset(setting: Setting[Any], *, by_id: int) -> None:
    """To the default, also that of later releases. Raises as `change`."""
    before = _begin(setting)
    _check(setting, setting.default)
    if row := db.session.get(StoredSetting, setting.key):
        db.session.delete(row)
    renew_version()
    if before != setting.default:
        audited.changed(setting, before, setting.default, by_id=by_id)


def _begin(setting: Setting[T]) -> T:
    """What was chosen before, also by whoever was a moment quicker."""
    if values.is_settled(setting):
        raise Conflict("settings.settled", variable=setting.variable)
    lock()
    return values.chosen_value(setting)


def _check(setting: Setting[T], value: T) -> None:
    if setting.check:
        setting.check(value)


def lock() -> None:
    """Before anything is read that is to be changed: changes come one after the other."""
    db.session.execute(select(SettingsVersion).with_for_update())
    values.forget()


def renew_version() -> None:
    """After the change, so that nobody remembers the former values under the new version."""
    db.session.flush()
    db.session.execute(update(SettingsVersion).values(token=secrets.token_hex(16)))
    values.forget()
