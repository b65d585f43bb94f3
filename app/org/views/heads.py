"""Who leads a unit, from when to when."""

from flask import abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.accounts.models import Person
from app.db import db
from app.kit.errors import DomainError
from app.org import heads, policies, unit_pages
from app.org.forms.choosing import HeadForm
from app.org.forms.dated import EndingForm
from app.org.models import Unit, UnitHead
from app.org.views.base import (
    bp,
    get_unit,
    status_of,
    today,
    tried,
    warn_ended,
    words_of_refusal,
)
from app.org.views.units import back_to, get_open, unit_page
from app.web.access import requires
from app.web.messages import say, warn


@bp.get("/units/<int:unit_id>/head")
@requires(policies.may_manage)
def edit_head(unit_id: int) -> ResponseReturnValue:
    return unit_page(get_open(unit_id), _form(), "head")


@bp.post("/units/<int:unit_id>/head")
@requires(policies.may_manage)
def create_head(unit_id: int) -> ResponseReturnValue:
    unit, form = get_open(unit_id), _form()
    head = tried(form, lambda: _set(unit, form))
    if head is None:
        return unit_page(unit, form, "head"), status_of(form)
    name = db.session.get_one(Person, head.person_id).name
    say(gettext("Saved. %(name)s leads the unit from that day on.", name=name))
    return back_to(unit)


def _form() -> HeadForm:
    return HeadForm(today=today(), actor=current_person)


def _set(unit: Unit, form: HeadForm) -> UnitHead:
    return heads.set_head(
        unit,
        form.found or abort(422),
        kind=form.kind.data,
        day=form.day.data,
        until=form.until.data,
        by_id=current_person.id,
    )


@bp.get("/units/<int:unit_id>/heads/<int:head_id>/ending")
@requires(policies.may_manage)
def new_head_ending(unit_id: int, head_id: int) -> ResponseReturnValue:
    unit, _ = _head(unit_id, head_id)
    return unit_page(unit, EndingForm(today=today()), "ending")


@bp.post("/units/<int:unit_id>/heads/<int:head_id>/ending")
@requires(policies.may_manage)
def create_head_ending(unit_id: int, head_id: int) -> ResponseReturnValue:
    unit, head = _head(unit_id, head_id)
    form = EndingForm(today=today())
    is_new = tried(form, lambda: heads.end_head(head, day=form.day.data, by_id=current_person.id))
    if is_new is None:
        return unit_page(unit, form, "ending"), 422
    if is_new:
        say(gettext("Saved. What was before stays in the history."))
    else:
        warn_ended(head.valid_to)
    return back_to(unit)


@bp.post("/units/<int:unit_id>/heads/<int:head_id>/cancellation")
@requires(policies.may_manage)
def create_head_cancellation(unit_id: int, head_id: int) -> ResponseReturnValue:
    unit, head = _head(unit_id, head_id)
    try:
        heads.cancel(head, today=today(), by_id=current_person.id)
    except DomainError as error:
        warn(words_of_refusal(error))
    else:
        say(gettext("Taken back. What was before goes on."))
    return back_to(unit)


def _head(unit_id: int, head_id: int) -> tuple[Unit, UnitHead]:
    return get_unit(unit_id), unit_pages.find_head(unit_id, head_id) or abort(404)
