"""From an address of the table to the application's own route."""

from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from app.web.access import anyone
from tests.sweep.pages import PAGES

MISSING = "missing"


def endpoint_of(app: Flask, address: str) -> str:
    adapter = app.url_map.bind("localhost")
    try:
        return str(adapter.match(urlsplit(address).path, method="GET")[0])
    except (HTTPException, RequestRedirect):
        return MISSING


def is_public(app: Flask, endpoint: str) -> bool:
    view = app.view_functions.get(endpoint)
    return endpoint == MISSING or getattr(view, "access", None) is anyone


def readers(app: Flask, marks: dict[str, str]) -> dict[str, set[str]]:
    """Of each route: everyone who is named for any of its states."""
    found: dict[str, set[str]] = {}
    for page in PAGES:
        found.setdefault(endpoint_of(app, page.address.format(**marks)), set()).update(page.by)
    return found
