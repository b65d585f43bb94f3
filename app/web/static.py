"""Static files: served by WhiteNoise, addressed by content so that browsers keep them for good."""

import hashlib
from functools import cache
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from app.config import ROOT
from app.web.headers import SECURITY

STATIC = ROOT / "static"


@cache
def static_url(path: str) -> str:
    """Address of a file under `static/`; it changes when the file does."""
    fingerprint = hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:12]
    return f"/static/{path}?v={fingerprint}"


def install(app: Flask) -> None:
    app.jinja_env.globals["static_url"] = static_url
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=STATIC,
        prefix="static/",
        max_age=31536000,
        autorefresh=app.debug,
        allow_all_origins=False,
        add_headers_function=_add_headers,
    )


def _add_headers(headers: Headers, _path: str, _url: str) -> None:
    for name, value in SECURITY.items():
        headers[name] = value
