"""How an entry of the audit reads."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import gettext

from app.accounts.audit_values import read_value
from app.audit.actions import ADDRESS
from app.audit.catalogue import CATALOGUE
from app.audit.models import AuditEntry, AuditValue
from app.web.filters import day, deadline, number

# The page of an object that has one: endpoint, and what its address takes the id as.
PAGES = {
    "agency": ("certificates.edit_series", "agency_id"),
    "attempt": ("supervision.attempt", "attempt_id"),
    "certificate": ("certificates.show", "certificate_id"),
    "certificate-request": ("certificates.request_page", "request_id"),
    "unit": ("org.show_unit", "unit_id"),
    "position": ("org.edit_position", "position_id"),
    "course": ("studio.course", "course_ref"),
    "setting": ("admin.edit_setting", "key"),
}


def action_of(entry: AuditEntry) -> str:
    """An action that this release has no words for keeps its code."""
    return str(CATALOGUE.actions.get(entry.action, entry.action))


def actions() -> list[tuple[str, str]]:
    """Code and words, by words."""
    found = [(code, str(words)) for code, words in CATALOGUE.actions.items()]
    return sorted(found, key=lambda item: item[1].casefold())


def object_of(entry: AuditEntry) -> str:
    """“Certificate 12”."""
    kind = CATALOGUE.objects.get(entry.object_kind, entry.object_kind)
    return f"{kind} {entry.object_id}".strip()


def address_of(entry: AuditEntry) -> str | None:
    endpoint, name = PAGES.get(entry.object_kind, ("", ""))
    values: dict[str, Any] = {name: entry.object_id}
    return url_for(endpoint, **values) if endpoint else None


def channel_of(entry: AuditEntry) -> str:
    words = {
        "web": gettext("in the browser"),
        "command": gettext("at the command line"),
        "background": gettext("background work"),
    }
    return str(words[entry.channel])


def field_of(value: AuditValue) -> str:
    return str(CATALOGUE.fields.get(value.field, value.field))


def is_told_once(value: AuditValue) -> bool:
    """What belongs to the moment and was nothing before: where somebody came from."""
    return value.field == ADDRESS


def text_of(value: AuditValue, text: str | None) -> str:
    """As the reader writes it, moments as their clock shows them."""
    told = read_value(value.field, text)
    if told is None:
        return ""
    if isinstance(told, bool):
        return str(gettext("Yes") if told else gettext("No"))
    if isinstance(told, datetime):
        return deadline(told)
    if isinstance(told, date):
        return day(told)
    return number(told) if isinstance(told, Decimal) else str(told)
