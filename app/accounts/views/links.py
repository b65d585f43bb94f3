"""Helping somebody to sign in: one-time links, on the screen and on paper."""

from datetime import datetime, timedelta

from flask import Response, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from app.accounts import audited, links, policies, queries, second_factor
from app.accounts.events import LinkAskedFor
from app.accounts.identity import current_person
from app.accounts.letters import make_letter
from app.accounts.models import OneTimeLink, Person
from app.accounts.reach import find_reached
from app.accounts.views.base import bp
from app.accounts.views.entering import config, needs_passwords
from app.accounts.views.password import sends_mail
from app.audit.watching import is_viewed
from app.content.slugs import slug
from app.kit import clock
from app.kit.events import tell
from app.web.access import requires
from app.web.input import read_id
from app.web.messages import say, warn

# The officer who has made a link can look at it so long, and its page may be loaded anew.
SHOWN_FOR = timedelta(minutes=15)


@bp.get("/people/<int:person_id>/sign-in")
@requires(policies.is_officer)
def help_to_sign_in(person_id: int) -> ResponseReturnValue:
    person = _find(person_id)
    is_viewed(person.id, "person.sign-in")
    return _page(person, wanted=request.args.get("link", type=read_id))


@bp.post("/people/<int:person_id>/one-time-links")
@requires(policies.is_officer)
def create_link(person_id: int) -> ResponseReturnValue:
    """On to the page that shows it: who loads that anew makes no second link."""
    needs_passwords()
    person, at = find_to_help(person_id), clock.now()
    earlier, token = links.find_open_link(person.id, at=at), _token(person.id, at)
    lasts = links.LASTS_BY_HAND
    link, _ = links.make_link(person, by=_actor(), lasts=lasts, at=at, token=token)
    if earlier:
        warn(gettext("The link or letter that was made before works no more: this one counts."))
    return redirect(url_for(".help_to_sign_in", person_id=person.id, link=link.id))


def _token(person_id: int, at: datetime) -> str:
    """Of a link that the officer made at `at`."""
    seed = f"by-hand {person_id} {current_person.id} {at.timestamp()}"
    return links.derive_token(seed, key=str(current_app.secret_key))


def _url_of(link: OneTimeLink, *, at: datetime) -> str | None:
    """None for one that was not just made here by this officer."""
    token = _token(link.person_id, link.created_at)
    is_own = links.hash_of(token) == link.token_hash
    return f"{site()}/password/{token}" if is_own and at - link.created_at < SHOWN_FOR else None


@bp.post("/people/<int:person_id>/mailed-links")
@requires(policies.is_officer)
def create_mailed_link(person_id: int) -> ResponseReturnValue:
    needs_passwords()
    if not sends_mail():
        abort(404)
    person = find_to_help(person_id)
    tell(LinkAskedFor(person.id, current_person.id, clock.now()))
    audited.mailed_link(person, by=current_person)
    say(gettext("The link is on its way to %(email)s.", email=person.email))
    return redirect(url_for(".help_to_sign_in", person_id=person.id))


@bp.post("/people/<int:person_id>/letters")
@requires(policies.is_officer)
def create_letter(person_id: int) -> ResponseReturnValue:
    needs_passwords()
    person, actor = find_to_help(person_id), _actor()
    key, at = str(current_app.secret_key), clock.now()
    pdf = make_letter(person, by=actor, site=site(), zone=actor.zone, key=key, at=at)
    answer = Response(pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug(person.name)}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _find(person_id: int) -> Person:
    person = find_reached(current_person, person_id)
    return person if person and person.is_active else abort(404)


def find_to_help(person_id: int) -> Person:
    person = _find(person_id)
    if not may_help(person, at=clock.now()):
        abort(403)
    return person


def may_help(person: Person, *, at: datetime) -> bool:
    roles = queries.roles_of(person.id, day=at.date())
    return policies.may_help_to_sign_in(current_person, person.id, roles=roles)


def _actor() -> Person:
    actor: Person = current_user._get_current_object()
    return actor


def site() -> str:
    return str(current_app.config["LENTERA"].base_url)


def _page(person: Person, *, wanted: int | None) -> Response:
    """`wanted`: id of the link that is to be shown."""
    at = clock.now()
    link, is_helped = links.find_open_link(person.id, at=at), may_help(person, at=at)
    shown = link if link and link.id == wanted and is_helped else None
    page = render_template(
        "accounts/help.html",
        person=person,
        number=queries.find_number(person.id),
        may_help=is_helped,
        has_factor=second_factor.is_in_use(person.id),
        link=link,
        sends_mail=sends_mail(),
        settings=config(),
        url=_url_of(shown, at=at) if shown else None,
    )
    answer = Response(page)
    answer.headers["Cache-Control"] = "no-store"
    return answer
