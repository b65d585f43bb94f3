"""Answering requests for correction, as an officer."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from app.accounts.identity import current_person
from app.accounts.queries import find_number, roles_of
from app.audit import catalogue
from app.audit.watching import is_viewed
from app.kit import clock
from app.privacy import corrections, policies, words
from app.privacy.corrections import PAGE_SIZE, View
from app.privacy.forms import RefusalForm
from app.privacy.models import ACCEPTED, REFUSED
from app.privacy.views.base import corrections_bp as bp
from app.web.access import requires
from app.web.input import read_id
from app.web.messages import say

# Where an officer corrects it at once; of the rest the person's page shows the way.
DETAILS = ("name", "email", "birth", "nip")
catalogue.register(views={"privacy.correction": lazy_gettext("A correction request")})


@bp.get("/corrections")
@requires(policies.may_answer)
def index() -> ResponseReturnValue:
    is_answered = request.args.get("show") == "answered"
    place = request.args.get("after", type=read_id)
    if is_answered:
        found = corrections.answered(current_person, before=place)
    else:
        last = corrections.find(current_person, place) if place else None
        found = corrections.waiting(current_person, after=last.request if last else None)
    return render_template(
        "privacy/corrections.html",
        is_answered=is_answered,
        views=found[:PAGE_SIZE],
        has_more=len(found) > PAGE_SIZE,
        is_continued=place is not None,
        count=corrections.count_waiting(current_person),
        words=words,
        now=clock.now(),
    )


@bp.get("/corrections/<int:correction_id>")
@requires(policies.may_answer)
def show(correction_id: int) -> ResponseReturnValue:
    found = corrections.find(current_person, correction_id) or abort(404)
    return _page(found, RefusalForm(formdata=None))


@bp.post("/corrections/<int:correction_id>/acceptance")
@requires(policies.may_answer)
def create_acceptance(correction_id: int) -> ResponseReturnValue:
    """On to where it is corrected."""
    found = _locked(correction_id)
    corrections.answer(found.request, ACCEPTED, by_id=current_person.id, at=clock.now())
    say(gettext("Accepted, and %(name)s is told. Now correct it.", name=found.person.name))
    is_detail = found.request.about in DETAILS and found.person.is_active
    page = "org.edit_details" if is_detail else "org.show_person"
    return redirect(url_for(page, person_id=found.person.id))


@bp.post("/corrections/<int:correction_id>/refusal")
@requires(policies.may_answer)
def create_refusal(correction_id: int) -> ResponseReturnValue:
    found, form = _locked(correction_id), RefusalForm()
    if not form.validate():
        return _page(found, form), 422
    corrections.answer(
        found.request, REFUSED, reason=form.reason.data, by_id=current_person.id, at=clock.now()
    )
    say(gettext("Refused. %(name)s reads your reason.", name=found.person.name))
    return redirect(url_for(".index"))


def _locked(correction_id: int) -> View:
    found = corrections.find(current_person, correction_id, is_locked=True) or abort(404)
    return found if _may_decide(found) else abort(403)


def _may_decide(view: View) -> bool:
    roles = roles_of(view.person.id, day=clock.now().date())
    return policies.may_decide(current_person, view.person.id, roles=roles)


def _page(view: View, form: RefusalForm) -> str:
    is_viewed(view.person.id, "privacy.correction")
    return render_template(
        "privacy/correction.html",
        request_=view.request,
        person=view.person,
        number=find_number(view.person.id),
        may_decide=_may_decide(view),
        form=form,
        words=words,
        now=clock.now(),
    )
