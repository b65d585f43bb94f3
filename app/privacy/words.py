"""What is kept, in words for a person."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from flask_babel import get_locale, gettext, lazy_gettext, ngettext

from app.kit.personal import Kind, Words
from app.privacy.settings import DAYS, LEAVER_YEARS
from app.settings.values import value_of
from app.web.filters import day, number

ABOUT = {
    "name": lazy_gettext("My name"),
    "email": lazy_gettext("My e-mail address"),
    "birth": lazy_gettext("My birth place or date"),
    "nip": lazy_gettext("My NIP"),
    "post": lazy_gettext("My unit, position or rank"),
    "results": lazy_gettext("My results, certificates or JP"),
    "other": lazy_gettext("Something else"),
}
# What the officer reads.
ABOUT_THEM = {
    "name": lazy_gettext("Name"),
    "email": lazy_gettext("E-mail"),
    "birth": lazy_gettext("Birth place or date"),
    "nip": lazy_gettext("NIP"),
    "post": lazy_gettext("Unit, position or rank"),
    "results": lazy_gettext("Results, certificates or JP"),
    "other": lazy_gettext("Something else"),
}
NOTHING = "–"


def how_long(kind: Kind) -> str:
    if kind.rule:
        return days(value_of(DAYS[kind.rule]))
    if kind.code.startswith("audit."):
        return str(gettext("For good; what it says about you is emptied when your name is removed"))
    years = value_of(LEAVER_YEARS)
    if kind.stays:
        return _for_good(years)
    return str(
        ngettext(
            "As long as you work here, and %(num)d year longer",
            "As long as you work here, and %(num)d years longer",
            years,
        )
    )


def _for_good(years: int) -> str:
    return str(
        ngettext(
            "For good; without your name once you have left for %(num)d year",
            "For good; without your name once you have left for %(num)d years",
            years,
        )
    )


def days(count: int) -> str:
    return str(ngettext("%(num)d day", "%(num)d days", count))


def row_of(kind: Kind, row: Mapping[str, Any], *, zone: ZoneInfo) -> list[tuple[str, str]]:
    """What each field means, and its value as its reader writes it."""
    if kind.read:
        row = kind.read(row)
    return [
        (str(title), _shown(kind, label, row[label], zone)) for label, title in kind.fields.items()
    ]


def _shown(kind: Kind, label: str, value: Any, zone: ZoneInfo) -> str:
    words = _words_of(kind.codes[label], value) if value and label in kind.codes else None
    return _text(value, zone) if words is None else str(words)


def _words_of(words: Words, code: str) -> object | None:
    return words.get(code) if isinstance(words, Mapping) else words(code)


def _text(value: Any, zone: ZoneInfo) -> str:
    if isinstance(value, bool):
        return str(gettext("Yes") if value else gettext("No"))
    if isinstance(value, date | Decimal):
        return _figure(value, zone)
    if isinstance(value, Mapping):
        return _mapped(value)
    if isinstance(value, list | tuple):
        return ", ".join(_text(one, zone) for one in value) or NOTHING
    return NOTHING if value in (None, "") else str(value)


def _mapped(value: Mapping[str, Any]) -> str:
    """What somebody wrote; the rest are codes that tell a reader nothing."""
    if value.keys() == {"text"}:
        return str(value["text"])
    return str(gettext("Stands in the file for programs (JSON)")) if value else NOTHING


def _figure(value: date | Decimal, zone: ZoneInfo) -> str:
    if isinstance(value, Decimal):
        return number(value)
    return _moment(value, zone) if isinstance(value, datetime) else day(value)


def _moment(value: datetime, zone: ZoneInfo) -> str:
    """As `filters.moment`, but by a zone that is given: a file is made where nobody reads."""
    locale = get_locale()
    clock = "HH.mm" if str(locale) == "id" else "HH:mm"
    return str(format_datetime(value, f"d MMM y, {clock}", tzinfo=zone, locale=locale))
