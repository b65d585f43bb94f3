"""The register of positions."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.org import policies, positions, registers, unit_pages
from app.org.forms.registers import NewPositionForm, PositionForm
from app.org.positions import PAGE_SIZE, Place
from app.org.views.base import agency_choices, bp, get_agency, get_position, today, tried
from app.web.access import requires
from app.web.input import read_id
from app.web.messages import say


@bp.get("/positions")
@requires(policies.may_edit_positions)
def list_positions() -> ResponseReturnValue:
    words, after = request.args.get("q", "").strip()[:200], _place()
    found = positions.found(words, after=after)
    shown = found[:PAGE_SIZE]
    return render_template(
        "org/positions.html",
        words=words,
        rows=shown,
        next_place=shown[-1].place if len(found) > PAGE_SIZE else None,
        is_continued=after is not None,
        holders=positions.holders([row.position.id for row in shown], day=today()),
        agencies=unit_pages.agencies(),
    )


def _place() -> Place | None:
    after, key = request.args.get("after", type=read_id), request.args.get("key")
    return Place(key, after) if after and key is not None else None


@bp.get("/positions/new")
@requires(policies.may_edit_positions)
def new_position() -> ResponseReturnValue:
    return _page(_form())


@bp.post("/positions")
@requires(policies.may_edit_positions)
def create_position() -> ResponseReturnValue:
    form = _form()
    position = tried(
        form, lambda: registers.create_position(get_agency(form.agency.data), **_values(form))
    )
    if position is None:
        return _page(form), 422
    say(gettext("“%(name)s” is entered.", name=position.title))
    return redirect(url_for(".list_positions"))


def _form() -> NewPositionForm:
    form = NewPositionForm()
    form.agency.choices = agency_choices()
    return form


@bp.get("/positions/<int:position_id>")
@requires(policies.may_edit_positions)
def edit_position(position_id: int) -> ResponseReturnValue:
    one = get_position(position_id)
    return _page(
        PositionForm(data={"title": one.title, "grade": one.grade, "kind": one.kind or ""})
    )


@bp.post("/positions/<int:position_id>")
@requires(policies.may_edit_positions)
def update_position(position_id: int) -> ResponseReturnValue:
    position, form = get_position(position_id), PositionForm()
    if tried(form, lambda: registers.change_position(position, **_values(form))) is None:
        return _page(form), 422
    say(gettext("Saved."))
    return redirect(url_for(".list_positions"))


def _values(form: PositionForm) -> dict[str, Any]:
    return {
        "title": form.title.data,
        "grade": form.grade.data or None,
        "kind": form.kind.data or None,
        "by_id": current_person.id,
    }


def _page(form: PositionForm) -> str:
    return render_template("org/position.html", form=form)
