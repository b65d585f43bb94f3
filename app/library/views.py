"""Files of courses."""

from flask import Blueprint, Response, abort, current_app, send_file
from flask_babel import gettext

from app.library import on_tap, queries, store
from app.web.access import requires, signed_in
from app.web.display import saves_data
from app.web.filters import file_size

bp = Blueprint("library", __name__)


@bp.get("/media/<digest>/<name>")
@requires(signed_in)
def asset(digest: str, name: str) -> Response:
    """Addressed by content, so browsers keep it for good; sandboxed, since SVG can hold scripts."""
    found = queries.find_asset(digest) or abort(404)
    # By the name it is asked for: one content may bear several, as a text and as captions.
    media_type = store.media_type_of(name)
    # Nor under another name is anything shown that was kept as what is only saved.
    is_shown = {media_type, found.media_type} <= store.SHOWN_TYPES
    response = send_file(
        store.path_of(current_app.config["LENTERA"].assets, found.hash),
        mimetype=media_type,
        as_attachment=not is_shown,
        download_name=name,
        etag=found.hash,
        max_age=31536000,
    )
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'; "
        "sandbox"
    )
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


@bp.after_app_request
def let_pictures_wait(response: Response) -> Response:
    """On every page that shows course text, before its tag is made from what is sent."""
    if response.mimetype != "text/html" or response.is_streamed:
        return response
    response.vary.add("Save-Data")
    if saves_data():
        html = response.get_data(as_text=True)
        if digests := on_tap.digests_in(html):
            response.set_data(on_tap.with_links(html, queries.sizes_of(digests), _words))
    return response


def _words(size: int | None) -> str:
    if size is None:
        return str(gettext("Show picture"))
    return str(gettext("Show picture (%(size)s)", size=file_size(size)))
