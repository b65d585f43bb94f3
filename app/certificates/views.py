"""The officer's lists and steps, the owner's download, everyone's verification."""

import re
import secrets
from datetime import date, datetime

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from wtforms.fields import SelectChoice

from app.accounts import queries as accounts
from app.accounts.identity import current_person
from app.accounts.models import Person
from app.certificates import actions, policies, queries
from app.certificates.forms import IssueForm, ReasonForm, SeriesForm
from app.certificates.messages import MESSAGES
from app.certificates.pdf import certificate_pdf
from app.db import db
from app.kit import clock
from app.kit.errors import Conflict
from app.kit.nip import format_nip
from app.library import queries as library
from app.org.models import Agency
from app.web.access import anyone, requires, signed_in
from app.web.errors import message_of, register_messages
from app.web.input import read_id, read_moment
from app.web.messages import say, warn

bp = Blueprint("certificates", __name__)
register_messages(MESSAGES)


@bp.get("/certificates")
@requires(policies.may_manage)
def index() -> ResponseReturnValue:
    words = request.args.get("q", "")[:200]
    found = queries.search(words, before=_before())
    return render_template(
        "certificates/index.html",
        waiting=queries.open_requests(),
        count_waiting=queries.count_open_requests(),
        certificates=found[: queries.PAGE_SIZE],
        has_more=len(found) > queries.PAGE_SIZE,
        is_continued=_before() is not None,
        words=words,
        now=clock.now(),
    )


def _before() -> tuple[datetime, int] | None:
    try:
        at = read_moment(request.args.get("before_at", ""))
        return at, read_id(request.args.get("before", ""))
    except ValueError:
        return None


@bp.post("/certificate-requests/<int:request_id>/approval")
@requires(policies.may_manage)
def create_approval(request_id: int) -> ResponseReturnValue:
    found = queries.find_locked_request(request_id) or abort(404)
    issued = actions.approve(found, by=current_person, at=clock.now())
    if issued:
        say(gettext("Approved. Certificate %(number)s is issued.", number=issued.number))
    else:
        warn(gettext("Somebody has decided on this request before you."))
    return redirect(url_for(".index"))


@bp.post("/certificate-requests/<int:request_id>/rejection")
@requires(policies.may_manage)
def create_rejection(request_id: int) -> ResponseReturnValue:
    found = queries.find_locked_request(request_id) or abort(404)
    form = ReasonForm()
    if not form.validate():
        warn(form.reason.errors[0])
    elif found.decision is not None:
        warn(gettext("Somebody has decided on this request before you."))
    else:
        found.decide("rejected", reason=form.reason.data, by=current_person.id, at=clock.now())
        say(gettext("The request is rejected. The employee sees your reason."))
    return redirect(url_for(".index"))


@bp.get("/certificates/new")
@requires(policies.may_manage)
def new() -> ResponseReturnValue:
    form = IssueForm(form_key=secrets.token_urlsafe(16), completed_on=_today())
    return _issue_page(form)


@bp.post("/certificates")
@requires(policies.may_manage)
def create() -> ResponseReturnValue:
    form = IssueForm()
    _fill_choices(form)
    if not form.validate():
        return _issue_page(form), 422
    person = db.session.get(Person, form.person.data)
    version = library.find_live_of(form.course.data)
    if person is None or version is None or form.completed_on.data > _today():
        form.form_errors.append(gettext("Check the employee, the course and the day."))
        return _issue_page(form), 422
    try:
        issued = actions.issue_by_hand(
            person,
            version,
            completed_on=form.completed_on.data,
            reason=form.reason.data,
            form_key=form.form_key.data,
            by=current_person,
            at=clock.now(),
        )
    except Conflict as error:
        form.form_errors.append(message_of(error))
        return _issue_page(form), 409
    say(gettext("Certificate %(number)s is issued.", number=issued.number))
    return redirect(url_for(".show", certificate_id=issued.id))


def _today() -> date:
    return clock.local_date(clock.now(), current_person.time_zone)


def _fill_choices(form: IssueForm) -> None:
    words = request.values.get("q", "")[:200]
    people = accounts.search_people(words) if words else []
    chosen = db.session.get(Person, form.person.data) if form.person.data else None
    labels = {person.id: _person_label(person, number) for person, number in people}
    if chosen and chosen.id not in labels:
        labels[chosen.id] = _person_label(chosen, accounts.find_number(chosen.id))
    form.person.choices = [SelectChoice(*item) for item in labels.items()]
    form.course.choices = [
        SelectChoice(course.id, version.title) for course, version in library.live_courses()
    ]


