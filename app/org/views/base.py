"""What the pages about people and units share."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

from flask import Blueprint, abort
from flask_babel import gettext
from wtforms.fields import SelectChoice

from app.accounts.identity import current_person
from app.accounts.models import Person
from app.accounts.reach import find_reached
from app.db import db
from app.kit import clock
from app.kit.errors import DomainError
from app.org import queries, units
from app.org.forms.choosing import PersonChosen
from app.org.messages import MESSAGES
from app.org.models import Agency, Position, Unit
from app.org.tree import UnitTree, reached_tree
from app.org.unit_pages import agencies
from app.web.errors import message_of, register_messages
from app.web.filters import day as write_day
from app.web.forms import Form
from app.web.messages import warn

T = TypeVar("T")

bp = Blueprint("org", __name__)
register_messages(MESSAGES)


def today() -> date:
    return queries.local_day(current_person, at=clock.now())


def get_person(person_id: int) -> Person:
    """One whom the officer looks after."""
    return find_reached(current_person, person_id) or abort(404)


def get_unit(unit_id: int) -> Unit:
    return units.find_reached(current_person, unit_id) or abort(404)


def seen_tree(day: date | None = None) -> UnitTree:
    """As `read_tree`: what of it the officer looks after."""
    return reached_tree(current_person, day)


def get_position(position_id: int) -> Position:
    return db.session.get(Position, position_id) or abort(404)


def get_agency(agency_id: int) -> Agency:
    return db.session.get(Agency, agency_id) or abort(404)


def tried(form: Form, act: Callable[[], T]) -> T | None:
    """What `act` gave; None where the form or the action refuses, and the form says why."""
    if not form.validate():
        return None
    try:
        return act()
    except DomainError as error:
        tell(form, error)
        return None


def status_of(form: PersonChosen) -> int:
    """Of a page that asks again: whom the words found is no fault."""
    return 422 if form.errors else 200


def tell(form: Form, error: DomainError) -> None:
    """What an action refused, above the form."""
    form.form_errors.append(words_of_refusal(error))


def words_of_refusal(error: DomainError) -> str:
    """Days as the reader writes them; of what lies ahead, that it can be cancelled."""
    day = error.params.get("day")
    if error.code == "period.later" and isinstance(day, date) and day > today():
        error.code = "period.planned"
    for name, value in error.params.items():
        if isinstance(value, date):
            error.params[name] = write_day(value)
    return message_of(error)


def warn_ended(last: date | None) -> None:
    """Somebody wanted to end what has this last day anyway; None: it is there no more."""
    if last and last >= today():
        warn(gettext("It already ends on %(day)s; nothing was changed.", day=write_day(last)))
    else:
        warn(gettext("It had ended before; nothing was changed."))


def unit_choices(day: date, *, but_below: int | None = None) -> list[SelectChoice]:
    """Each indented below its parent; who closes on `day` takes nobody in. `but_below`: a unit that
    is left out with all below it."""
    tree = seen_tree(day + timedelta(days=1))
    out = tree.below(but_below) if but_below else frozenset()
    return [
        SelectChoice(unit.id, "\u2003" * depth + unit.name)
        for unit, depth in tree.all_in_order()
        if unit.id not in out
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
