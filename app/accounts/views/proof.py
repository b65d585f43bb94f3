"""Asking for the password again, before somebody at an unlocked screen does lasting harm."""

from datetime import datetime

from flask import request
from flask_babel import gettext

from app.accounts import throttle
from app.accounts.forms import CurrentPasswordForm
from app.accounts.models import Person, is_password_of
from app.accounts.views.sign_in import wait_message
from app.web.transaction import transaction


def is_proven(form: CurrentPasswordForm, person: Person, *, at: datetime) -> bool:
    """Fills the form's errors otherwise. Guessing is slowed down as it is when signing in."""
    if not form.validate():
        return False
    keys = [throttle.account_key(person.email), throttle.address_key(request.remote_addr or "")]
    with transaction():
        blocked_until = throttle.register_attempt(keys, at=at)
    if blocked_until:
        form.current.errors = [wait_message(blocked_until, at)]
        return False
    if not is_password_of(person, form.current.data):
        form.current.errors = [gettext("This is not your current password.")]
        return False
    with transaction():
        throttle.forgive(*keys)
    return True
