"""The second factor in the profile, who must have one, and taking a lost one away."""

from collections.abc import Collection

from flask import (
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from markupsafe import Markup

from app.accounts import policies, queries, second_factor
from app.accounts.forms import CodeForm, CurrentPasswordForm
from app.accounts.identity import current_person
from app.accounts.models import Person, SecondFactor
from app.accounts.settings import SECOND_FACTOR
from app.accounts.views.base import bp
from app.accounts.views.entering import provider_word
from app.accounts.views.links import find_to_help
from app.accounts.views.proof import is_proven, kind_of_proof
from app.accounts.views.second_step import secret_key
from app.accounts.views.sign_in import unstored
from app.kit import clock
from app.kit.qr import qr_svg
from app.settings.values import chosen_since, value_of
from app.web.access import PUBLIC_FILES, requires, signed_in
from app.web.forms import Form
from app.web.messages import say

# What somebody may still use who has to set it up first.
BEFORE_IT = PUBLIC_FILES | frozenset(
    {
        "accounts.second_factor_page",
        "accounts.create_second_factor",
        "accounts.create_confirmation",
        "accounts.begin_single_sign_on",
        "accounts.end_single_sign_on",
        "accounts.delete_session",
        "accounts.update_language",
    }
)


@bp.before_app_request
def ask_for_second_factor() -> ResponseReturnValue | None:
    """Right after the password, and before anything else."""
    if request.endpoint in BEFORE_IT or not current_user.is_authenticated:
        return None
    if current_user.has_second_factor or not must_have_it(current_user.roles):
        return None
    if _began_before_it():
        return None
    word = provider_word()
    if word and word.has_factor:
        return None
    return redirect(url_for("accounts.second_factor_page"))


def _began_before_it() -> bool:
    """Whoever was signed in when an administrator set it goes on with what they are at."""
    since, begun = chosen_since(SECOND_FACTOR), current_person.session_begun_at
    return since is not None and begun is not None and begun < since


def must_have_it(roles: Collection[str]) -> bool:
    asked_of = value_of(SECOND_FACTOR)
    return not set(asked_of).isdisjoint(roles)


@bp.get("/profile/second-factor")
@requires(signed_in)
def second_factor_page() -> ResponseReturnValue:
    return _page()


@bp.post("/profile/second-factor")
@requires(signed_in)
def create_second_factor() -> ResponseReturnValue:
    form, person, at = CurrentPasswordForm(), _person(), clock.now()
    if second_factor.find(person.id):
        return redirect(url_for(".second_factor_page"))
    if not is_proven(form, person, at=at):
        return _page(form), 422
    second_factor.begin(person.id, at=at)
    return redirect(url_for(".second_factor_page"))


@bp.post("/profile/second-factor/confirmation")
@requires(signed_in)
def create_confirmation() -> ResponseReturnValue:
    """The answer is the page with the recovery codes: they are nowhere to be had again."""
    form, person, at = CodeForm(), _person(), clock.now()
    factor = second_factor.find(person.id)
    if factor is None or factor.confirmed_at:
        return redirect(url_for(".second_factor_page"))
    if not form.validate():
        return _page(form), 422
    if not second_factor.confirm(factor, form.code.data, key=secret_key(), at=at):
        form.code.errors = [gettext("This code is not right. Is the clock of your phone right?")]
        return _page(form), 422
    return _codes_page(person)


@bp.post("/profile/second-factor/recovery-codes")
@requires(signed_in)
def create_recovery_codes() -> ResponseReturnValue:
    form, person, at = CurrentPasswordForm(), _person(), clock.now()
    if not second_factor.is_in_use(person.id):
        return redirect(url_for(".second_factor_page"))
    if not is_proven(form, person, at=at):
        return _page(form), 422
    return _codes_page(person)


@bp.post("/profile/second-factor/removal")
@requires(signed_in)
def remove_own_second_factor() -> ResponseReturnValue:
    form, person, at = CurrentPasswordForm(), _person(), clock.now()
    if not second_factor.is_in_use(person.id):
        return redirect(url_for(".second_factor_page"))
    if not is_proven(form, person, at=at):
        return _page(form), 422
    second_factor.remove(person.id, by_id=person.id, at=at)
    if must_have_it(person.roles):
        say(gettext("Your second factor is removed. Your role needs one: set up a new one now."))
    else:
        say(gettext("Your second factor is removed. From now on you sign in without a code."))
    return redirect(url_for(".second_factor_page"))


@bp.get("/people/<int:person_id>/second-factor")
@requires(policies.is_officer)
def lost_second_factor(person_id: int) -> ResponseReturnValue:
    return _removal_page(find_to_help(person_id), CurrentPasswordForm(None))


@bp.post("/people/<int:person_id>/second-factor/removal")
@requires(policies.is_officer)
def remove_lost_second_factor(person_id: int) -> ResponseReturnValue:
    person, form, at = find_to_help(person_id), CurrentPasswordForm(), clock.now()
    if not is_proven(form, _person(), at=at):
        return _removal_page(person, form), 422
    # A role may have been given while the password was checked.
    queries.lock_person(person.id)
    find_to_help(person.id)
    second_factor.remove(person.id, by_id=current_person.id, at=at)
    if must_have_it(queries.roles_of(person.id, day=at.date())):
        words = gettext(
            "The second factor of %(name)s is removed. Their role needs one: they will set up a "
            "new one at their next sign-in.",
            name=person.name,
        )
    else:
        words = gettext("The second factor of %(name)s is removed.", name=person.name)
    say(words)
    return redirect(url_for(".help_to_sign_in", person_id=person.id))


def _person() -> Person:
    person: Person = current_user._get_current_object()
    return person


def _removal_page(person: Person, form: CurrentPasswordForm) -> str:
    if not second_factor.is_in_use(person.id):
        abort(404)
    return render_template(
        "accounts/lost_factor.html",
        person=person,
        is_required=must_have_it(queries.roles_of(person.id, day=clock.now().date())),
        form=form,
        proof=kind_of_proof(_person(), at=clock.now()),
        provider_name=current_app.config["LENTERA"].oidc_name,
    )


def _page(refused: Form | None = None) -> Response:
    person = current_person
    factor = second_factor.find(person.id)
    is_waiting = factor is not None and factor.confirmed_at is None
    form: Form = CodeForm(None) if is_waiting else CurrentPasswordForm(None)
    # Another tab may have brought it further since the form that was sent.
    if type(refused) is type(form):
        form = refused
    page = render_template(
        "accounts/second_factor.html",
        form=form,
        factor=factor,
        is_waiting=is_waiting,
        proof=kind_of_proof(_person(), at=clock.now()),
        provider_name=current_app.config["LENTERA"].oidc_name,
        is_required=must_have_it(person.roles),
        count_codes=second_factor.count_recovery_codes(person.id),
        **(_secret(factor) if factor and is_waiting else {}),
    )
    return unstored(page)


def _secret(factor: SecondFactor) -> dict[str, str]:
    secret = second_factor.secret_of(factor, key=secret_key())
    uri = second_factor.uri_of(factor, _person(), key=secret_key())
    groups = " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))
    drawing = Markup(qr_svg(uri, has_size=False))  # noqa: S704  the library's own drawing
    return {"qr": drawing, "secret": groups, "uri": uri}


def _codes_page(person: Person) -> Response:
    codes = second_factor.renew_recovery_codes(person.id)
    return unstored(render_template("accounts/recovery_codes.html", codes=codes))
