"""The register of positions."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.kit.errors import Invalid
from app.org import policies, registers, unit_pages
from app.org.forms import NewPositionForm, PositionForm
from app.org.views.base import agency_choices, bp, get_agency, get_position, tell, today
from app.web.access import requires
from app.web.messages import say


@bp.get("/positions")
@requires(policies.may_manage)
def list_positions() -> ResponseReturnValue:
    return render_template(
        "org/positions.html",
        positions=unit_pages.positions(),
        holders=unit_pages.holders_by_position(today()),
        agencies=unit_pages.agencies(),
    )


@bp.get("/positions/new")
@requires(policies.may_manage)
def new_position() -> ResponseReturnValue:
    return _page(_form())


@bp.post("/positions")
@requires(policies.may_manage)
def create_position() -> ResponseReturnValue:
    form = _form()
    if not form.validate():
        return _page(form), 422
    try:
        registers.create_position(get_agency(form.agency.data), **_values(form))
    except Invalid as error:
        tell(form, error)
        return _page(form), 422
    say(gettext("“%(name)s” is entered.", name=form.title.data))
    return redirect(url_for(".list_positions"))


def _form() -> NewPositionForm:
    form = NewPositionForm()
    form.agency.choices = agency_choices()
    return form


@bp.route("/positions/<int:position_id>", methods=["GET", "POST"])
@requires(policies.may_manage)
def edit_position(position_id: int) -> ResponseReturnValue:
    position = get_position(position_id)
    form = PositionForm(
        data={"title": position.title, "grade": position.grade, "kind": position.kind or ""}
    )
    if request.method == "GET":
        return _page(form)
    if not form.validate():
        return _page(form), 422
    try:
        registers.change_position(position, **_values(form))
    except Invalid as error:
        tell(form, error)
        return _page(form), 422
    say(gettext("Saved."))
    return redirect(url_for(".list_positions"))


def _values(form: PositionForm) -> dict[str, Any]:
    return {
        "title": form.title.data,
        "grade": form.grade.data or None,
        "kind": form.kind.data or None,
    }


def _page(form: PositionForm) -> str:
    return render_template("org/position.html", form=form)
