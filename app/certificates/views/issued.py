"""What was issued: the list, and each certificate."""

from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.accounts.models import Person
from app.audit.watching import is_viewed
from app.certificates import actions, lists, policies, queries
from app.certificates.forms import ReasonForm
from app.certificates.lists import Wanted
from app.certificates.views.base import bp, read_place, read_words, tabs_around
from app.db import db
from app.kit import clock
from app.library import queries as library
from app.org.tree import UnitTree, reached_tree
from app.web.access import requires
from app.web.input import read_day, read_id
from app.web.locale import zone
from app.web.messages import say, warn


@bp.get("/certificates")
@requires(policies.may_manage)
def index() -> ResponseReturnValue:
    return list_page()


def list_page(*, error: str = "") -> str:
    tree, now = reached_tree(current_person), clock.now()
    wanted, unit = read_wanted(tree)
    after = read_place(is_moment=wanted.sort != "name")
    found = lists.issued(wanted, after=after, at=now)
    return render_template(
        "certificates/index.html",
        **tabs_around(),
        certificates=[view for view, _ in found[: lists.PAGE_SIZE]],
        next_place=found[lists.PAGE_SIZE - 1][1] if len(found) > lists.PAGE_SIZE else None,
        is_continued=after is not None,
        count=lists.count(wanted, at=now),
        wanted=wanted,
        address=_address(wanted, unit),
        unit=unit,
        units=list(tree.all_in_order()),
        courses=library.live_courses(),
        now=now,
        error=error,
    )


def read_wanted(tree: UnitTree) -> tuple[Wanted, int | None]:
    """As the address or a form beside the list says, and the unit that was chosen."""
    fields = request.values
    unit = fields.get("unit", type=read_id)
    status, sort = fields.get("status", ""), fields.get("sort", "")
    wanted = Wanted(
        q=read_words(),
        course=fields.get("course", type=read_id),
        units=tree.below(unit) if unit else None,
        since=fields.get("since", type=read_day),
        until=fields.get("until", type=read_day),
        zone=zone(),
        actor=current_person,
    )
    if status in lists.STATUSES:
        wanted = replace(wanted, status=status)
    if sort in lists.SORTS:
        wanted = replace(wanted, sort=sort)
    return wanted, unit


def _address(wanted: Wanted, unit: int | None) -> dict[str, object]:
    """What the address of the same list holds; a form beside it carries it along."""
    values = {
        "q": wanted.q,
        "status": wanted.status,
        "course": wanted.course,
        "unit": unit,
        "since": wanted.since,
        "until": wanted.until,
        "sort": wanted.sort if wanted.sort != "newest" else "",
    }
    return {name: value for name, value in values.items() if value}


@bp.get("/certificates/<int:certificate_id>")
@requires(policies.may_manage)
def show(certificate_id: int) -> ResponseReturnValue:
    found = queries.find(certificate_id, actor=current_person) or abort(404)
    is_viewed(found.certificate.person_id, "certificate.page")
    return _certificate_page(found, ReasonForm())


@bp.post("/certificates/<int:certificate_id>/revocation")
@requires(policies.may_manage)
def create_revocation(certificate_id: int) -> ResponseReturnValue:
    found = queries.find(certificate_id, actor=current_person) or abort(404)
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
