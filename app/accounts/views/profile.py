"""My data, how I want pages shown, my password, where I am signed in.

Each section is a form of its own; what one refuses is shown on the whole page.
"""

from dataclasses import dataclass
from datetime import datetime

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from app.accounts import actions, audited, queries, remembering
from app.accounts.devices import device_of
from app.accounts.forms import AppearanceForm, DataSavingForm, LocaleForm, PasswordForm
from app.accounts.identity import current_person
from app.accounts.models import Person
from app.accounts.sso import linking
from app.accounts.views.base import bp
from app.accounts.views.entering import config, enter, how_long, provider_word, this_device
from app.accounts.views.password import hash_new
from app.accounts.views.proof import is_own_password
from app.kit import clock
from app.web.access import requires, signed_in
from app.web.forms import Form
from app.web.locale import language, switch_language
from app.web.messages import say


@dataclass(frozen=True)
class Place:
    """Where one is signed in: a remembered device, or a session alone. `end_url`: where a form
    ends it; none for this browser. `until`: of a remembered device."""

    name: tuple[str, str]
    since: datetime
    until: datetime | None
    end_url: str | None


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
    if not config().passwords:
        abort(403)
    if not form.validate():
        return _page(form), 422
    person: Person = current_user._get_current_object()
    at = clock.now()
    hashed = hash_new(form, person) if is_own_password(form, person, at=at) else None
    if hashed is None:
        return _page(form), 422
    is_remembered, word = this_device(at=at) is not None, provider_word()
    actions.store_password(person, hashed, at=at, by_id=person.id)
    enter(person, remember=is_remembered, word=word, at=at)
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


@bp.post("/profile/sessions/others/revocation")
@requires(signed_in)
def create_revocation_of_others() -> ResponseReturnValue:
    person, at = current_person, clock.now()
    here = this_device(at=at)
    actions.close_other_sessions(person, device_id=here.id if here else None, at=at)
    return _back(gettext("Signed out everywhere else."))


@bp.post("/profile/devices/<int:device_id>/removal")
@requires(signed_in)
def remove_device(device_id: int) -> ResponseReturnValue:
    found = remembering.find_device_of(current_person.id, device_id) or abort(404)
    if found.revoked_at is None:
        remembering.forget(found, at=clock.now())
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
        places=_places(person, at=at),
        settings=config(),
        identities=linking.identities_of(person.id) if config().has_single_sign_on else (),
    )


def _places(person: Person, *, at: datetime) -> list[Place]:
    here = this_device(at=at)
    shown = remembering.devices_of(person.id, lasts=how_long(), at=at)
    devices = [
        Place(
            device_of(one.user_agent),
            one.created_at,
            min(one.expires_at, one.created_at + how_long()),
            None if here and here.id == one.id else url_for(".remove_device", device_id=one.id),
        )
        for one in shown
    ]
    sessions = [
        Place(
            device_of(one.user_agent),
            one.created_at,
            None,
            None
            if one.is_opened_by(person.get_id())
            else url_for(".create_revocation", session_id=one.id),
        )
        for one in queries.sessions_of(person.id, but_on=[one.id for one in shown], at=at)
    ]
    return sorted(devices + sessions, key=lambda place: place.since, reverse=True)
