"""Values of the audit as they are read: days, moments, figures and codes in words."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, Integer, case, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.accounts.models import Person
from app.audit.catalogue import CATALOGUE
from app.audit.models import AuditValue

# What of a person is recorded as the number of an account.
SUPERVISOR = "supervisor"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
# Whole numbers may be a year or a NIP, which nobody groups.
FIGURE = re.compile(r"-?\d{1,6}\.\d{1,2}")
FLAGS = {"True": True, "False": False}


def told_value(value: InstrumentedAttribute[str | None]) -> ColumnElement[Any]:
    """With the name of today in place of the number of an account."""
    other = aliased(Person)
    is_number = AuditValue.field == SUPERVISOR
    # The inner condition keeps databases from reading anything else as a number.
    number = cast(case((is_number, value)), Integer)
    name = select(other.name).where(other.id == number).scalar_subquery()
    return case((is_number, func.coalesce(name, value)), else_=value)


def words_of_field(field: str) -> object | None:
    return lazy_gettext("Supervisor") if field == SUPERVISOR else CATALOGUE.fields.get(field)


def read_values(row: Mapping[str, Any]) -> Mapping[str, Any]:
    read = {name: read_value(row["field"], row[name]) for name in ("old", "new")}
    return {**row, **read}


def read_value(field: str | None, text: str | None) -> object:
    if text is None:
        return None
    if words := CATALOGUE.values.get(f"{field}={text}"):
        return words
    if FIGURE.fullmatch(text):
        return Decimal(text)
    return FLAGS.get(text, _moment(text))


def _moment(text: str) -> date | str:
    """What is neither a day nor a moment stays as it is."""
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment if moment.tzinfo else text
