"""Correcting the data of one person."""

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.accounts.models import Person
from app.accounts.queries import find_number, lock_person, roles_of
from app.kit import clock
from app.org import details, policies
from app.org.details import Details
from app.org.forms.people import DetailsForm
from app.org.views.base import bp, get_person, today, tried
from app.web.access import requires
from app.web.messages import say, warn


@bp.get("/people/<int:person_id>/details")
@requires(policies.may_manage)
def edit_details(person_id: int) -> ResponseReturnValue:
    person = _person(person_id)
    return _page(person, _form(person))


@bp.post("/people/<int:person_id>/details")
@requires(policies.may_manage)
def update_details(person_id: int) -> ResponseReturnValue:
    lock_person(person_id)
    person = _person(person_id)
    form = _form(person)
    by_id, at = current_person.id, clock.now()
    is_new = tried(form, lambda: details.correct(person, _read(form), by_id=by_id, at=at))
    if is_new is None:
        return _page(person, form), 422
    if is_new:
        say(gettext("Saved."))
    else:
        warn(gettext("That holds already; nothing was changed."))
    return redirect(url_for(".show_person", person_id=person.id))


def _person(person_id: int) -> Person:
    """Who has left is history; who may do more than the officer is corrected by others."""
    person = get_person(person_id)
    if not person.is_active:
        abort(404)
    # Yesterday still, early in the morning: what has just ended counts a little longer here.
    roles = roles_of(person_id, day=clock.now().date())
    return person if policies.may_correct(current_person, person_id, roles=roles) else abort(403)


def _form(person: Person) -> DetailsForm:
    return DetailsForm(
        today=today(),
        kept=find_number(person.id),
        name=person.name,
        email=person.email,
        birth_place=person.birth_place,
        is_own=policies.is_oneself(current_person, person.id),
    )


def _read(form: DetailsForm) -> Details:
    return Details(
        name=form.name.data,
        email=form.email.data if form.email else None,
        birth_place=form.birth_place.data or None,
        number=form.number,
        day=form.day.data,
    )


def _page(person: Person, form: DetailsForm) -> str:
    return render_template("org/details.html", person=person, form=form)
