"""A page that reads as it did last time is not sent again: 304, and the browser shows its own.

The tag is made from the finished page. That saves the line, not the rendering, and can never be
wrong: whatever a page depends on – person, language, progress, a message that is shown once – is
in what it says.
"""

import hashlib

from flask import Flask, Response, g, request, session


def install(app: Flask) -> None:
    @app.after_request
    def leave_out_what_is_known(response: Response) -> Response:
        if _may_be_kept(response):
            # Weak, because compression makes other bytes of the same page.
            response.set_etag(fingerprint(response.get_data()), weak=True)
            response.make_conditional(request)
        return response


def _may_be_kept(response: Response) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and response.status_code == 200
        and response.mimetype == "text/html"
        and not response.is_streamed
        and not response.cache_control.no_store
    )


def fingerprint(page: bytes) -> str:
    """The CSRF token is signed anew every second; what counts is the session's secret in it.

    With another secret the tokens in the browser's copy would be refused, so that is another page.
    """
    if token := g.get("csrf_token"):
        page = page.replace(token.encode(), session["csrf_token"].encode())
    return hashlib.sha256(page).hexdigest()[:32]
