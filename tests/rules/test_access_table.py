"""The table `access.txt` beside this file says who may open what, and is held to it.

A line: method, route, a verdict for each of ACTORS, and why. No page is drawn: policies and queries
decide, and the pages have their own tests.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import flask.templating
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.db import db
from tests.factories.cast import Cast
from tests.rules.actors import ACTORS, gather
from tests.rules.belongings import SPECIAL, Marks, lay_out

TABLE = Path(__file__).with_name("access.txt")
METHODS = {"GET", "POST"}
ANYTHING = "x"


class Row(NamedTuple):
    method: str
    route: str
    verdicts: tuple[str, ...]
    reason: str


def rows() -> list[Row]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if line[:1] not in ("", "#")]
    return [read(line) for line in lines]


def read(line: str) -> Row:
    front, _, reason = line.partition(" | ")
    method, route, *verdicts = front.split()
    return Row(method, route, tuple(verdicts), reason.strip())


def routes(app: Flask) -> Iterator[tuple[str, Rule]]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            for method in METHODS & (rule.methods or set()):
                yield method, rule


def address(rule: Rule, marks: Marks) -> str:
    """An argument for which nothing is laid out takes any text or number."""
    own = {**marks, **SPECIAL.get(rule.endpoint, {})}

    def filled(found: re.Match[str]) -> str:
        kind, name = found.group(1), found.group(2)
        return str(own.get(name, 1 if kind == "int:" else ANYTHING))

    return re.sub(r"<(int:)?(\w+)>", filled, rule.rule)


def verdict_of(answer: TestResponse) -> str:
    """`ok`: whatever the route answers to whom it lets in; `in`: on to the sign-in page."""
    if answer.status_code == 302 and answer.location.partition("?")[0] == "/sign-in":
        return "in"
    is_known = answer.status_code < 500 and answer.status_code not in (403, 404)
    return "ok" if is_known else str(answer.status_code)


def asked(app: Flask, cast: Cast) -> dict[tuple[str, str], tuple[str, ...]]:
    """(method, route) → what every actor really gets; whatever a request writes is taken back."""
    people, marks = gather(cast), lay_out(cast)
    found: dict[tuple[str, str], list[str]] = {}
    for name in ACTORS:
        client = app.test_client()
        if person := people[name]:
            client.sign_in(db.session.merge(person))
        cookie = client.get_cookie("session")
        for method, rule in routes(app):
            if cookie:  # anew: one of the routes signs out
                client.set_cookie("session", cookie.value)
            answer = _taken_back(client, method, address(rule, marks))
            found.setdefault((method, rule.rule), []).append(verdict_of(answer))
    return {key: tuple(verdicts) for key, verdicts in found.items()}


def _taken_back(client: FlaskClient, method: str, address: str) -> TestResponse:
    db.session.remove()
    point = db.engine.begin_nested()
    try:
        return client.open(address, method=method)
    finally:
        db.session.remove()
        point.rollback()


def test_every_route_stands_in_the_table_once_with_its_reason(app: Flask) -> None:
    listed = [(row.method, row.route) for row in rows()]
    assert sorted(listed) == sorted((method, rule.rule) for method, rule in routes(app))
    assert [row for row in rows() if len(row.verdicts) != len(ACTORS) or not row.reason] == []


def test_everybody_gets_what_the_table_says(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("who may do what does not depend on the database")
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setattr(flask.templating, "_render", lambda *_drawn: "")
    monkeypatch.setattr(flask.templating, "_stream", lambda *_drawn: iter(()))
    got = asked(app, cast)
    said = {(row.method, row.route): row.verdicts for row in rows()}
    wrong = [
        f"{method} {route} for {name}: {is_so}, not {should}"
        for (method, route), verdicts in got.items()
        for name, is_so, should in zip(ACTORS, verdicts, said[method, route], strict=True)
        if is_so != should
    ]
    assert wrong == []
