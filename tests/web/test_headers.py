"""What a browser may do with each kind of answer, told to it in headers."""

import pytest
from flask import session

from app.config import from_environment
from app.factory import create_app
from app.web.headers import policy_of
from app.web.static import static_url


@pytest.mark.parametrize(
    ("hosts", "frames"),
    [
        (("youtube",), "frame-src https://www.youtube-nocookie.com"),
        (("vimeo",), "frame-src https://player.vimeo.com"),
    ],
)
def test_only_the_hosts_that_are_set_may_be_framed(hosts, frames) -> None:
    assert frames in policy_of(hosts).split("; ")


def test_without_hosts_nothing_may_be_framed() -> None:
    rules = policy_of(()).split("; ")
    assert "default-src 'none'" in rules
    assert not any(rule.startswith("frame-src") for rule in rules)


def test_pages_carry_the_policy_and_tell_scripts_the_same_hosts(client, cast) -> None:
    answer = client.sign_in(cast.ana).get("/courses/contoh")
    assert "frame-src https://www.youtube-nocookie.com" in answer.headers["Content-Security-Policy"]
    assert 'data-hosts="youtube vimeo"' in answer.text


KINDS = [
    ("GET", "/", 200),
    ("GET", "/sign-in", 200),
    ("GET", "/health", 200),
    ("GET", "/record", 200),
    ("GET", "/nowhere", 404),
    ("GET", "/studio", 403),
    ("GET", "/session", 405),
    ("POST", "/courses/contoh/enrolment", 302),
    ("POST", "/session", 422),
    ("GET", "/?" + "x" * 5000, 414),
]


@pytest.mark.parametrize(("method", "address", "status"), KINDS)
def test_every_kind_of_answer_is_guarded(client, cast, method, address, status) -> None:
    if address != "/sign-in":
        client.sign_in(cast.ana)
    answer = client.open(address, method=method)
    assert answer.status_code == status
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "object-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    assert "private" in answer.headers["Cache-Control"]
    assert "Strict-Transport-Security" not in answer.headers


def test_an_error_of_ours_is_guarded_too(app, client, cast, monkeypatch) -> None:
    monkeypatch.setitem(app.view_functions, "home.index", lambda: 1 / 0)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    try:
        answer = client.sign_in(cast.ana).get("/")
    finally:
        app.config["PROPAGATE_EXCEPTIONS"] = None
    assert answer.status_code == 500
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Request-ID"] in answer.text


def test_a_download_may_do_nothing_should_it_be_shown(client, cast) -> None:
    answer = client.sign_in(cast.citra).get("/quizzes/contoh/ujian-akhir/export.csv")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("endpoint", "address"),
    [
        ("studio.survey", "/studio/courses/x/surveys/y"),
        ("studio.survey_answers", "/studio/courses/x/surveys/y/answers/z"),
    ],
)
def test_answers_to_surveys_are_kept_nowhere_though_the_studio_may_be(
    app, client, monkeypatch, endpoint, address
) -> None:
    monkeypatch.setitem(app.view_functions, endpoint, lambda **_: "answers")
    answer = client.get(address)
    assert answer.text == "answers"
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "address"),
    [("ana", "/profile"), ("budi", "/team"), ("citra", "/certificates"), ("citra", "/quizzes")],
)
def test_pages_about_people_are_kept_nowhere(client, cast, name, address) -> None:
    answer = client.sign_in(getattr(cast, name)).get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers


def test_with_tls_every_answer_keeps_browsers_with_it(tmp_path) -> None:
    app = create_app(
        from_environment(
            {"LENTERA_INSTANCE": str(tmp_path), "LENTERA_BASE_URL": "https://belajar.example"}
        )
    )
    for address in ("/health", "/nowhere", static_url("css/prose.css")):
        told = app.test_client().get(address).headers["Strict-Transport-Security"]
        assert told == "max-age=31536000; includeSubDomains"


def test_with_tls_the_sessions_cookie_stays_with_it_and_with_this_host(tmp_path) -> None:
    app = create_app(
        from_environment(
            {"LENTERA_INSTANCE": str(tmp_path), "LENTERA_BASE_URL": "https://belajar.example"}
        )
    )
    with app.test_request_context(base_url="https://belajar.example"):
        session["language"] = "id"
        answer = app.response_class()
        app.session_interface.save_session(app, session, answer)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-lentera=")
    assert set(cookie.split("; ")[1:]) == {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"}


def test_a_static_file_is_for_this_site_alone(client) -> None:
    answer = client.get(static_url("css/prose.css"))
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
