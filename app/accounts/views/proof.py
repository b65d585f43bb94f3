"""Asking for the password again, before somebody at an unlocked screen does lasting harm; or having
the provider of single sign-on ask for it."""

from datetime import datetime, timedelta

from flask import request
from flask_babel import gettext
from flask_login import current_user

from app.accounts import throttle
from app.accounts.forms import CurrentPasswordForm
from app.accounts.models import Person, is_password_of
from app.accounts.views.entering import config, provider_word
from app.accounts.views.sign_in import wait_message
from app.kit import clock
from app.web import proof
from app.web.transaction import outside_transaction, transaction

# So long the provider's question for the password counts.
FRESH = timedelta(minutes=10)


def is_proven(form: CurrentPasswordForm, person: Person, *, at: datetime) -> bool:
    """Fills the form's errors otherwise. Guessing is slowed down as it is when signing in."""
    if kind_of_proof(person, at=at) != "password":
        return is_fresh(at=at)
    return form.validate() and is_own_password(form, person, at=at)


def is_own_password(form: CurrentPasswordForm, person: Person, *, at: datetime) -> bool:
    """Asked of a form that is valid; fills its errors otherwise."""
    keys = [throttle.person_key(person.id), throttle.address_key(request.remote_addr or "")]
    with transaction():
        blocked_until = throttle.register_attempt(keys, at=at)
    if blocked_until:
        form.current.errors = [wait_message(blocked_until, at)]
        return False
    with outside_transaction():
        is_right = is_password_of(person, form.current.data)
    if not is_right:
        form.current.errors = [gettext("This is not your current password.")]
        return False
    with transaction():
        throttle.forgive(*keys)
    return True


def kind_of_proof(person: Person, *, at: datetime) -> str:
    """ "fresh": the provider of single sign-on has asked just now, and nothing more is needed;
    "provider": it is to ask again; "password"."""
    if is_fresh(at=at):
        return "fresh"
    is_with_password = config().passwords and person.password_hash is not None
    return "password" if is_with_password or not config().has_single_sign_on else "provider"


def is_fresh(*, at: datetime) -> bool:
    word = provider_word()
    return word is not None and at.timestamp() - word.asked_at < FRESH.total_seconds()


class OwnProof:
    """For views of other features."""

    def page(self) -> proof.Proof:
        return self._with(CurrentPasswordForm(None))

    def answer(self) -> tuple[bool, proof.Proof]:
        form = CurrentPasswordForm()
        is_given = is_proven(form, current_user._get_current_object(), at=clock.now())
        return is_given, self._with(form)

    def _with(self, form: CurrentPasswordForm) -> proof.Proof:
        kind = kind_of_proof(current_user._get_current_object(), at=clock.now())
        return proof.Proof(form, kind, config().oidc_name)


proof.register(OwnProof())
