"""What waits for an officer's decision."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts import queries as accounts
from app.accounts.identity import current_person
from app.audit.watching import is_viewed
from app.certificates import actions, lists, policies, queries
from app.certificates.forms import ReasonForm
from app.certificates.lists import WantedRequests
from app.certificates.views.base import bp, read_place, read_words, tabs_around
from app.jobs.watching import watched_once
from app.kit import clock
from app.library import queries as library
from app.web.access import requires
from app.web.input import read_id, read_moment
from app.web.messages import say, warn


@bp.get("/certificate-requests")
@requires(policies.may_manage)
def requests() -> ResponseReturnValue:
    return _list()


def _list(*, error: str = "") -> str:
    wanted = _wanted()
    found = lists.waiting(wanted, after=read_place())
    return render_template(
        "certificates/requests.html",
        **tabs_around(),
        requests=found[: lists.PAGE_SIZE],
        has_more=len(found) > lists.PAGE_SIZE,
        is_continued=read_place() is not None,
        words=wanted.words,
        course=wanted.course,
        courses=library.live_courses(),
        count=lists.count_waiting(wanted),
        now=clock.now(),
        error=error,
    )


def _wanted() -> WantedRequests:
    course = request.values.get("course", type=read_id)
    return WantedRequests(current_person, read_words(), course)


@bp.get("/certificate-requests/<int:request_id>")
@requires(policies.may_manage)
def request_page(request_id: int) -> ResponseReturnValue:
    return _page(request_id, ReasonForm(formdata=None))


def _page(request_id: int, form: ReasonForm) -> str:
    found = queries.find_request(request_id, actor=current_person) or abort(404)
    is_viewed(found.person.id, "certificate.request")
    return render_template(
        "certificates/request.html",
        view=found,
        nip=accounts.find_number(found.person.id),
        form=form,
    )


@bp.post("/certificate-requests/approvals")
@requires(policies.may_manage)
def create_approvals() -> ResponseReturnValue:
    """Of those that were ticked, or of all that the list held when it was shown."""
    chosen = _chosen()
    if not chosen:
        return _list(error=gettext("Tick the requests that you want to approve.")), 422
    return watched_once("certificates.approval", {"requests": chosen}, back=url_for(".requests"))


def _chosen() -> list[int]:
    if request.form.get("scope") != "all":
        return request.form.getlist("request", type=read_id)
    seen = request.form.get("seen", type=read_moment)
    return lists.waiting_ids(_wanted(), seen=seen) if seen else []


@bp.post("/certificate-requests/<int:request_id>/approval")
@requires(policies.may_manage)
def create_approval(request_id: int) -> ResponseReturnValue:
    found = queries.find_locked_request(request_id, actor=current_person) or abort(404)
    issued = actions.approve(found, by=current_person, at=clock.now())
    if issued:
        say(gettext("Approved. Certificate %(number)s is issued.", number=issued.number))
    else:
        warn(gettext("Somebody has decided on this request before you."))
    return redirect(url_for(".requests"))


@bp.post("/certificate-requests/<int:request_id>/rejection")
@requires(policies.may_manage)
def create_rejection(request_id: int) -> ResponseReturnValue:
    found = queries.find_locked_request(request_id, actor=current_person) or abort(404)
    form = ReasonForm()
    if not form.validate():
        return _page(request_id, form), 422
    if actions.reject(found, reason=form.reason.data, by=current_person, at=clock.now()):
        say(gettext("The request is rejected. The employee sees your reason."))
    else:
        warn(gettext("Somebody has decided on this request before you."))
    return redirect(url_for(".requests"))
