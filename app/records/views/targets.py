"""How many JP a year asks of each employment type; a new target is shown before it is saved."""

from datetime import date

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from app.accounts.identity import current_person
from app.kit import clock
from app.records import policies, target_impact, targets
from app.records.forms.ledger import EndForm, TargetForm
from app.records.models import YearlyTarget
from app.records.views.base import ledger_bp as bp
from app.records.views.base import today
from app.web.access import requires
from app.web.messages import say

TYPES = {"pns": "PNS", "pppk": "PPPK"}
TYPED = ("employment_type", "valid_from", "min_jp", "max_jp")


@bp.get("/jp-targets")
@requires(policies.may_edit_targets)
def list_targets() -> ResponseReturnValue:
    return render_template(
        "records/targets/list.html", rows=targets.targets(), types=TYPES, today=today()
    )


@bp.get("/jp-targets/new")
@requires(policies.may_edit_targets)
def new_target() -> ResponseReturnValue:
    """For the coming year, or as the preview leads back with it."""
    if request.args:
        return _page(_form(request.args))
    return _page(TargetForm(formdata=None, data={"valid_from": date(today().year + 1, 1, 1)}))


@bp.get("/jp-targets/preview")
@requires(policies.may_edit_targets)
def preview_target() -> ResponseReturnValue:
    """What it would mean, before it is saved."""
    form, day = _form(request.args), today()
    if not form.validate():
        return _page(form), 422
    since = form.valid_from.data
    impact = target_impact.impact_of(
        form.employment_type.data, least=form.least, since=since, today=day, at=clock.now()
    )
    typed = {name: form[name].data for name in TYPED if form[name].data}
    return render_template(
        "records/targets/preview.html",
        form=form,
        impact=impact,
        typed=typed,
        types=TYPES,
        today=day,
        back_url=url_for(".new_target", **typed),
    )


@bp.post("/jp-targets")
@requires(policies.may_edit_targets)
def create_target() -> ResponseReturnValue:
    form = TargetForm()
    form.earliest = targets.first_open_day()
    if not form.validate():
        return _page(form), 422
    targets.enter(
        form.employment_type.data,
        least=form.least,
        most=form.most,
        since=form.valid_from.data,
        by=current_person,
    )
    say(gettext("The target is saved."))
    return redirect(url_for(".list_targets"))


@bp.get("/jp-targets/<int:target_id>/ending")
@requires(policies.may_edit_targets)
def edit_target_ending(target_id: int) -> ResponseReturnValue:
    target = get_target(target_id)
    last_day = max(today(), target.valid_from)
    return _end_page(target, EndForm(target, data={"last_day": last_day}))


@bp.post("/jp-targets/<int:target_id>/ending")
@requires(policies.may_edit_targets)
def create_target_ending(target_id: int) -> ResponseReturnValue:
    target = get_target(target_id)
    form = EndForm(target)
    if not form.validate():
        return _end_page(target, form), 422
    targets.end(target, form.last_day.data, by=current_person)
    say(gettext("The end of the target is saved."))
    return redirect(url_for(".list_targets"))


@bp.post("/jp-targets/<int:target_id>/withdrawal")
@requires(policies.may_edit_targets)
def withdraw_target(target_id: int) -> ResponseReturnValue:
    targets.withdraw(get_target(target_id), by=current_person, today=today())
    say(gettext("The planned target is withdrawn."))
    return redirect(url_for(".list_targets"))


def _form(values: MultiDict[str, str]) -> TargetForm:
    # Nothing is changed: it bears no token.
    form = TargetForm(values, meta={"csrf": False})
    form.earliest = targets.first_open_day()
    return form


def get_target(target_id: int) -> YearlyTarget:
    return targets.find_target(target_id) or abort(404)


def _page(form: TargetForm) -> str:
    return render_template("records/targets/new.html", form=form)


def _end_page(target: YearlyTarget, form: EndForm) -> str:
    return render_template("records/targets/ending.html", target=target, form=form, types=TYPES)
