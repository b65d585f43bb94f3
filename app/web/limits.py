"""How long an address and how many fields a request may have.

How many bytes it may have is Flask's own limit, and `web/upload.py` for routes that take files.
Gunicorn's limit for the first line is twice as high (`app/server.py`), so that people read why in
their own language.
"""

from typing import Any

from flask import Flask, abort, request
from werkzeug.datastructures import MultiDict

MOST_ADDRESS = 4_000  # bytes, path and query
MOST_ARGUMENTS = 200
# Ticking a thousand people in a list is one request.
MOST_FIELDS = 5_000


def install(app: Flask) -> None:
    """Before anything else looks at arguments and fields."""

    @app.before_request
    def refuse_what_is_too_much() -> None:
        if len(request.environ["PATH_INFO"]) + len(request.query_string) > MOST_ADDRESS:
            abort(414)
        if _count(request.args) > MOST_ARGUMENTS:
            abort(400)
        if _count(request.form) + _count(request.files) > MOST_FIELDS:
            abort(413)


def _count(values: MultiDict[str, Any]) -> int:
    return sum(len(listed) for _, listed in values.lists())
