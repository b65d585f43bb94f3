"""Files of courses."""

from flask import Blueprint, Response, abort, current_app, send_file

from app.library import queries, store
from app.web.access import requires, signed_in

bp = Blueprint("library", __name__)


@bp.get("/media/<digest>/<name>")
@requires(signed_in)
def asset(digest: str, name: str) -> Response:
    """Addressed by content, so browsers keep it for good; sandboxed, since SVG can hold scripts."""
    found = queries.find_asset(digest) or abort(404)
    # By the name it is asked for: one content may bear several, as a text and as captions.
    media_type = store.media_type_of(name)
    is_shown = media_type in store.SHOWN_TYPES
    response = send_file(
        store.path_of(current_app.config["LENTERA"].assets, found.hash),
        mimetype=media_type,
        as_attachment=not is_shown,
        download_name=name,
        etag=found.hash,
        max_age=31536000,
    )
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    )
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response
