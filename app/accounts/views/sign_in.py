"""Signing in and out, and the language of the interface."""

from datetime import datetime

from flask import Response, make_response, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_login import current_user, login_user, logout_user

from app.accounts import actions, queries, second_factor, throttle
from app.accounts.forms import SecondStepForm, SignInForm
from app.accounts.identity import current_person
from app.accounts.models import Person, is_password_of
from app.accounts.views.base import bp
from app.accounts.views.ticket import seal_ticket
from app.extensions import login_manager
from app.kit import clock
from app.web import device, kept
from app.web.access import anyone, requires, signed_in
from app.web.locale import LANGUAGES, switch_language
from app.web.messages import say, warn
from app.web.paths import local_path, way_back
from app.web.transaction import transaction


@bp.get("/sign-in")
@requires(anyone)
def sign_in() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(url_for("home.index"))
    form = SignInForm(next=request.args.get("next", ""))
    return render_template("accounts/sign_in.html", form=form)


@login_manager.unauthorized_handler  # type: ignore[untyped-decorator]
def ask_to_sign_in() -> ResponseReturnValue:
    """Afterwards back to the page; a form leads to the page that it stood on, and some forms are
    kept meanwhile."""
    post = _kept_post() if request.method == "POST" else None
    if post is None:
        return redirect(url_for("accounts.sign_in", next=way_back()))
    form = SignInForm(None, next=way_back(), kept=post)
    page = make_response(render_template("accounts/sign_in.html", form=form), 401)
    page.headers["Cache-Control"] = "no-store"
    return page


def _kept_post() -> str | None:
    """Only of whoever was signed in here: theirs it is, and only they can store it."""
    owner_id = queries.find_session_owner(session.get("_user_id", ""))
    return kept.keep(owner_id=owner_id) if owner_id else None


@bp.post("/session")
@requires(anyone)
def create_session() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form), 422
    at = clock.now()
    keys = [throttle.account_key(form.login.data), throttle.address_key(request.remote_addr or "")]
    with transaction():
        blocked_until = throttle.register_attempt(keys, at=at)
        person = queries.find_person_by_login(form.login.data)
    # The lock is free again while the password is checked, which is slow on purpose.
    if blocked_until:
        form.form_errors.append(wait_message(blocked_until, at))
        wait = {"Retry-After": str(round((blocked_until - at).total_seconds()))}
        return render_template("accounts/sign_in.html", form=form), 429, wait
    if not is_password_of(person, form.password.data) or person is None:
        form.form_errors.append(
            gettext("E-mail, NIP or password do not match. Check them and try again.")
        )
        return render_template("accounts/sign_in.html", form=form), 422
    with transaction():
        throttle.forgive(*keys)
    return admit(
        person, remember=form.remember.data, target=form.next.data, post=form.kept.data, at=at
    )


def admit(
    person: Person, *, remember: bool, target: str = "", post: str = "", at: datetime
) -> ResponseReturnValue:
    """The password was right: in, or on to the second step. `target` and `post`: where to go then,
    and a form that was kept; both as the browser has sent them."""
    if second_factor.is_in_use(person.id):
        code = SecondStepForm(
            None, ticket=seal_ticket(person, remember=remember), next=target, kept=post
        )
        return second_step_page(code)
    # Whatever becomes of a form that was kept, the sign-in stands.
    with transaction():
        enter(person, remember=remember, at=at)
    return go_on(person, target=target, kept_post=post, at=at)


def second_step_page(form: SecondStepForm) -> Response:
    page = make_response(render_template("accounts/second_step.html", form=form))
    page.headers["Cache-Control"] = "no-store"
    return page


def go_on(person: Person, *, target: str, kept_post: str, at: datetime) -> ResponseReturnValue:
    if not kept_post:
        return redirect(local_path(target) or url_for("home.index"))
    post = kept.open_kept(kept_post, owner_id=person.id)
    if post is None:
        warn(
            gettext(
                "The answer from before was not stored: it was given with another account, or "
                "more than 12 hours ago."
            )
        )
        return redirect(url_for("home.index"))
    queries.find_session_person(person.get_id(), at=at)  # brings the roles
    return kept.send(post, at=at)


def enter(person: Person, *, remember: bool, at: datetime) -> None:
    """A fresh session, so that one planted before the sign-in is worth nothing.

    Who comes back keeps the token of their forms: another tab may still hold a filled one.
    """
    language, token = session.get("language"), session.get("csrf_token")
    is_back = queries.find_session_owner(session.get("_user_id", "")) == person.id
    session.clear()
    if is_back and token:
        session["csrf_token"] = token
    if language in LANGUAGES:
        session["language"] = language
    actions.open_session(person, user_agent=request.user_agent.string, remember=remember, at=at)
    session.permanent = remember
    login_user(person)
    device.remember_browser()


def wait_message(until: datetime, at: datetime) -> str:
    minutes = max(1, round((until - at).total_seconds() / 60))
    words = ngettext(
        "Too many attempts. Wait %(num)d minute, then try again.",
        "Too many attempts. Wait %(num)d minutes, then try again.",
        minutes,
    )
    return str(words)


@bp.post("/session/end")
@requires(signed_in)
def delete_session() -> ResponseReturnValue:
    """What remains says only whose forms another tab may still hold: the session itself is over."""
    ended, token = current_person.get_id(), session.get("csrf_token")
    actions.close_session(ended, at=clock.now())
    logout_user()
    session.clear()
    session["_user_id"] = ended
    if token:
        session["csrf_token"] = token
    say(gettext("You have signed out."))
    return redirect(url_for("accounts.sign_in"))


@bp.post("/language")
@requires(anyone)
def update_language() -> ResponseReturnValue:
    chosen = request.form.get("language")
    if chosen in LANGUAGES:
        switch_language(chosen)
    return redirect(local_path(request.form.get("next")) or url_for("home.index"))
