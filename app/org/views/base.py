"""What the pages about people and units share."""

from datetime import date

from flask import Blueprint, abort
from flask_babel import gettext
from wtforms.fields import SelectChoice

from app.accounts.identity import current_person
from app.accounts.models import Person
from app.db import db
from app.kit import clock
from app.kit.errors import DomainError
from app.org import queries
from app.org.messages import MESSAGES
from app.org.models import Agency, Position, Unit
from app.org.tree import read_tree
from app.org.unit_pages import agencies, positions
from app.web.errors import message_of, register_messages
from app.web.filters import day as write_day
from app.web.forms import Form

bp = Blueprint("org", __name__)
register_messages(MESSAGES)


def today() -> date:
    return queries.local_day(current_person, at=clock.now())


def get_person(person_id: int) -> Person:
    return db.session.get(Person, person_id) or abort(404)


def get_unit(unit_id: int) -> Unit:
    return db.session.get(Unit, unit_id) or abort(404)


def get_position(position_id: int) -> Position:
    return db.session.get(Position, position_id) or abort(404)


def get_agency(agency_id: int) -> Agency:
    return db.session.get(Agency, agency_id) or abort(404)


def tell(form: Form, error: DomainError) -> None:
    """What an action refused, above the form; days as the reader writes them."""
    for name, value in error.params.items():
        if isinstance(value, date):
            error.params[name] = write_day(value)
    form.form_errors.append(message_of(error))


def unit_choices(day: date) -> list[SelectChoice]:
    """Units of `day`, each indented below its parent."""
    units = read_tree(day).all_in_order()
    return [SelectChoice(unit.id, "\u2003" * depth + unit.name) for unit, depth in units]


def position_choices() -> list[SelectChoice]:
    """Where there are several agencies, a title says whose it is."""
    found = positions()
    has_many = len({agency for _, agency in found}) > 1
    return [
        SelectChoice(one.id, f"{one.title} ({agency})" if has_many else one.title)
        for one, agency in found
    ]


def agency_choices() -> list[SelectChoice]:
    return [SelectChoice(one.id, one.name) for one in agencies()]


def role_names() -> dict[str, str]:
    return {
        "employee": gettext("Employee"),
        "author": gettext("Author"),
        "supervisor": gettext("Supervisor"),
        "officer": gettext("Training officer"),
        "admin": gettext("Administrator"),
    }
