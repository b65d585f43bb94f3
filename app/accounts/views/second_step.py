"""The second step of signing in: a code of the app, or one for recovery."""

from flask import current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from app.accounts import audited, second_factor, throttle
from app.accounts.forms import SecondStepForm, SignInForm
from app.accounts.views.base import bp
from app.accounts.views.entering import enter
from app.accounts.views.sign_in import go_on, second_step_page, sign_in_page, unstored, wait_message
from app.accounts.views.ticket import open_ticket
from app.kit import clock
from app.web.access import anyone, requires
from app.web.messages import warn
from app.web.transaction import transaction


@bp.post("/session/code")
@requires(anyone)
def create_session_with_code() -> ResponseReturnValue:
    form, at = SecondStepForm(), clock.now()
    ticket = open_ticket(form.ticket.data)
    if ticket is None:
        again = SignInForm(None, next=form.next.data, kept=form.kept.data)
        again.form_errors.append(gettext("That took too long. Sign in once more."))
        return unstored(sign_in_page(again)), 422
    if not form.validate():
        return second_step_page(form), 422
    person, code = ticket.person, form.code.data
    keys = [
        throttle.code_key(person.id),
        throttle.address_key(request.remote_addr or ""),
    ]
    with transaction():
        blocked_until = throttle.register_attempt(keys, at=at)
    if blocked_until:
        form.form_errors.append(wait_message(blocked_until, at))
        wait = {"Retry-After": str(round((blocked_until - at).total_seconds()))}
        return second_step_page(form), 429, wait
    with transaction():
        is_right = second_factor.take_code(person.id, code, key=secret_key(), at=at)
        if is_right:
            throttle.forgive(*keys)
            enter(person, remember=ticket.remember, word=ticket.word, at=at)
            audited.opened_session(person)
    if not is_right:
        form.code.errors = [gettext("This code is wrong or was used already. Type the next.")]
        return second_step_page(form), 422
    _tell_what_is_left(person.id, code)
    return go_on(person, target=form.next.data, kept_post=form.kept.data, at=at)


def secret_key() -> str:
    return str(current_app.secret_key)


def _tell_what_is_left(person_id: int, code: str) -> None:
    if second_factor.is_of_app(code):
        return
    left = second_factor.count_recovery_codes(person_id)
    words = ngettext(
        "That recovery code is used up; %(num)d is left. Make new ones in your profile.",
        "That recovery code is used up; %(num)d are left. Make new ones in your profile.",
        left,
    )
    warn(words)
