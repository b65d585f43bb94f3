"""Who has which role, where and how long: giving it, and ending it."""

from datetime import date

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms.fields import SelectChoice

from app.accounts import roles
from app.accounts.identity import current_person
from app.accounts.models import Person, RoleGrant
from app.accounts.reach import find_reached
from app.admin.forms.roles import ROLES, RoleEndingForm, RoleForm
from app.admin.policies import may_give_roles
from app.kit import clock
from app.kit.errors import DomainError
from app.library import authors
from app.library import queries as library
from app.org.queries import local_day
from app.org.tree import read_tree
from app.web.access import requires
from app.web.errors import message_of
from app.web.messages import say, warn

bp = Blueprint("roles", __name__)


@bp.get("/people/<int:person_id>/roles")
@requires(may_give_roles)
def show_roles(person_id: int) -> ResponseReturnValue:
    person = _find(person_id)
    return render_template(
        "admin/roles.html",
        person=person,
        grants=roles.all_of(person_id),
        courses=authors.courses_of(person_id),
        tree=read_tree(),
        today=_today(),
        names=ROLES,
    )


@bp.get("/people/<int:person_id>/roles/new")
@requires(may_give_roles)
def new_role(person_id: int) -> ResponseReturnValue:
    return _form_page(_find_other(person_id), _form())


@bp.post("/people/<int:person_id>/roles")
@requires(may_give_roles)
def create_role(person_id: int) -> ResponseReturnValue:
    person, form = _find_other(person_id), _form()
    if not form.validate():
        return _form_page(person, form), 422
    try:
        _give(person, form)
    except DomainError as error:
        form.form_errors.append(message_of(error))
        return _form_page(person, form), 409
    say(gettext("Saved. The role holds from that day on."))
    return _back(person)


def _give(person: Person, form: RoleForm) -> None:
    """Who is an author of own courses already is given one more."""
    is_new = form.has_course and authors.add_author(
        person.id, form.course.data, by_id=current_person.id, day=form.day.data
    )
    if not (is_new and roles.is_held(person.id, form.wanted)):
        roles.give(person, form.wanted, by_id=current_person.id)


@bp.get("/people/<int:person_id>/roles/<int:grant_id>/ending")
@requires(may_give_roles)
def edit_role_ending(person_id: int, grant_id: int) -> ResponseReturnValue:
    person = _find_other(person_id)
    return _ending_page(person, _grant(person_id, grant_id), RoleEndingForm(today=_today()))


@bp.post("/people/<int:person_id>/roles/<int:grant_id>/ending")
@requires(may_give_roles)
def create_role_ending(person_id: int, grant_id: int) -> ResponseReturnValue:
    person, grant = _find_other(person_id), _grant(person_id, grant_id)
    form = RoleEndingForm(today=_today())
    if not form.validate():
        return _ending_page(person, grant, form), 422
    try:
        is_new = roles.end(
            person, grant, last_day=form.day.data, today=_today(), by_id=current_person.id
        )
    except DomainError as error:
        form.form_errors.append(message_of(error))
        return _ending_page(person, grant, form), 409
    if is_new:
        say(gettext("Saved. The role stays in the list with its last day."))
    else:
        warn(gettext("It had ended before; nothing was changed."))
    return _back(person)


@bp.post("/people/<int:person_id>/courses/<int:authorship_id>/ending")
@requires(may_give_roles)
def create_authorship_ending(person_id: int, authorship_id: int) -> ResponseReturnValue:
    person = _find_other(person_id)
    held = authors.find_authorship(person_id, authorship_id) or abort(404)
    if authors.end(held, today=_today(), by_id=current_person.id):
        say(gettext("From today on the course is no longer theirs."))
    else:
        warn(gettext("It had ended before; nothing was changed."))
    return _back(person)


def _find(person_id: int) -> Person:
    return find_reached(current_person, person_id) or abort(404)


def _find_other(person_id: int) -> Person:
    """Nobody changes the own roles: another administrator has to want it too."""
    if person_id == current_person.id:
        abort(403)
    return _find(person_id)


def _grant(person_id: int, grant_id: int) -> RoleGrant:
    return roles.find_grant(person_id, grant_id) or abort(404)


def _today() -> date:
    return local_day(current_person, at=clock.now())


def _form() -> RoleForm:
    form = RoleForm(today=_today())
    units = read_tree(form.today).all_in_order()
    courses = library.live_courses()
    form.offer(
        [SelectChoice(unit.id, "\u2003" * depth + unit.name) for unit, depth in units],
        [SelectChoice(course.id, version.title) for course, version in courses],
    )
    return form


def _form_page(person: Person, form: RoleForm) -> str:
    return render_template("admin/new_role.html", person=person, form=form)


def _ending_page(person: Person, grant: RoleGrant, form: RoleEndingForm) -> str:
    return render_template(
        "admin/role_ending.html", person=person, grant=grant, form=form, names=ROLES
    )


def _back(person: Person) -> ResponseReturnValue:
    return redirect(url_for(".show_roles", person_id=person.id))
