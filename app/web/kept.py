"""A form that was sent after its sign-in had expired: kept in the sign-in page, sent again after.

It travels in a hidden field, signed and with its owner. Nothing waits on the server, and no
address or log ever holds it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ParamSpec, TypeVar

import flask_babel
from flask import Response, current_app, make_response, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import ImmutableMultiDict

from app.web.filters import clock_time
from app.web.messages import say

P = ParamSpec("P")
R = TypeVar("R", bound=ResponseReturnValue)

# With the signature and in base64 it must pass as a field of the sign-in form: 500 kB, says
# Werkzeug.
MOST = 256 * 1024
LASTS = timedelta(hours=12)
# The token was good for the session that has ended.
TOKEN = "csrf_token"  # noqa: S105


@dataclass(frozen=True)
class Kept:
    """A form on its way: `fields` are names and values in the order of the form."""

    path: str
    fields: list[tuple[str, str]]


def keeps_post(view: Callable[P, R]) -> Callable[P, R]:
    """Stands above `@requires`: what is typed there is too much to be typed twice.

    Only for views that answer a plain form with a redirect.
    """
    view.keeps_post = True  # type: ignore[attr-defined]
    return view


def _is_keeping(endpoint: str | None) -> bool:
    return hasattr(current_app.view_functions.get(endpoint or ""), "keeps_post")


def keep(*, owner_id: int) -> str | None:
    """This request's form, sealed for its owner; None when it is not one to be kept.

    Scripts keep what they send themselves. Whoever comes this far has shown a valid CSRF token.
    """
    if not _is_keeping(request.endpoint) or "X-Requested-With" in request.headers:
        return None
    fields = [field for field in request.form.items(multi=True) if field[0] != TOKEN]
    size = sum(len(name.encode()) + len(value.encode()) for name, value in fields)
    if not 0 < size <= MOST:
        return None
    return _seal().dumps([owner_id, request.path, fields])


def open_kept(text: str, *, owner_id: int) -> Kept | None:
    """None for what is somebody else's, too old, or not ours."""
    try:
        owner, path, fields = _seal().loads(text, max_age=int(LASTS.total_seconds()))
    except BadData:
        return None
    if owner != owner_id:
        return None
    return Kept(path, [(name, value) for name, value in fields])


def _seal() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="kept-post")


def send(kept: Kept, *, at: datetime) -> Response:
    """Go on as if the form had been sent now, through its own view with all its checks."""
    adapter: Any = current_app.create_url_adapter(request)
    rule, values = adapter.match(kept.path, method="POST", return_rule=True)
    request.url_rule, request.view_args = rule, values
    request.form = ImmutableMultiDict(kept.fields)
    flask_babel.refresh()  # from here on in the language of who has signed in
    answer = make_response(current_app.view_functions[rule.endpoint](**values))
    # What was not stored as it was sent, the view has said.
    if answer.status_code < 400 and "_flashes" not in session:
        say(gettext("Saved %(time)s", time=clock_time(at)))
    return answer
