"""The log helps whoever mends, and names nobody."""

import io
import json
import logging
import re
from dataclasses import replace

import pytest

from app.web import logs, tracebacks

SECRET = "rahasia-19920411"


@pytest.fixture
def log(monkeypatch):
    """What a server with this mode would write; the loggers are as before afterwards."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    stream = io.StringIO()

    def start(mode: str) -> io.StringIO:
        logs.configure(mode, stream)
        return stream

    yield start
    root.handlers[:] = before
    root.setLevel(level)
    logging.getLogger(logs.REQUESTS).setLevel(logging.NOTSET)


def lines(stream: io.StringIO) -> list[dict]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.fixture
def broken(app, monkeypatch):
    """The sign-in fails over what was typed, as a mistake of ours would."""

    def view():
        from flask import request

        return str(int(request.form["login"]))

    monkeypatch.setitem(app.view_functions, "accounts.create_session", view)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)


def test_a_request_is_one_line_with_the_rule_instead_of_the_path(client, cast, log) -> None:
    stream = log("json")
    answer = client.sign_in(cast.ana).get(f"/courses/contoh?q={SECRET}")
    (line,) = lines(stream)
    assert line["route"] == "/courses/<course_ref>"
    assert (line["method"], line["status"]) == ("GET", 200)
    assert line["bytes"] == len(answer.data)
    assert line["ms"] >= 0
    assert line["worker"] > 0
    assert line["request"] == answer.headers["X-Request-ID"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])


def test_nothing_that_a_person_sent_or_is_stands_in_the_log(client, cast, log, broken) -> None:
    stream = log("json")
    client.sign_in(cast.ana)
    client.get(f"/courses?q={SECRET}", headers={"User-Agent": SECRET, "Referer": SECRET})
    client.get(f"/verify/{SECRET}")
    client.get(f"/{SECRET}")
    failed = client.post("/session", data={"login": SECRET, "password": SECRET})
    assert failed.status_code == 500
    told = stream.getvalue()
    for private in (SECRET, cast.ana.email, cast.ana.name, cast.ana.session_key, "127.0.0.1"):
        assert private not in told


def test_an_error_of_ours_stands_there_with_its_place_and_the_number_on_the_page(
    client, log, broken
) -> None:
    stream = log("json")
    answer = client.post("/session", data={"login": SECRET})
    error = next(line for line in lines(stream) if line["level"] == "ERROR")
    assert error["message"] == "POST /session failed"
    assert error["traceback"].endswith("ValueError")
    assert 'int(request.form["login"])' in error["traceback"]
    assert error["request"] in answer.text


def test_without_the_setting_only_errors_are_told(client, cast, log, broken) -> None:
    stream = log("errors")
    client.sign_in(cast.ana).get("/")
    assert stream.getvalue() == ""
    client.post("/session", data={"login": SECRET})
    assert "ERROR" in stream.getvalue()


def test_what_is_refused_is_told_in_every_mode(client, cast, log) -> None:
    stream = log("errors")
    client.post("/session", data={"login": cast.ana.email, "password": SECRET})
    client.sign_in(cast.ana).get("/people")
    client.get("/nowhere")
    wrong, forbidden = stream.getvalue().splitlines()
    assert "WARNING lentera.requests" in wrong
    assert "method=POST route=/session status=422" in wrong
    assert "method=GET route=/people status=403" in forbidden


def test_as_text_a_request_is_a_line_too(client, cast, log) -> None:
    stream = log("text")
    client.sign_in(cast.ana).get("/courses/contoh")
    (line,) = stream.getvalue().splitlines()
    assert "route=/courses/<course_ref> status=200" in line


def test_watching_the_site_fills_no_log(client, log) -> None:
    stream = log("json")
    client.get("/health")
    client.get("/ready")
    assert stream.getvalue() == ""


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("", "-"),
    ],
)
def test_an_address_is_cut_to_its_neighbourhood(client, log, address, told) -> None:
    stream = log("json")
    client.get("/sign-in", environ_base={"REMOTE_ADDR": address})
    assert lines(stream)[0]["address"] == told


def test_a_hashed_address_shows_only_that_it_was_the_same(app, client, log, monkeypatch) -> None:
    from app.web import request_log

    config = replace(app.config["LENTERA"], log_addresses="hashed")
    with app.test_request_context(environ_base={"REMOTE_ADDR": "203.0.113.77"}):
        first = request_log._address(config, "a" * 32)
        assert re.fullmatch("[0-9a-f]{12}", first)
        assert request_log._address(config, "a" * 32) == first
        assert request_log._address(config, "b" * 32) != first


@pytest.mark.parametrize("given", ["abcdef12", "x" * 65, "short", "a b c d e f", "<b>12345678</b>"])
def test_a_number_from_a_stranger_is_not_taken_over(client, given) -> None:
    assert client.get("/health", headers={"X-Request-ID": given}).headers["X-Request-ID"] != given


def test_a_trusted_proxy_gives_the_number(client) -> None:
    def ask(given: str) -> str:
        environ = {"lentera.proxied": True}
        answer = client.get("/health", headers={"X-Request-ID": given}, environ_overrides=environ)
        return answer.headers["X-Request-ID"]

    assert ask("4f2a-77.b_1") == "4f2a-77.b_1"
    assert ask("<b>12345678</b>") != "<b>12345678</b>"


def test_a_job_names_itself_in_what_is_logged_meanwhile(log) -> None:
    stream = log("json")
    with logs.about_job(12):
        logging.getLogger("anything").warning("slow")
    logging.getLogger("anything").warning("after")
    assert [line.get("job") for line in lines(stream)] == [12, None]


def test_a_line_stays_one_line(log) -> None:
    stream = log("text")
    logging.getLogger("anything").warning("first\nERROR forged \x1b[2J")
    assert len(stream.getvalue().splitlines()) == 1
    assert "\x1b" not in stream.getvalue()


def caught(raising) -> BaseException:
    try:
        raising()
    except Exception as error:
        return error
    raise AssertionError


def test_a_traceback_says_what_is_about_the_program_or_the_machine() -> None:
    def nothing() -> None:
        None.upper()

    assert "has no attribute 'upper'" in tracebacks.describe(caught(nothing))
    full = OSError(28, "No space left on device", f"/tmp/{SECRET}")
    assert tracebacks.describe(full) == "OSError: No space left on device"


def test_a_row_that_the_database_quotes_is_left_out(app, cast) -> None:
    from app.accounts.models import Person
    from app.db import db

    def twice() -> None:
        with db.session.begin_nested():
            db.session.add(Person(name=SECRET, email=cast.ana.email))

    told = tracebacks.describe(caught(twice))
    assert "IntegrityError" in told
    assert SECRET not in told
    assert cast.ana.email not in told
