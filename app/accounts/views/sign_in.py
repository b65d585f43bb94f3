"""Signing in and out, and the language of the interface."""

from datetime import datetime

from flask import (
    Response,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_login import current_user, logout_user

from app.accounts import actions, audited, queries, second_factor, throttle
from app.accounts.forms import SecondStepForm, SignInForm
from app.accounts.identity import current_person
from app.accounts.models import Person, is_password_of, renewed_hash
from app.accounts.settings import REMEMBER_DAYS
from app.accounts.views.base import bp
from app.accounts.views.entering import (
    ProviderWord,
    config,
    enter,
    forget_this_device,
    provider_word,
)
from app.accounts.views.ticket import seal_ticket
from app.extensions import login_manager
from app.kit import clock
from app.settings.values import value_of
from app.web import kept
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
    return sign_in_page(form)


@bp.post("/sign-in")
@requires(anyone)
def begin_sign_in_again() -> ResponseReturnValue:
    """From the second step, with what it carries: where to go, and a form that is kept. Whoever
    has signed in in another tab meanwhile goes on with it."""
    sent = SecondStepForm()
    if current_user.is_authenticated:
        person: Person = current_user._get_current_object()
        return go_on(person, target=sent.next.data, kept_post=sent.kept.data, at=clock.now())
    return unstored(sign_in_page(SignInForm(None, next=sent.next.data, kept=sent.kept.data)))


def sign_in_page(form: SignInForm) -> str:
    days = value_of(REMEMBER_DAYS)
    form.remember.label.text = ngettext(
        "Keep me signed in on this device for %(num)d day",
        "Keep me signed in on this device for %(num)d days",
        days,
    )
    return render_template(
        "accounts/sign_in.html", form=form, settings=config(), remembers=days > 0
    )


@login_manager.unauthorized_handler  # type: ignore[untyped-decorator]
def ask_to_sign_in() -> ResponseReturnValue:
    """Afterwards back to the page; a form leads to the page that it stood on, and some forms are
    kept meanwhile."""
    post = _kept_post() if request.method == "POST" else None
    if post is None:
        return redirect(url_for("accounts.sign_in", next=way_back()))
    form = SignInForm(None, next=way_back(), kept=post)
    page = unstored(sign_in_page(form))
    page.status_code = 401
    return page


def _kept_post() -> str | None:
    """Only of whoever was signed in here: theirs it is, and only they can store it."""
    owner_id = queries.find_session_owner(session.get("_user_id", ""))
    return kept.keep(owner_id=owner_id) if owner_id else None


@bp.post("/session")
@requires(anyone)
def create_session() -> ResponseReturnValue:
    if not config().passwords:
        abort(403)
    form = SignInForm()
    if not form.validate():
        return sign_in_page(form), 422
    at = clock.now()
    with transaction():
        person = queries.find_person_by_login(form.login.data)
        keys = [
            throttle.login_key(form.login.data, person),
            throttle.address_key(request.remote_addr or ""),
        ]
        blocked_until = throttle.register_attempt(keys, at=at)
    # The lock is free again while the password is checked, which is slow on purpose.
    if blocked_until:
        form.form_errors.append(wait_message(blocked_until, at))
        wait = {"Retry-After": str(round((blocked_until - at).total_seconds()))}
        return sign_in_page(form), 429, wait
    if not is_password_of(person, form.password.data) or person is None:
        form.form_errors.append(
            gettext("E-mail, NIP or password do not match. Check them and try again.")
        )
        return sign_in_page(form), 422
    renewed = renewed_hash(person, form.password.data)
    with transaction():
        throttle.forgive(*keys)
        if renewed:
            actions.renew_hash(person, renewed)
    return admit(
        person, remember=form.remember.data, target=form.next.data, post=form.kept.data, at=at
    )


def admit(
    person: Person,
    *,
    remember: bool,
    target: str = "",
    post: str = "",
    word: ProviderWord | None = None,
    at: datetime,
) -> ResponseReturnValue:
    """The password was right: in, or on to the second step. `target` and `post`: where to go then,
    and a form that was kept; both as the browser has sent them. `word`: of the provider, where it
    was asked instead of the password."""
    if second_factor.is_in_use(person.id) and not (word and word.has_factor):
        ticket = seal_ticket(person, remember=remember, word=word)
        return second_step_page(SecondStepForm(None, ticket=ticket, next=target, kept=post))
    # Whatever becomes of a form that was kept, the sign-in stands.
    with transaction():
        enter(person, remember=remember, word=word, at=at)
        audited.opened_session(person)
    return go_on(person, target=target, kept_post=post, at=at)


def second_step_page(form: SecondStepForm) -> Response:
    return unstored(render_template("accounts/second_step.html", form=form))


def unstored(page: str) -> Response:
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"
    return answer


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
    was_at_provider = provider_word() is not None
    actions.close_session(ended, at=clock.now())
    forget_this_device(at=clock.now())
    logout_user()
    session.clear()
    session["_user_id"] = ended
    if token:
        session["csrf_token"] = token
    if was_at_provider:
        return redirect(url_for("accounts.signed_out"))
    say(gettext("You have signed out."))
    return redirect(url_for("accounts.sign_in"))


@bp.post("/language")
@requires(anyone)
def update_language() -> ResponseReturnValue:
    chosen = request.form.get("language")
    if chosen in LANGUAGES:
        switch_language(chosen)
    return redirect(local_path(request.form.get("next")) or url_for("home.index"))
