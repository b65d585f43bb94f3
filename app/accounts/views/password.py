"""Choosing a password with a one-time link, and what to do without one."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts import actions, links
from app.accounts.forms import NewPasswordForm
from app.accounts.models import Person
from app.accounts.views.base import bp
from app.accounts.views.sign_in import admit
from app.kit import clock
from app.kit.errors import Invalid
from app.web.access import anyone, requires
from app.web.errors import message_of
from app.web.messages import say
from app.web.transaction import transaction


@bp.get("/forgotten-password")
@requires(anyone)
def forgotten_password() -> ResponseReturnValue:
    return render_template("accounts/forgotten_password.html")


@bp.get("/password/<token>")
@requires(anyone)
def password(token: str) -> ResponseReturnValue:
    """Looking uses nothing up: programs that check mails open links, too."""
    person = links.find_link_owner(token, at=clock.now())
    if person is None:
        return render_template("accounts/link_over.html"), 404
    return render_template("accounts/password.html", form=NewPasswordForm(None), person=person)


@bp.post("/password/<token>")
@requires(anyone)
def update_password_by_link(token: str) -> ResponseReturnValue:
    form, at = NewPasswordForm(), clock.now()
    person = links.find_link_owner(token, at=at)
    if person is None:
        return render_template("accounts/link_over.html"), 404
    if not form.validate() or not is_strong(form, person):
        return render_template("accounts/password.html", form=form, person=person), 422
    with transaction():
        is_first = links.use_link(token, at=at)
        if is_first:
            actions.set_password(person, form.new.data, at=at, by_id=person.id)
    if not is_first:
        return render_template("accounts/link_over.html"), 404
    answer = admit(person, remember=False, at=at)
    say(gettext("Your password is set. From now on you sign in with it."))
    return answer


def is_strong(form: NewPasswordForm, person: Person) -> bool:
    try:
        actions.check_password(person, form.new.data)
    except Invalid as error:
        form.new.errors = [message_of(error)]
        return False
    return True
