"""Changes of the tree: a new unit, its name, place, head and end."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kit.errors import DomainError
from app.org import policies, unit_pages, units
from app.org.forms import EndingForm, HeadForm, LastDayForm, MoveForm, NewUnitForm, RenameForm
from app.org.models import Unit
from app.org.tree import read_tree
from app.org.views.base import agency_choices, bp, get_agency, get_unit, tell, today, unit_choices
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
    if not form.validate():
        return _new_page(form), 422
    parent = get_unit(form.parent.data) if form.parent.data else None
    try:
        unit = units.create(
            get_agency(parent.agency_id if parent else form.agency.data),
            code=form.code.data,
            name=form.name.data,
            parent=parent,
            day=form.day.data,
        )
    except DomainError as error:
        tell(form, error)
        return _new_page(form), 422
    say(gettext("“%(name)s” is entered.", name=unit.name))
    return _back(unit)


def _new_form() -> NewUnitForm:
    form = NewUnitForm(today=today(), parent=request.args.get("parent", type=read_id))
    form.offer(unit_choices(form.today))
    form.agency.choices = agency_choices()
    return form


def _new_page(form: NewUnitForm) -> str:
    return render_template("org/new_unit.html", form=form)


@bp.route("/units/<int:unit_id>/name", methods=["GET", "POST"])
@requires(policies.may_manage)
def rename_unit(unit_id: int) -> ResponseReturnValue:
    unit = _open(unit_id)
    form = RenameForm(today=today(), name=unit.name)
    if request.method == "GET":
        return _page(unit, form, "name")
    if not form.validate():
        return _page(unit, form, "name"), 422
    try:
        is_new = units.rename(unit, name=form.name.data, day=form.day.data)
    except DomainError as error:
        tell(form, error)
        return _page(unit, form, "name"), 422
    _say(is_new)
    return _back(unit)


@bp.route("/units/<int:unit_id>/parent", methods=["GET", "POST"])
@requires(policies.may_manage)
def move_unit(unit_id: int) -> ResponseReturnValue:
    unit = _open(unit_id)
    form = MoveForm(today=today(), parent=unit.parent_id)
    form.offer(unit_choices(form.today))
    if request.method == "GET":
        return _page(unit, form, "parent")
    if not form.validate():
        return _page(unit, form, "parent"), 422
    parent = get_unit(form.parent.data) if form.parent.data else None
    try:
        is_new = units.move(unit, parent=parent, day=form.day.data)
    except DomainError as error:
        tell(form, error)
        return _page(unit, form, "parent"), 422
    _say(is_new)
    return _back(unit)


@bp.route("/units/<int:unit_id>/head", methods=["GET", "POST"])
@requires(policies.may_manage)
def set_head(unit_id: int) -> ResponseReturnValue:
    unit = _open(unit_id)
    form = HeadForm(today=today())
    if request.method == "GET":
        return _page(unit, form, "head")
    if not form.validate():
        return _page(unit, form, "head"), 422
    try:
        units.set_head(
            unit, form.found, kind=form.kind.data, day=form.day.data, until=form.until.data
        )
    except DomainError as error:
        tell(form, error)
        return _page(unit, form, "head"), 422
    say(gettext("Saved. %(name)s leads the unit from that day on.", name=form.found.name))
    return _back(unit)


@bp.route("/units/<int:unit_id>/heads/<int:head_id>/ending", methods=["GET", "POST"])
@requires(policies.may_manage)
def end_head(unit_id: int, head_id: int) -> ResponseReturnValue:
    unit = get_unit(unit_id)
    head = unit_pages.find_head(unit_id, head_id) or abort(404)
    form = EndingForm(today=today())
    if request.method == "GET":
        return _page(unit, form, "ending")
    if not form.validate():
        return _page(unit, form, "ending"), 422
    try:
        is_new = units.end_head(head, day=form.day.data)
    except DomainError as error:
        tell(form, error)
        return _page(unit, form, "ending"), 422
    _say(is_new)
    return _back(unit)


@bp.route("/units/<int:unit_id>/closing", methods=["GET", "POST"])
@requires(policies.may_manage)
def close_unit(unit_id: int) -> ResponseReturnValue:
    unit, form = get_unit(unit_id), LastDayForm(today=today())
    if request.method == "GET":
        return _page(unit, form, "closing")
    if not form.validate():
        return _page(unit, form, "closing"), 422
    try:
        is_new = units.close(unit, day=form.day.data)
    except DomainError as error:
        tell(form, error)
        return _page(unit, form, "closing"), 422
    _say(is_new)
    return _back(unit)


def _page(unit: Unit, form: Form, what: str) -> str:
    """`what`: name, parent, head, ending or closing."""
    more: dict[str, Any] = {}
    if what == "parent":
        day = today()
        tree = read_tree(day)
        more["concerned"] = unit_pages.concerned(unit.id, tree, unit_pages.people_by_unit(day))
    return render_template("org/unit_form.html", unit=unit, form=form, what=what, **more)


def _open(unit_id: int) -> Unit:
    """What is closed is history."""
    unit = get_unit(unit_id)
    return unit if unit.valid_to is None else abort(404)


def _say(is_new: bool) -> None:
    if is_new:
        say(gettext("Saved. What was before stays in the history."))
    else:
        warn(gettext("That holds already; nothing was changed."))


def _back(unit: Unit) -> ResponseReturnValue:
    return redirect(url_for(".show_unit", unit_id=unit.id))
