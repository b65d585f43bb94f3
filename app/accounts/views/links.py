"""Helping somebody to sign in: one-time links, on the screen and on paper."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from flask import Response, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from app.accounts import links, lists, policies, queries, second_factor
from app.accounts.identity import current_person
from app.accounts.letters import make_letter
from app.accounts.models import Person
from app.accounts.views.base import bp
from app.content.slugs import slug
from app.jobs import actions as jobs
from app.kit import clock
from app.web.access import requires
from app.web.locale import language

# More in one file than anybody folds in a day; a unit's is less.
MOST_LETTERS = 1000


@bp.get("/sign-in-help")
@requires(policies.is_officer)
def sign_in_help() -> ResponseReturnValue:
    wanted, day = _wanted(request.args), clock.now().date()
    return render_template(
        "accounts/help_list.html",
        wanted=wanted,
        rows=lists.rows(wanted, day=day),
        count=lists.count(wanted, day=day),
        count_waiting=lists.count(replace(wanted, is_waiting=True), day=day),
        most=MOST_LETTERS,
        units=lists.units(),
    )


@bp.post("/sign-in-help/letters")
@requires(policies.is_officer)
def create_letters() -> ResponseReturnValue:
    """For all that were found and have no password yet; those of others are made one by one."""
    actor, at = current_person, clock.now()
    people = lists.ids(replace(_wanted(request.form), is_waiting=True), day=at.date())
    if not 0 < len(people) <= MOST_LETTERS:
        abort(422)
    job = jobs.start(
        "accounts.letters",
        person_id=actor.id,
        arguments={"people": list(people), "zone": actor.zone},
        key=f"accounts.letters:{actor.id}",
        subject=gettext("Letters with one-time links"),
        language=language(),
        back=url_for(".sign_in_help"),
        at=at,
    )
    return redirect(url_for("jobs.show", job_id=job.id))


def _wanted(given: Mapping[str, str]) -> lists.Wanted:
    unit = given.get("unit", "")
    return lists.Wanted(
        words=given.get("q", "").strip()[:200],
        unit_id=int(unit) if unit.isascii() and unit.isdigit() and len(unit) < 10 else None,
        is_waiting=given.get("state") == "waiting",
    )


@bp.get("/people/<int:person_id>/sign-in")
@requires(policies.is_officer)
def help_to_sign_in(person_id: int) -> ResponseReturnValue:
    return _page(_find(person_id))


@bp.post("/people/<int:person_id>/one-time-links")
@requires(policies.is_officer)
def create_link(person_id: int) -> ResponseReturnValue:
    """The answer is the page itself: what it shows is nowhere to be had again."""
    person, at = find_to_help(person_id), clock.now()
    _, token = links.make_link(person, by=_actor(), lasts=links.LASTS_BY_HAND, at=at)
    return _page(person, url=f"{site()}/password/{token}")


@bp.post("/people/<int:person_id>/letters")
@requires(policies.is_officer)
def create_letter(person_id: int) -> ResponseReturnValue:
    person, actor = find_to_help(person_id), _actor()
    pdf = make_letter(person, by=actor, site=site(), zone=actor.zone, at=clock.now())
    answer = Response(pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug(person.name)}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _find(person_id: int) -> Person:
    return queries.find_active_person(person_id) or abort(404)


def find_to_help(person_id: int) -> Person:
    person = _find(person_id)
    if not may_help(person, at=clock.now()):
        abort(403)
    return person


def may_help(person: Person, *, at: datetime) -> bool:
    is_admin = queries.holds_role(person.id, "admin", day=at.date())
    return policies.may_help_to_sign_in(current_person, person, is_admin=is_admin)


def _actor() -> Person:
    actor: Person = current_user._get_current_object()
    return actor


def site() -> str:
    return str(current_app.config["LENTERA"].base_url)


def _page(person: Person, *, url: str | None = None) -> Response:
    at = clock.now()
    page = render_template(
        "accounts/help.html",
        person=person,
        number=queries.find_number(person.id),
        may_help=may_help(person, at=at),
        has_factor=second_factor.is_in_use(person.id),
        link=links.find_open_link(person.id, at=at),
        url=url,
    )
    answer = Response(page)
    answer.headers["Cache-Control"] = "no-store"
    return answer
