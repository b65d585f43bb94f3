"""The weights: which hold, which held and which are planned; others from a day on."""

from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, gettext

from app.accounts.identity import current_person
from app.ip_asn import policies, versions, words
from app.ip_asn.forms.version import BOUNDS, KEYS, VersionForm, bound_name, field_name, written
from app.ip_asn.models import IpAsnVersion
from app.ip_asn.views.base import bp, today
from app.reference import queries as reference
from app.web.access import requires
from app.web.messages import say


@bp.get("/weights")
@requires(policies.may_edit_weights)
def list_versions() -> ResponseReturnValue:
    day = today()
    return render_template(
        "ip_asn/weights/list.html",
        rows=versions.versions(),
        current=versions.find_on(day),
        today=day,
    )


@bp.get("/weights/<int:version_id>")
@requires(policies.may_edit_weights)
def show_version(version_id: int) -> ResponseReturnValue:
    version = get_version(version_id)
    return render_template(
        "ip_asn/weights/show.html",
        version=version,
        terms=versions.terms_of(version),
        forms={form.id: form for form in reference.forms()},
        keys=KEYS,
        words=words,
        is_planned=version.valid_from > today(),
    )


@bp.get("/weights/new")
@requires(policies.may_edit_weights)
def new_version() -> ResponseReturnValue:
    """As it is now, to be changed."""
    return _page(_form(data=written(versions.get_terms(today()))))


@bp.post("/weights")
@requires(policies.may_edit_weights)
def create_version() -> ResponseReturnValue:
    form = _form()
    if not form.validate():
        return _page(form), 422
    version = versions.enter(form.terms(), since=form.valid_from.data, by=current_person)
    say(gettext("The weights are saved."))
    return redirect(url_for(".show_version", version_id=version.id))


@bp.post("/weights/<int:version_id>/withdrawal")
@requires(policies.may_edit_weights)
def create_withdrawal(version_id: int) -> ResponseReturnValue:
    versions.withdraw(get_version(version_id), by=current_person, today=today())
    say(gettext("The weights are withdrawn. Those before them hold on."))
    return redirect(url_for(".list_versions"))


def get_version(version_id: int) -> IpAsnVersion:
    return versions.find_version(version_id) or abort(404)


def _form(**values: Any) -> VersionForm:
    lang = get_locale().language
    return VersionForm(reference.forms(), first_day=today(), lang=lang, **values)


def _page(form: VersionForm) -> str:
    return render_template(
        "ip_asn/weights/new.html",
        form=form,
        names=[(key, field_name(key)) for key in KEYS],
        bounds=[bound_name(name) for name in BOUNDS],
        words=words,
    )
