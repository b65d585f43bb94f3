"""What the web layer adds: from where a request comes, and who looked at whose record."""

from flask import Flask, Response, g, request
from flask_login import current_user

from app.audit import actions, origin
from app.audit.catalogue import CATALOGUE
from app.audit.models import Origin
from app.kit import clock
from app.web.transaction import SAFE, transaction


def is_viewed(subject_id: int, what: str) -> None:
    """Told by a view that shows a named person's record to somebody else; `what`: a code of the
    catalogue's views. Written with the answer, where there is one.

    Who sends a form has seen its page before.
    """
    if what not in CATALOGUE.views:
        raise LookupError(what)
    if subject_id != current_user.id and request.method in SAFE:
        g.viewed = (current_user.id, subject_id, what)


def install(app: Flask) -> None:
    @app.before_request
    def remember_origin() -> None:
        g.origin = origin.current.set(
            Origin("web", request.remote_addr or "", str(g.get("request_id", "")))
        )

    @app.after_request
    def keep_view(response: Response) -> Response:
        viewed = g.pop("viewed", None)
        if viewed and response.status_code < 400:
            _keep(*viewed)
        return response

    @app.teardown_request
    def forget_origin(_error: BaseException | None) -> None:
        if token := g.pop("origin", None):
            origin.current.reset(token)


def _keep(viewer_id: int, subject_id: int, what: str) -> None:
    """Before the answer leaves: what cannot be noted is not shown. By then nobody needs any more
    what the request has read. Whoever looks again within the hour costs no write.
    """
    at = clock.now()
    if actions.has_noted(viewer_id, subject_id, what, at=at):
        return
    with transaction():
        actions.note_view(viewer_id, subject_id, what, at=at)
