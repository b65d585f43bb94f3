"""Static files: named by their content, compressed once, and kept by browsers for good."""

import gzip
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from wsgiref.headers import Headers

from flask import Flask, Response
from whitenoise import WhiteNoise

from app.config import ROOT, Config, ConfigError
from app.kit.files import write_whole
from app.web import stylesheet
from app.web.access import anyone, requires
from app.web.headers import transport

STATIC = ROOT / "static"
# Of a page's security headers only these say anything about a file; all of them, twenty times,
# were a sixth of a first visit.
FILE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


@cache
def static_url(path: str) -> str:
    """Address of a file under `static/`: `/static/css/base.1a2b3c4d5e6f.css`."""
    return f"/static/{hashed_name(path)}"


def hashed_name(path: str) -> str:
    fingerprint = hashlib.sha256(content_of(path)).hexdigest()[:12]
    name = PurePosixPath(path)
    return str(name.with_suffix(f".{fingerprint}{name.suffix}"))


def content_of(path: str) -> bytes:
    return stylesheet.joined(STATIC) if path == stylesheet.NAME else (STATIC / path).read_bytes()


def install(app: Flask) -> None:
    if app.debug:
        _serve_as_written(app)
        return
    config: Config = app.config["LENTERA"]
    app.jinja_env.globals["static_url"] = static_url
    more = transport(is_secure=config.is_secure)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=prepare(config.instance),
        prefix="static/",
        immutable_file_test=lambda _path, _url: True,
        allow_all_origins=False,
        add_headers_function=lambda headers, _path, _url: _add(headers, FILE_HEADERS | more),
    )


def _serve_as_written(app: Flask) -> None:
    """For who edits a style sheet and reloads the page."""
    app.jinja_env.globals["static_url"] = "/static/{}".format
    # There is no such file: WhiteNoise lets the question through.
    app.add_url_rule(f"/static/{stylesheet.NAME}", "stylesheet", _join_anew)
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=STATIC,
        prefix="static/",
        max_age=0,
        autorefresh=True,
        allow_all_origins=False,
        add_headers_function=lambda headers, _path, _url: _add(headers, FILE_HEADERS),
    )


@requires(anyone)
def _join_anew() -> Response:
    return Response(stylesheet.joined(STATIC), mimetype="text/css")


def prepare(instance: Path) -> Path:
    """The folder of hashed names, with `.gz` beside each; made at the start, so never stale.

    Names of former releases stay: pages that are open during an upgrade still find their files.
    """
    target = instance / "static"
    try:
        for path in _paths():
            name = static_url(path).removeprefix("/static/")
            if not (target / name).exists():
                _publish(content_of(path), target / name, scratch=instance)
    except OSError as error:
        raise ConfigError(
            f"The instance folder {instance} cannot be written: {error.strerror}."
        ) from error
    return target


def _paths() -> list[str]:
    """Every file but the parts of the joined sheet, and that sheet."""
    files = (path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file())
    return [stylesheet.NAME, *(path for path in files if path not in stylesheet.PARTS)]


def _publish(content: bytes, target: Path, *, scratch: Path) -> None:
    """`scratch` is not served."""
    target.parent.mkdir(parents=True, exist_ok=True)
    # The compressed one first: who finds the name finds both.
    packed = gzip.compress(content, 9, mtime=0)
    write_whole(target.with_name(target.name + ".gz"), packed, scratch=scratch)
    write_whole(target, content, scratch=scratch)


def _add(headers: Headers, more: Mapping[str, str]) -> None:
    for name, value in more.items():
        headers[name] = value
