"""Errors as pages: a status, a title, what happened and what to do next, in the reader's words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import gettext, lazy_gettext
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from app.db import db
from app.extensions import login_manager
from app.kit.errors import Conflict, DomainError, Forbidden, Invalid, NotFound
from app.web.filters import appointment
from app.web.paths import way_back

STATUS: dict[type[DomainError], int] = {NotFound: 404, Forbidden: 403, Conflict: 409, Invalid: 422}

# Words of the domain's error codes; a feature adds its own through `register_messages`.
_messages: dict[str, str] = {}


def register_messages(messages: dict[str, str]) -> None:
    _messages.update(messages)


def message_of(error: DomainError) -> str:
    return words_of(error.code, error.params)


def words_of(code: str, params: Mapping[str, object]) -> str:
    """What an error of this code tells; moments among `params` as the reader's clock shows them."""
    words = _messages.get(code)
    if words is None:
        return code
    told = {
        name: appointment(value) if isinstance(value, datetime) else value
        for name, value in params.items()
    }
    return str(words) % told


@dataclass(frozen=True)
class Words:
    title: str
    message: str


WORDS = {
    400: Words(
        lazy_gettext("The request could not be read"),
        lazy_gettext("Go back, reload the page and try once more."),
    ),
    403: Words(
        lazy_gettext("You may not do this"),
        lazy_gettext(
            "Your role does not include this step. If it should, ask your training officer."
        ),
    ),
    404: Words(
        lazy_gettext("Page not found"),
        lazy_gettext("The address may be mistyped, or the page is not meant for your account."),
    ),
    405: Words(
        lazy_gettext("This step needs a button"),
        lazy_gettext("Go back and use the button on the page instead of the address bar."),
    ),
    413: Words(
        lazy_gettext("Too much was sent at once"),
        lazy_gettext(
            "The file or the text is larger than this page takes. Go back and send less of it."
        ),
    ),
    414: Words(
        lazy_gettext("The address is too long"),
        lazy_gettext("Shorten the search, or begin anew from the start page."),
    ),
    429: Words(
        lazy_gettext("Too many attempts"),
        lazy_gettext("Wait a few minutes, then try again."),
    ),
    500: Words(
        lazy_gettext("Something went wrong on our side"),
        lazy_gettext(
            "Nothing was changed. Try again in a moment; if it stays, tell the administrator."
        ),
    ),
}


def error_page(status: int, title: str, message: str, *, back: str = "/") -> Response:
    """`back`: the page that the reader came from, where that helps."""
    # What failed must not reach the database, nor keep the page from asking who is signed in.
    db.session.rollback()
    _know_the_reader()
    page = render_template(
        "errors/error.html",
        title=title,
        message=message,
        action_url=back,
        action_text=_words_of_way(back),
        # By which an administrator finds the error in the log.
        request_id=g.request_id if status >= 500 else None,
    )
    return make_response(page, status)


def _words_of_way(back: str) -> str:
    return str(
        gettext("Back to the start page") if back == "/" else gettext("Back to where you were")
    )


def _know_the_reader() -> None:
    """Nobody, where it is the database that failed: the page needs none."""
    try:
        # Looked for where nobody has yet; else read again after the rollback.
        if current_user.is_authenticated:
            db.session.refresh(current_user._get_current_object())
    except SQLAlchemyError:
        db.session.rollback()
        g._login_user = login_manager.anonymous_user()


def install(app: Flask) -> None:
    app.jinja_env.globals["error_words"] = words_of

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response | HTTPException:
        status = error.code or 500
        if status < 400:
            return error
        words = WORDS.get(status) or WORDS[500 if status >= 500 else 400]
        return error_page(status, words.title, words.message)

    @app.errorhandler(CSRFError)
    def csrf_error(_error: CSRFError) -> Response:
        return error_page(
            400,
            gettext("This has not been sent yet"),
            gettext(
                "Your browser has lost the sign-in with which this page was opened, or has a newer"
                " one. Go back, copy what you have typed, reload the page and send it again. If"
                " this comes back, allow cookies for this site."
            ),
        )

    @app.errorhandler(DomainError)
    def domain_error(error: DomainError) -> Response:
        status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 422)
        title = gettext("This is not possible")
        # Shown anew it tells what somebody else has done to it.
        back = way_back() if request.method == "POST" else "/"
        return error_page(status, title, message_of(error), back=back)
