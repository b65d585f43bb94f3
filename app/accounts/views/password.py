"""Choosing a password with a one-time link, and what to do without one."""

from datetime import datetime

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts import actions, links, queries, throttle
from app.accounts.events import LinkAskedFor
from app.accounts.forms import ForgottenPasswordForm, NewPasswordForm
from app.accounts.models import Person
from app.accounts.views.base import bp
from app.accounts.views.entering import config, needs_passwords
from app.accounts.views.sign_in import admit, wait_message
from app.config import Config
from app.kit import clock
from app.kit.errors import Invalid
from app.kit.events import tell
from app.web.access import anyone, requires
from app.web.errors import message_of
from app.web.messages import say
from app.web.transaction import outside_transaction, transaction


@bp.get("/forgotten-password")
@requires(anyone)
def forgotten_password() -> ResponseReturnValue:
    needs_passwords()
    return _forgotten_page(ForgottenPasswordForm(None))


@bp.post("/forgotten-password")
@requires(anyone)
def ask_for_link() -> ResponseReturnValue:
    """The answer is the same whether there is such an account or not."""
    needs_passwords()
    if not sends_mail():
        abort(404)
    form, at = ForgottenPasswordForm(), clock.now()
    if not form.validate():
        return _forgotten_page(form), 422
    with transaction():
        blocked_until = throttle.register_attempt(
            [throttle.address_key(request.remote_addr or "")], at=at
        )
    if blocked_until:
        form.form_errors.append(wait_message(blocked_until, at))
        wait = {"Retry-After": str(round((blocked_until - at).total_seconds()))}
        return _forgotten_page(form), 429, wait
    if person := queries.find_person_by_login(form.login.data):
        tell(LinkAskedFor(person.id, None, at))
    say(
        gettext(
            "If there is an account of this name, a link is on its way to its e-mail address. It "
            "works for one hour."
        )
    )
    return redirect(url_for(".sign_in"))


def _forgotten_page(form: ForgottenPasswordForm) -> str:
    return render_template("accounts/forgotten_password.html", form=form, sends_mail=sends_mail())


def sends_mail() -> bool:
    config: Config = current_app.config["LENTERA"]
    return config.smtp_url is not None


@bp.get("/password/<token>")
@requires(anyone)
def password(token: str) -> ResponseReturnValue:
    """Looking uses nothing up: programs that check mails open links, too."""
    person = _find_owner(token, at=clock.now())
    if person is None:
        return render_template("accounts/link_over.html"), 404
    return render_template("accounts/password.html", form=NewPasswordForm(None), person=person)


@bp.post("/password/<token>")
@requires(anyone)
def update_password_by_link(token: str) -> ResponseReturnValue:
    form, at = NewPasswordForm(), clock.now()
    person = _find_owner(token, at=at)
    if person is None:
        return render_template("accounts/link_over.html"), 404
    hashed = hash_new(form, person) if form.validate() else None
    if hashed is None:
        return render_template("accounts/password.html", form=form, person=person), 422
    with transaction():
        is_first = links.use_link(token, at=at)
        if is_first:
            actions.store_password(person, hashed, at=at, by_id=person.id)
    if not is_first:
        return render_template("accounts/link_over.html"), 404
    answer = admit(person, remember=False, at=at)
    say(gettext("Your password is set. From now on you sign in with it."))
    return answer


def _find_owner(token: str, *, at: datetime) -> Person | None:
    return links.find_link_owner(token, at=at) if config().passwords else None


def hash_new(form: NewPasswordForm, person: Person) -> str | None:
    """None, with the reason in the form, for a password that is too easy to guess."""
    try:
        with outside_transaction():
            return actions.hash_good_password(person, form.new.data)
    except Invalid as error:
        form.new.errors = [message_of(error)]
        return None
