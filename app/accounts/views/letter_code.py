"""Typing the code of a letter, where nothing can scan it: it leads where the letter's link does."""

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts import letter_codes, links, throttle
from app.accounts.forms import LetterCodeForm
from app.accounts.views.base import bp
from app.accounts.views.entering import needs_passwords
from app.accounts.views.sign_in import wait_message
from app.kit import clock
from app.web.access import anyone, requires
from app.web.transaction import transaction


@bp.get("/password")
@requires(anyone)
def letter_code() -> ResponseReturnValue:
    needs_passwords()
    return _page(LetterCodeForm(None))


@bp.post("/password")
@requires(anyone)
def open_letter_code() -> ResponseReturnValue:
    """A code that no letter ever had counts as a failed sign-in of the address. One that is used,
    void or over leads on too: the page behind it says so."""
    needs_passwords()
    form, at = LetterCodeForm(), clock.now()
    if not form.validate():
        return _page(form), 422
    code = form.code.data
    # Shown again, it is to be compared with the letter.
    form.code.data = letter_codes.grouped(code)
    address = throttle.address_key(request.remote_addr or "")
    with transaction():
        blocked_until = throttle.register_attempt([address], at=at)
    if blocked_until:
        form.form_errors.append(wait_message(blocked_until, at))
        wait = {"Retry-After": str(round((blocked_until - at).total_seconds()))}
        return _page(form), 429, wait
    token = letter_codes.token_of(code, key=str(current_app.secret_key))
    if links.find_link(token) is None:
        form.code.errors = [gettext("This code opens nothing. Compare each sign with the letter.")]
        return _page(form), 422
    with transaction():
        throttle.forgive_address(address)
    return redirect(url_for(".password", token=token))


def _page(form: LetterCodeForm) -> str:
    return render_template("accounts/letter_code.html", form=form)
