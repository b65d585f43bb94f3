"""Changes of the tree: a new unit, its name, place and end."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.accounts.reach import reaches_all
from app.org import policies, unit_pages, units
from app.org.forms.dated import LastDayForm
from app.org.forms.units import MoveForm, NewUnitForm, RenameForm
from app.org.models import Unit
from app.org.tree import read_tree
from app.org.views.base import (
    agency_choices,
    bp,
    get_agency,
    get_unit,
    today,
    tried,
    unit_choices,
    warn_ended,
)
from app.web.access import requires
from app.web.forms import Form
from app.web.input import read_id
from app.web.messages import say, warn


@bp.get("/units/new")
@requires(policies.may_manage)
def new_unit() -> ResponseReturnValue:
    return _new_page(_new_form())


@bp.post("/units")
@requires(policies.may_manage)
def create_unit() -> ResponseReturnValue:
    form = _new_form()
    unit = tried(form, lambda: _create(form))
    if unit is None:
        return _new_page(form), 422
    say(gettext("“%(name)s” is entered.", name=unit.name))
    return back_to(unit)


def _create(form: NewUnitForm) -> Unit:
    parent = get_unit(form.parent.data) if form.parent.data else None
    return units.create(
        get_agency(parent.agency_id if parent else form.agency.data),
        code=form.code.data,
        name=form.name.data,
        parent=parent,
        day=form.day.data,
        by_id=current_person.id,
    )


def _new_form() -> NewUnitForm:
    form = NewUnitForm(today=today(), parent=request.args.get("parent", type=read_id))
    may_be_top = reaches_all(current_person)
    form.offer(unit_choices(form.today), may_be_top=may_be_top)
    if may_be_top:
        form.agency.choices = agency_choices()
    else:
        # That of the unit above, which an officer of a unit has to name.
        del form.agency
    return form


def _new_page(form: NewUnitForm) -> str:
    return render_template("org/new_unit.html", form=form)


@bp.get("/units/<int:unit_id>/name")
@requires(policies.may_manage)
def edit_unit_name(unit_id: int) -> ResponseReturnValue:
    unit = get_open(unit_id)
    return unit_page(unit, RenameForm(today=today(), name=unit.name), "name")


@bp.post("/units/<int:unit_id>/name")
@requires(policies.may_manage)
def update_unit_name(unit_id: int) -> ResponseReturnValue:
    unit, form = get_open(unit_id), RenameForm(today=today())
    is_new = tried(
        form,
        lambda: units.rename(unit, name=form.name.data, day=form.day.data, by_id=current_person.id),
    )
    if is_new is None:
        return unit_page(unit, form, "name"), 422
    return _saved(unit, is_new=is_new)


@bp.get("/units/<int:unit_id>/parent")
@requires(policies.may_manage)
def edit_unit_parent(unit_id: int) -> ResponseReturnValue:
    unit = get_open(unit_id)
    return unit_page(unit, _move_form(unit), "parent")


@bp.post("/units/<int:unit_id>/parent")
@requires(policies.may_manage)
def update_unit_parent(unit_id: int) -> ResponseReturnValue:
    unit = get_open(unit_id)
    form = _move_form(unit)
    is_new = tried(form, lambda: _move(unit, form))
    if is_new is None:
        return unit_page(unit, form, "parent"), 422
    return _saved(unit, is_new=is_new)


def _move_form(unit: Unit) -> MoveForm:
    form = MoveForm(today=today(), parent=unit.parent_id)
    form.offer(unit_choices(form.today, but_below=unit.id), may_be_top=reaches_all(current_person))
    return form


def _move(unit: Unit, form: MoveForm) -> bool:
    parent = get_unit(form.parent.data) if form.parent.data else None
    return units.move(unit, parent=parent, day=form.day.data, by_id=current_person.id)


@bp.get("/units/<int:unit_id>/closing")
@requires(policies.may_manage)
def new_unit_closing(unit_id: int) -> ResponseReturnValue:
    return unit_page(get_unit(unit_id), LastDayForm(today=today()), "closing")


@bp.post("/units/<int:unit_id>/closing")
@requires(policies.may_manage)
def create_unit_closing(unit_id: int) -> ResponseReturnValue:
    unit, form = get_unit(unit_id), LastDayForm(today=today())
    is_new = tried(form, lambda: units.close(unit, day=form.day.data, by_id=current_person.id))
    if is_new is None:
        return unit_page(unit, form, "closing"), 422
    if is_new:
        return _saved(unit, is_new=True)
    warn_ended(unit.valid_to)
    return back_to(unit)


def unit_page(unit: Unit, form: Form, what: str) -> str:
    """`what`: name, parent, head, ending or closing."""
    more: dict[str, Any] = {}
    if what == "parent":
        day = today()
        tree = read_tree(day)
        more["concerned"] = unit_pages.concerned(unit.id, tree, unit_pages.people_by_unit(day))
    return render_template("org/unit_form.html", unit=unit, form=form, what=what, **more)


def get_open(unit_id: int) -> Unit:
    """What is closed is history."""
    unit = get_unit(unit_id)
    return unit if unit.valid_to is None else abort(404)


def _saved(unit: Unit, *, is_new: bool) -> ResponseReturnValue:
    if is_new:
        say(gettext("Saved. What was before stays in the history."))
    else:
        warn(gettext("That holds already; nothing was changed."))
    return back_to(unit)


def back_to(unit: Unit) -> ResponseReturnValue:
    return redirect(url_for("org.show_unit", unit_id=unit.id))
