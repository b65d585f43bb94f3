"""What templates need to write numbers and moments as the reader does."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.numbers import format_decimal
from flask import Flask
from flask_babel import format_date as babel_date
from flask_babel import format_datetime, get_locale, get_timezone, gettext
from jinja2 import pass_context
from markupsafe import Markup

from app.content.direction import direction_of
from app.kit.nip import format_nip, mask_nip


def number(value: Decimal | float | str) -> str:
    """At most two decimals, with the reader's separator: 2,5 or 2.5. Text is a decimal number."""
    return str(format_decimal(value, format="#,##0.##", locale=get_locale()))


def percent(fraction: Decimal | float) -> str:
    """0.725 → “72,5 %” or “72.5%”."""
    return str(gettext("%(value)s%%", value=number(Decimal(str(fraction)) * 100)))


def day(value: date | datetime | str) -> str:
    """22 November 2026; a moment is told as the reader's day, text is an ISO date."""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    return str(babel_date(value, "d MMMM y", rebase=isinstance(value, datetime)))


@pass_context
def month(_context: Any, number: int, width: str = "wide") -> str:
    """3 → “Maret”, or “Mar” where `width` is "abbreviated".

    With its context, since a template keeps for good what it makes of a constant.
    """
    return str(get_locale().months["stand-alone"][width][number])


def moment(value: datetime) -> str:
    return str(format_datetime(value, "d MMM y, HH.mm" if _is_indonesian() else "d MMM y, HH:mm"))


def clock_time(value: datetime) -> str:
    return str(format_datetime(value, "HH.mm" if _is_indonesian() else "HH:mm"))


def appointment(value: datetime) -> str:
    """“Senin, 24 November 2026, 08.00 WIT”: what people have to be in time for, with its zone."""
    words = format_datetime(
        value, "EEEE, d MMMM y, HH.mm" if _is_indonesian() else "EEEE, d MMMM y, HH:mm"
    )
    return f"{words} {zone_letters(value)}"


def deadline(value: datetime) -> str:
    """“24 Nov 2026, 08.00 WIT”: where an appointment has too little room."""
    return f"{moment(value)} {zone_letters(value)}"


def deadline_time(value: datetime) -> str:
    """“08.00 WIT”, for what ends within the day."""
    return f"{clock_time(value)} {zone_letters(value)}"


def zone_letters(value: datetime) -> str:
    """WIB, WITA or WIT: the reader's zone, the same letters in both languages."""
    return str(value.astimezone(get_timezone()).tzname())


def minutes(value: int) -> str:
    """75 → “1 jam 15 menit”."""
    hours, rest = divmod(value, 60)
    parts = []
    if hours:
        parts.append(gettext("%(count)s h", count=hours))
    if rest or not hours:
        parts.append(gettext("%(count)s min", count=rest))
    return " ".join(parts)


def file_size(count: int) -> str:
    """Bytes as “84 KB” or “1,2 MB”."""
    kilobytes = round(count / 1024)
    if kilobytes < 1000:
        return f"{number(max(1, kilobytes))} KB"
    return f"{number(round(count / 1024**2, 1))} MB"


def subject_name(value: str) -> str:
    """`pelayanan-publik` → “Pelayanan publik”: what authors write as one word is read as words."""
    return value.replace("-", " ").capitalize()


def language_name(tag: str) -> str:
    """`en` → “Inggris” or “English”; a tag that has no name stays as it is."""
    names = get_locale().languages
    return str(names.get(tag.replace("-", "_")) or names.get(tag.partition("-")[0], tag))


def is_own_language(tag: str) -> bool:
    """Whether a text is in the language of the interface."""
    return tag.partition("-")[0] == str(get_locale().language)


def lang_attributes(tag: str) -> Markup:
    """The language of a course's text, and its direction where it is not that of the page."""
    direction = Markup(' dir="rtl"') if direction_of(tag) == "rtl" else ""
    return Markup('lang="{}"{}').format(tag, direction)


def _is_indonesian() -> bool:
    return str(get_locale()) == "id"


def install(app: Flask) -> None:
    filters: tuple[Any, ...] = (
        number,
        percent,
        day,
        month,
        moment,
        appointment,
        deadline,
        deadline_time,
        clock_time,
        minutes,
        file_size,
        language_name,
        subject_name,
    )
    for function in filters:
        app.jinja_env.filters[function.__name__] = function
    app.jinja_env.tests["own_language"] = is_own_language
    app.jinja_env.filters.update(
        grouped_nip=format_nip, masked_nip=mask_nip, lang_attributes=lang_attributes
    )
