"""What is removed after a time, and who has left so long ago that their name goes."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from app.accounts.identity import current_person
from app.accounts.models import Person
from app.audit import catalogue
from app.audit.watching import is_viewed
from app.db import db
from app.kit import clock
from app.privacy import leavers, policies, retention
from app.privacy.forms import AnonymisationForm
from app.privacy.leavers import PAGE_SIZE, Leaver
from app.privacy.settings import DAYS, LEAVER_YEARS
from app.privacy.views.base import retention_bp as bp
from app.settings.values import value_of
from app.web.access import requires
from app.web.input import read_id
from app.web.messages import say

catalogue.register(views={"privacy.leaver": lazy_gettext("Whose name is due to be taken away")})


@bp.get("/privacy/retention")
@requires(policies.may_keep_clean)
def index() -> ResponseReturnValue:
    at = clock.now()
    return render_template(
        "privacy/retention.html",
        rules=retention.due(at=at),
        run=retention.last_run(),
        settings=DAYS,
        count_leavers=leavers.count_due(at=at),
        years=value_of(LEAVER_YEARS),
        years_setting=LEAVER_YEARS,
    )


@bp.get("/privacy/leavers")
@requires(policies.may_keep_clean)
def list_leavers() -> ResponseReturnValue:
    after = request.args.get("after", type=read_id)
    found = leavers.due(at=clock.now(), after=after)
    return render_template(
        "privacy/leavers.html",
        leavers=found[:PAGE_SIZE],
        has_more=len(found) > PAGE_SIZE,
        is_continued=after is not None,
        years=value_of(LEAVER_YEARS),
    )


@bp.get("/privacy/leavers/<int:person_id>")
@requires(policies.may_keep_clean)
def show_leaver(person_id: int) -> ResponseReturnValue:
    found = _find(person_id)
    is_viewed(person_id, "privacy.leaver")
    return _page(found, AnonymisationForm(formdata=None))


@bp.post("/privacy/leavers/<int:person_id>/anonymisation")
@requires(policies.may_keep_clean)
def create_anonymisation(person_id: int) -> ResponseReturnValue:
    if leavers.is_anonymised(person_id):
        say(gettext("The name was taken away already."))
        return redirect(url_for(".list_leavers"))
    found, form = _find(person_id), AnonymisationForm()
    if not form.validate():
        return _page(found, form), 422
    person = db.session.get_one(Person, person_id)
    leavers.anonymise(person, by_id=current_person.id, at=clock.now())
    say(gettext("Done. Name, NIP, e-mail and birth data are gone; results and answers stay."))
    return redirect(url_for(".list_leavers"))


def _find(person_id: int) -> Leaver:
    return leavers.find(person_id, at=clock.now()) or abort(404)


def _page(leaver: Leaver, form: AnonymisationForm) -> str:
    return render_template("privacy/leaver.html", leaver=leaver, form=form)
