"""My data, how I want pages shown, my password, where I am signed in.

Each section is a form of its own; what one refuses is shown on the whole page.
"""

from flask import abort, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from app.accounts import actions, audited, queries
from app.accounts.devices import device_of
from app.accounts.forms import AppearanceForm, DataSavingForm, LocaleForm, PasswordForm
from app.accounts.identity import current_person
from app.accounts.models import Person, is_password_of
from app.accounts.views.base import bp
from app.accounts.views.password import is_strong
from app.accounts.views.sign_in import enter
from app.kit import clock
from app.web.access import requires, signed_in
from app.web.forms import Form
from app.web.locale import language, switch_language
from app.web.messages import say


@bp.get("/profile")
@requires(signed_in)
def profile() -> ResponseReturnValue:
    return _page()


@bp.post("/profile/locale")
@requires(signed_in)
def update_locale() -> ResponseReturnValue:
    form = LocaleForm()
    if not form.validate():
        return _page(form), 422
    switch_language(form.language.data)
    current_person.time_zone = form.time_zone.data or None
    return _back(gettext("Saved. Lentera now speaks and tells the time as you chose."))


@bp.post("/profile/appearance")
@requires(signed_in)
def update_appearance() -> ResponseReturnValue:
    form = AppearanceForm()
    if not form.validate():
        return _page(form), 422
    current_person.theme = form.theme.data or None
    return _back(gettext("Saved. Every page now looks as you chose."))


@bp.post("/profile/data-saving")
@requires(signed_in)
def update_data_saving() -> ResponseReturnValue:
    form = DataSavingForm()
    if not form.validate():
        return _page(form), 422
    current_person.saves_data = form.saves_data.data
    if current_person.saves_data:
        return _back(gettext("Saved. Pictures in courses now wait until you ask for them."))
    return _back(gettext("Saved. Pictures in courses are shown at once again."))


@bp.post("/profile/password")
@requires(signed_in)
def update_password() -> ResponseReturnValue:
    form = PasswordForm()
    if not form.validate():
        return _page(form), 422
    if not is_password_of(current_person, form.current.data):
        form.current.errors = [gettext("This is not your current password.")]
        return _page(form), 422
    if not is_strong(form, current_person):
        return _page(form), 422
    person: Person = current_user._get_current_object()
    actions.set_password(person, form.new.data, at=clock.now(), by_id=person.id)
    enter(person, remember=session.permanent, at=clock.now())
    return _back(gettext("Your password is changed. Other devices have been signed out."))


@bp.post("/profile/sessions/<int:session_id>/revocation")
@requires(signed_in)
def create_revocation(session_id: int) -> ResponseReturnValue:
    """A second click finds it ended already, which is what was wanted."""
    found = queries.find_session_of(current_person.id, session_id) or abort(404)
    if found.revoked_at is None:
        found.end(at=clock.now())
        audited.ended_session(current_person)
    return _back(gettext("Signed out there."))


def _back(message: str) -> ResponseReturnValue:
    say(message)
    return redirect(url_for(".profile"))


def _page(refused: Form | None = None) -> str:
    """`refused`: the form that was sent and has errors, in place of a fresh one."""
    person, at = current_person, clock.now()
    forms = [
        LocaleForm(None, language=language(), time_zone=person.time_zone or ""),
        AppearanceForm(None, theme=person.theme or ""),
        DataSavingForm(None, saves_data=person.saves_data),
        PasswordForm(None),
    ]
    shown = [refused if type(form) is type(refused) else form for form in forms]
    locale, appearance, data_saving, password = shown
    return render_template(
        "accounts/profile.html",
        number=queries.find_number(person.id),
        locale=locale,
        appearance=appearance,
        data_saving=data_saving,
        password=password,
        refused=refused,
        sessions=[
            (one, device_of(one.user_agent), one.is_opened_by(person.get_id()))
            for one in queries.sessions_of(person.id, at=at)
        ],
    )