def _person_label(person: Person, number: str | None) -> str:
    """Two people may share a name, so the NIP stands beside it."""
    return f"{person.name} (NIP {format_nip(number)})" if number else person.name


def _issue_page(form: IssueForm) -> str:
    _fill_choices(form)
    words = request.values.get("q", "")[:200]
    return render_template("certificates/new.html", form=form, words=words)


@bp.get("/certificates/<int:certificate_id>")
@requires(policies.may_manage)
def show(certificate_id: int) -> ResponseReturnValue:
    found = queries.find(certificate_id) or abort(404)
    return _certificate_page(found, ReasonForm())


@bp.post("/certificates/<int:certificate_id>/revocation")
@requires(policies.may_manage)
def create_revocation(certificate_id: int) -> ResponseReturnValue:
    found = queries.find(certificate_id) or abort(404)
    form = ReasonForm()
    if not form.validate():
        return _certificate_page(found, form), 422
    reason = form.reason.data
    if actions.revoke(found.certificate, reason=reason, by=current_person, at=clock.now()):
        say(gettext("The certificate is revoked. Its public page says so from now on."))
    else:
        warn(gettext("It had been revoked before; the first reason stays."))
    return redirect(url_for(".show", certificate_id=certificate_id))


def _certificate_page(found: queries.CertificateView, form: ReasonForm) -> str:
    return render_template(
        "certificates/show.html",
        view=found,
        issuer=_find_person(found.certificate.issued_by_id),
        revoker=_find_person(found.revocation.revoked_by_id if found.revocation else None),
        form=form,
        now=clock.now(),
    )


def _find_person(person_id: int | None) -> Person | None:
    return db.session.get(Person, person_id) if person_id else None


@bp.get("/certificates/<code>.pdf")
@requires(signed_in)
def download(code: str) -> ResponseReturnValue:
    found = queries.find_by_code(code)
    if found is None or not policies.may_download(current_person, found.certificate):
        abort(404)
    response = Response(
        certificate_pdf(found.certificate, verify_url=_verify_url(code)),
        mimetype="application/pdf",
    )
    response.headers["Content-Disposition"] = f'inline; filename="sertifikat-{code}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _verify_url(code: str) -> str:
    return f"{current_app.config['LENTERA'].base_url}/verify/{code}"


@bp.get("/certificate-series")
@requires(policies.may_manage)
def series() -> ResponseReturnValue:
    return render_template("certificates/series_list.html", agencies=queries.all_series())


@bp.get("/certificate-series/<int:agency_id>")
@requires(policies.may_manage)
def edit_series(agency_id: int) -> ResponseReturnValue:
    agency = db.session.get(Agency, agency_id) or abort(404)
    form = SeriesForm(obj=queries.find_series(agency_id))
    return render_template("certificates/series.html", form=form, agency=agency)


@bp.post("/certificate-series/<int:agency_id>")
@requires(policies.may_manage)
def update_series(agency_id: int) -> ResponseReturnValue:
    agency = db.session.get(Agency, agency_id) or abort(404)
    form = SeriesForm()
    if not form.validate():
        return render_template("certificates/series.html", form=form, agency=agency), 422
    form.populate_obj(actions.get_or_create_series(agency))
    say(gettext("Saved. Certificates issued from now on carry it."))
    return redirect(url_for(".series"))


def _plain(code: str) -> str:
    """As typed, scanned or copied from paper: case, hyphens and hidden signs do not count."""
    return re.sub(r"[^A-Z0-9]", "", code.upper())[:40]


@bp.get("/verify")
@requires(anyone)
def verify() -> ResponseReturnValue:
    """The form; a typed code leads to its own address."""
    code = _plain(request.args.get("code", ""))
    if code:
        return redirect(url_for(".verification", code=code))
    return render_template("certificates/verify.html", code="", is_unknown=False)


@bp.get("/verify/<code>")
@requires(anyone)
def verification(code: str) -> ResponseReturnValue:
    if (plain := _plain(code)) and plain != code:
        return redirect(url_for(".verification", code=plain))
    found = queries.find_by_code(code)
    if found is None:
        page = render_template("certificates/verify.html", code=code[:40], is_unknown=True)
        return page, 404
    is_own = current_user.is_authenticated and found.certificate.person_id == current_person.id
    return render_template(
        "certificates/verification.html",
        view=found,
        status=found.status(clock.now()),
        is_own=is_own,
        checked_at=clock.now(),
    )
