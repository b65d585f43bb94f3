"""The address book is whole; this needs no browser."""

from string import Formatter

from flask import Flask

from tests.sweep.addresses import MISSING, endpoint_of
from tests.sweep.pages import FILES, PAGES, REDIRECTS

# Where any value will do to find the route.
ANY = "1"
PATHS = {"asset": "1/a.png", "picture": "1/a.png"}


def _filled(address: str) -> str:
    names = [name for _, name, _, _ in Formatter().parse(address) if name]
    return address.format(**(dict.fromkeys(names, ANY) | PATHS))


def test_every_address_leads_to_a_route(app: Flask) -> None:
    nowhere = [
        one.address
        for one in (*PAGES, *FILES)
        if endpoint_of(app, _filled(one.address)) == MISSING and one.address != "/nowhere"
    ]
    assert nowhere == []


def test_every_get_route_is_looked_at(app: Flask) -> None:
    listed = [one.address for one in (*PAGES, *FILES)] + list(REDIRECTS)
    known = {endpoint_of(app, _filled(address)) for address in listed}
    routes = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert routes - known - {"static"} == set()
