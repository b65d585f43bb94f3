"""Every route says who may use it, and means it."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from app.web.access import anyone
from tests.conftest import Client

# Routes that anyone on the internet may ask for; each with its reason.
PUBLIC = {
    "static": "style sheets and scripts",
    "accounts.sign_in": "the way in",
    "accounts.begin_sign_in_again": "the way in",
    "accounts.create_session": "the way in",
    "accounts.forgotten_password": "whoever forgot it cannot sign in",
    "accounts.ask_for_link": "whoever forgot it cannot sign in",
    "accounts.letter_code": "the letter's code is the key",
    "accounts.open_letter_code": "the letter's code is the key",
    "accounts.password": "the link itself is the key",
    "accounts.update_password_by_link": "the link itself is the key",
    "accounts.create_session_with_code": "the way in",
    "accounts.begin_single_sign_on": "the way in",
    "accounts.end_single_sign_on": "the way in",
    "accounts.signed_out": "whoever has just gone out is nobody",
    "accounts.update_language": "the sign-in page has the switch too",
    "health": "says no more than that the process lives",
    "ready": "names of checks and ok or fail, for whoever watches the site",
    "handbook.index": "guides hold no secrets, and help with signing in",
    "handbook.page": "guides hold no secrets; those for administrators are found by them alone",
    "handbook.picture": "pictures of the guides",
    "certificates.verify": "anyone may check a certificate",
    "admin.logo": "on the sign-in page, too",
    "admin.accent_sheet": "on the sign-in page, too; follows from the colour in its name",
    "certificates.verification": "anyone may check a certificate",
    "records.verify_statement": "anyone may check a record statement",
    "records.shared_record": "the link itself is the key",
}


def views(app: Flask) -> list[tuple[str, object]]:
    return [(name, view) for name, view in app.view_functions.items() if name != "static"]


def test_every_route_declares_its_access(app: Flask) -> None:
    assert [name for name, view in views(app) if not hasattr(view, "access")] == []


def test_only_the_listed_routes_are_public(app: Flask) -> None:
    public = {name for name, view in views(app) if getattr(view, "access", None) is anyone}
    assert public | {"static"} == set(PUBLIC)


def test_every_other_route_sends_a_stranger_to_the_sign_in_page(client: Client, app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC:
            continue
        address = _any_address(rule)
        method = "POST" if "POST" in (rule.methods or ()) else "GET"
        answer = client.open(address, method=method)
        assert answer.status_code == 302, rule.rule
        assert "/sign-in" in answer.location, rule.rule


def _any_address(rule: Rule) -> str:
    address = rule.rule
    for argument in rule.arguments:
        kind = type(rule._converters[argument]).__name__
        value = "1" if kind == "IdConverter" else "x"
        for form in (f"<int:{argument}>", f"<{argument}>"):
            address = address.replace(form, value)
    return address


@pytest.mark.parametrize("address", ["/certificates", "/certificates/new", "/certificate-series"])
def test_officers_pages_are_forbidden_to_an_employee(client: Client, cast, address: str) -> None:
    assert client.sign_in(cast.ana).get(address).status_code == 403


def test_no_unsafe_route_answers_to_get(client: Client, cast, app: Flask) -> None:
    client.sign_in(cast.citra)
    both = {"GET", "POST"}
    assert [rule.rule for rule in app.url_map.iter_rules() if both <= (rule.methods or set())] == []


def test_every_unsafe_route_wants_the_token_of_its_form(client: Client, cast, app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    client.sign_in(cast.citra)
    taken = []
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}:
            answer = client.open(_any_address(rule), method=method, data={"csrf_token": "x"})
            taken += [rule.rule] if answer.status_code != 400 else []
    assert taken == []
