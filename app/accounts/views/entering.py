"""Opening a session in this browser, and opening the next one on a device that is remembered."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Response, abort, current_app, g, request, session
from flask_babel import gettext
from flask_login import current_user, login_user
from itsdangerous import BadSignature, Signer

from app.accounts import actions, audited, queries, remembering
from app.accounts.models import Person, RememberedDevice
from app.accounts.settings import REMEMBER_DAYS, SESSION_HOURS, SESSION_IDLE_HOURS
from app.accounts.sso import linking
from app.accounts.views.base import bp
from app.config import Config
from app.kit import clock
from app.settings.values import value_of
from app.web import device
from app.web.access import PUBLIC_FILES
from app.web.locale import LANGUAGES
from app.web.messages import warn
from app.web.transaction import transaction

WORD = "provider-word"


@dataclass(frozen=True)
class ProviderWord:
    """Of a sign-in at the provider: when it asked for the password (seconds since 1970, 0 where it
    does not say), whether it asked for a second factor, and by which name it knows the person:
    empty once the session is open."""

    asked_at: int
    has_factor: bool
    subject: str = ""


def enter(
    person: Person, *, remember: bool, at: datetime, word: ProviderWord | None = None
) -> None:
    """A fresh session, so that one planted before the sign-in is worth nothing; whoever was
    remembered in this browser is so no more. Raises Invalid as `linking.note_sign_in`."""
    if word and word.subject:
        linking.note_sign_in(person.id, word.subject, issuer=config().oidc_issuer, at=at)
    forget_this_device(at=at)
    kept = None
    if remember and how_long():
        kept, g.remembered = remembering.remember(
            person.id, user_agent=request.user_agent.string, lasts=how_long(), at=at
        )
    _open(person, kept, at=at)
    if word:
        session[WORD] = [word.asked_at, word.has_factor]
    device.remember_browser()


def provider_word() -> ProviderWord | None:
    """None for a session that a password has opened."""
    return ProviderWord(*session[WORD]) if WORD in session else None


def _open(
    person: Person, kept: RememberedDevice | None, *, form_token: str = "", at: datetime
) -> None:
    """Who comes back keeps the token of their forms: another tab may still hold a filled one.
    `form_token`: for who brings none."""
    language, former = session.get("language"), session.get("_user_id", "")
    if queries.find_session_owner(former) == person.id:
        form_token = session.get("csrf_token") or form_token
    actions.close_session(former, at=at)
    session.clear()
    if form_token:
        session["csrf_token"] = form_token
    if language in LANGUAGES:
        session["language"] = language
    hours = min(value_of(SESSION_IDLE_HOURS), value_of(SESSION_HOURS))
    actions.open_session(
        person,
        user_agent=request.user_agent.string,
        lasts=timedelta(hours=hours),
        device_id=kept.id if kept else None,
        at=at,
    )
    login_user(person)


@bp.before_app_request
def come_back() -> None:
    """With the token of this device, when the session is over."""
    cookie = request.cookies.get(cookie_name())
    if not cookie or request.endpoint in PUBLIC_FILES or current_user.is_authenticated:
        return
    content = _unsealed(cookie)
    g.remembered = _open_again(content, at=clock.now()) if content and how_long() else ""
    if not g.remembered:
        warn(gettext("You are no longer signed in on this device. Sign in once more."))


def _open_again(content: str, *, at: datetime) -> str:
    """What the cookie is to hold from now on; empty where it opens nothing."""
    with transaction():
        found = remembering.come_back(content, key=_key(), lasts=how_long(), at=at)
        if found is None:
            return ""
        _open(found.person, found.device, form_token=_form_token(found.cookie), at=at)
        audited.opened_session(found.person)
        queries.find_session_person(found.person.get_id(), at=at)  # brings the roles
    return found.cookie


def _form_token(content: str) -> str:
    """The same for all tabs that a browser restores at once: each is given a session, and holds
    forms that are sent with the last one's."""
    return hmac.new(_key().encode(), f"form-token {content}".encode(), "sha256").hexdigest()


def how_long() -> timedelta:
    """A device is remembered; nothing where nobody is. It once showed a password, so it counts for
    as little as that where passwords are off."""
    return timedelta(days=value_of(REMEMBER_DAYS) if config().passwords else 0)


def forget_this_device(*, at: datetime) -> None:
    kept = this_device(at=at)
    if kept:
        remembering.forget(kept, at=at)
    if cookie_name() in request.cookies:
        g.remembered = ""


def this_device(*, at: datetime) -> RememberedDevice | None:
    content = _unsealed(request.cookies.get(cookie_name(), ""))
    return remembering.find_device(content, at=at) if content else None


@bp.after_app_request
def give_cookie(response: Response) -> Response:
    """What `g.remembered` says this browser is to hold: "" for nothing."""
    content = g.pop("remembered", None)
    if content is not None:
        response.set_cookie(
            cookie_name(),
            _seal().sign(content).decode() if content else "",
            max_age=how_long() if content else timedelta(0),
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Lax",
        )
    return response


def needs_passwords() -> None:
    """Where they are off, nobody is led to choose one."""
    if not config().passwords:
        abort(404)


def cookie_name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-remembered"


def _unsealed(cookie: str) -> str | None:
    """None for what was not signed with today's key: a new one signs everybody out, and nonsense
    is asked of no database."""
    try:
        return _seal().unsign(cookie).decode()
    except BadSignature:
        return None


def _seal() -> Signer:
    return Signer(_key(), salt="remembered-device", digest_method=hashlib.sha256)


def _key() -> str:
    return str(current_app.secret_key)


def config() -> Config:
    found: Config = current_app.config["LENTERA"]
    return found
