"""Signing in at the agency's own provider, and what is linked there."""

import hmac
import logging
import secrets as random
from datetime import datetime
from typing import Any
from urllib.parse import quote

from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.accounts.sso import linking, provider
from app.accounts.sso.id_token import LEEWAY, read_id_token
from app.accounts.views.base import bp
from app.accounts.views.entering import ProviderWord, config
from app.accounts.views.links import site
from app.accounts.views.sign_in import admit
from app.kit import clock
from app.kit.errors import Invalid
from app.web.access import anyone, requires, signed_in
from app.web.errors import message_of
from app.web.messages import say, warn
from app.web.transaction import outside_transaction

PENDING = "sso"
# Several tabs may be on their way at once; nobody has more.
MOST_PENDING = 3
LASTS_SECONDS = 600
# Three of them, with their secrets, must find room in a cookie of 4 kB.
LONGEST_TARGET = 500

log = logging.getLogger("lentera.single_sign_on")


@bp.get("/sign-in/sso")
@requires(anyone)
def begin_single_sign_on() -> ResponseReturnValue:
    """A link and no form: browsers let a form lead to no other site (`form-action`)."""
    _or_404()
    # No other site opens a session for somebody who has not asked for one.
    if request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        return redirect(url_for("accounts.sign_in"))
    secrets = provider.Secrets(*(random.token_urlsafe(32) for _ in range(3)))
    try:
        with outside_transaction():
            url = provider.address_to_sign_in(
                config(), secrets, back=_back(), is_again="again" in request.args
            )
    except Invalid as error:
        return _refuse(error)
    _keep(secrets, target=_target(), at=clock.now())
    return redirect(url)


@bp.get("/sign-in/sso/return")
@requires(anyone)
def end_single_sign_on() -> ResponseReturnValue:
    """The provider sends the browser back, with a code or with a reason."""
    _or_404()
    at = clock.now()
    try:
        secrets, target = _take_kept(request.args.get("state", ""), at=at)
        with outside_transaction():
            claims = _ask(secrets, at=at)
        person = linking.find_person(claims, config=config())
        return admit(person, remember=False, target=target, word=_word_of(claims, at=at), at=at)
    except Invalid as error:
        return _refuse(error)


def _ask(secrets: provider.Secrets, *, at: datetime) -> dict[str, Any]:
    """What the provider says of who has come back."""
    told = request.args
    expects_name = provider.find_provider(config()).names_itself
    if (expects_name or "iss" in told) and told.get("iss") != config().oidc_issuer:
        raise Invalid("sso.untrusted", reason="issuer of the answer")
    if "error" in told:
        raise Invalid("sso.cancelled" if told["error"] == "access_denied" else "sso.refused")
    token = provider.exchange(config(), told.get("code", ""), secrets.verifier, back=_back())
    return read_id_token(token, config=config(), nonce=secrets.nonce, at=at)


def _word_of(claims: dict[str, Any], *, at: datetime) -> ProviderWord:
    wanted = config().oidc_second_factor
    told = claims.get(wanted[0]) if wanted else None
    values = told if isinstance(told, list) else [told]
    has_factor = wanted is not None and wanted[1] in values
    return ProviderWord(_moment(claims.get("auth_time"), at=at), has_factor, claims["sub"])


def _moment(told: Any, *, at: datetime) -> int:
    """Seconds since 1970; 0 for what is none, or lies ahead."""
    if isinstance(told, bool) or not isinstance(told, int | float):
        return 0
    return int(told) if 0 < told <= at.timestamp() + LEEWAY else 0


def _target() -> str:
    """A longer one is let go: half an address leads nowhere."""
    wanted = request.args.get("next", "")
    return wanted if len(quote(wanted)) <= LONGEST_TARGET else ""


def _keep(secrets: provider.Secrets, *, target: str, at: datetime) -> None:
    kept = [*session.get(PENDING, []), _row(secrets, target, at)]
    session[PENDING] = kept[-MOST_PENDING:]


def _row(secrets: provider.Secrets, target: str, at: datetime) -> list[Any]:
    return [secrets.state, secrets.nonce, secrets.verifier, target, int(at.timestamp())]


def _take_kept(state: str, *, at: datetime) -> tuple[provider.Secrets, str]:
    """Once: the same answer again finds nothing."""
    kept: list[list[Any]] = session.get(PENDING, [])
    found = next(
        (row for row in kept if hmac.compare_digest(row[0].encode(), state.encode())), None
    )
    if found is None or at.timestamp() - found[4] > LASTS_SECONDS:
        raise Invalid("sso.expired")
    session[PENDING] = [row for row in kept if row is not found]
    return provider.Secrets(*found[:3]), found[3]


def _refuse(error: Invalid) -> ResponseReturnValue:
    """The log tells the operator what people need not know."""
    log.warning("Single sign-on: %s %s", error.code, error.params.get("reason", ""))
    error.params["name"] = config().oidc_name
    warn(message_of(error))
    return redirect(url_for("accounts.sign_in"))


def _or_404() -> None:
    if not config().has_single_sign_on:
        abort(404)


def _back() -> str:
    return f"{site()}/sign-in/sso/return"


@bp.get("/signed-out")
@requires(anyone)
def signed_out() -> ResponseReturnValue:
    """Out here; whoever wants to be out at the provider, too, is led there."""
    _or_404()
    with outside_transaction():
        url = provider.find_address_to_sign_out(config(), back=f"{site()}/sign-in")
    return render_template("accounts/signed_out.html", url=url, name=config().oidc_name)


@bp.post("/profile/identities/<int:identity_id>/removal")
@requires(signed_in)
def remove_identity(identity_id: int) -> ResponseReturnValue:
    found = linking.find_identity_of(current_person.id, identity_id) or abort(404)
    linking.unlink(found, by_id=current_person.id)
    say(gettext("The link is removed."))
    return redirect(url_for(".profile"))
