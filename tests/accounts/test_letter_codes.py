"""The code of a letter: typed as people type, it leads where the letter's link does."""

import pytest
from sqlalchemy import update

from app.accounts import letter_codes, letters
from app.accounts.models import OneTimeLink, Person, SignInThrottle, is_password_of
from app.db import db
from app.kit import clock
from app.kit.qr import qr_svg
from tests.factories.letters import code_on, scanned, words_on

NEW = "sapi-lampu-gunting"


@pytest.fixture
def letter(client, cast) -> bytes:
    client.sign_in(cast.citra)
    return client.post(f"/people/{cast.ana.id}/letters").data


def stranger(app):
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["language"] = "en"
    return browser


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7KQ4-M2XN-09TD", "7KQ4M2XN09TD"),
        ("7kq4m2xn09td", "7KQ4M2XN09TD"),
        (" 7KQ4 M2XN 09TD ", "7KQ4M2XN09TD"),
        ("7KQ4–M2XN–O9TD", "7KQ4M2XN09TD"),
        ("1i1l-LI00-oOoO", "111111000000"),
        ("7KQ4-M2XN-09T", None),
        ("7KQ4-M2XN-09TDD", None),
        ("7KQ4-M2XN-09TU", None),
        ("7KQ4-M2XN-09T²", None),
        ("", None),
    ],
)
def test_what_looks_alike_is_forgiven_and_nothing_else(typed, code) -> None:
    assert letter_codes.read_code(typed) == code


def test_codes_are_of_the_alphabet_and_differ() -> None:
    codes = {letter_codes.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert {sign for code in codes for sign in code} == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


def test_the_code_leads_to_the_same_page_as_the_square(app, letter) -> None:
    answer = stranger(app).post("/password", data={"code": code_on(letter)})
    assert (answer.status_code, answer.location) == (302, scanned(letter))


def test_a_typed_code_ends_in_a_password(client, app, cast, letter) -> None:
    anyone = stranger(app)
    typed = code_on(letter).lower().replace("-", " ")
    page = anyone.post("/password", data={"code": typed}, follow_redirects=True)
    assert "Ana signs in with this password" in page.text
    anyone.post(page.request.path, data={"new": NEW, "again": NEW})
    assert anyone.get("/").status_code == 200
    assert is_password_of(db.session.get_one(Person, cast.ana.id), NEW)
    again = stranger(app).post("/password", data={"code": typed}, follow_redirects=True)
    assert again.status_code == 404
    assert "This link does not work any more" in again.text


def test_the_letter_names_the_page_where_its_code_is_typed(letter) -> None:
    assert "http://localhost/password\n" in words_on(letter) + "\n"


def test_a_new_letter_voids_the_code_of_the_one_before(client, app, cast, letter) -> None:
    newer = client.post(f"/people/{cast.ana.id}/letters").data

    def opened_by(paper: bytes) -> int:
        typed = {"code": code_on(paper)}
        return stranger(app).post("/password", data=typed, follow_redirects=True).status_code

    assert (opened_by(letter), opened_by(newer)) == (404, 200)


def test_a_code_that_is_over_is_told_as_such_and_not_as_mistyped(app, letter) -> None:
    db.session.execute(update(OneTimeLink).values(expires_at=clock.now()))
    db.session.commit()
    typed = {"code": code_on(letter)}
    page = stranger(app).post("/password", data=typed, follow_redirects=True)
    assert "This link does not work any more" in page.text
    assert "Compare each sign" not in page.text
    wrong = stranger(app).post("/password", data={"code": "000000000000"})
    assert wrong.status_code == 422
    assert "This code opens nothing. Compare each sign" in wrong.text


def test_the_square_holds_the_address_that_a_click_opens() -> None:
    ways = letters._ways("https://belajar.kota.example", code="7KQ4M2XN09TD", token="t-1")
    assert ways["url"] == "https://belajar.kota.example/password/t-1"
    assert ways["qr"] == qr_svg("https://belajar.kota.example/password/t-1")
    assert ways["qr"] != qr_svg("https://belajar.kota.example/password")


@pytest.mark.parametrize(
    ("typed", "words"), [("", "Type the code."), ("7KQ4", "A code has 12 letters and digits")]
)
def test_what_can_be_no_code_is_refused_and_not_counted(app, cast, typed, words) -> None:
    answer = stranger(app).post("/password", data={"code": typed})
    assert answer.status_code == 422
    assert words in answer.text
    assert db.session.query(SignInThrottle).count() == 0


def test_who_guesses_codes_is_slowed_down_with_the_right_one_too(app, letter) -> None:
    guesser = stranger(app)
    codes = [guesser.post("/password", data={"code": f"{n:012d}"}).status_code for n in range(40)]
    assert codes == [422] * 40
    blocked = guesser.post("/password", data={"code": code_on(letter)})
    assert blocked.status_code == 429
    assert int(blocked.headers["Retry-After"]) > 0
    assert "Too many attempts." in blocked.text


def test_the_right_code_as_the_fortieth_attempt_leaves_the_door_open(app, letter) -> None:
    anyone = stranger(app)
    for n in range(39):
        anyone.post("/password", data={"code": f"{n:012d}"})
    for _ in range(2):
        assert anyone.post("/password", data={"code": code_on(letter)}).status_code == 302


def test_a_right_code_gives_its_own_attempt_back_and_no_other(app, letter) -> None:
    anyone = stranger(app)
    for code in ("000000000000", "000000000001", code_on(letter)):
        anyone.post("/password", data={"code": code})
    rows = db.session.query(SignInThrottle).all()
    assert [(row.key, row.failures) for row in rows] == [("address:127.0.0.1", 2)]


def test_the_database_holds_neither_code_nor_link(cast, letter) -> None:
    row = db.session.query(OneTimeLink).one()
    kept = {str(value) for value in vars(row).values()}
    code = code_on(letter).replace("-", "")
    assert not kept & {code, scanned(letter).rpartition("/")[2]}
    assert letter_codes.token_of(code, key="another key") not in scanned(letter)


def test_looking_at_the_page_changes_nothing(app) -> None:
    assert stranger(app).get("/password").status_code == 200
    assert "/password" in stranger(app).get("/sign-in").text
    assert db.session.query(SignInThrottle).count() == 0


def test_without_passwords_there_is_no_such_page(app, client, monkeypatch) -> None:
    from dataclasses import replace

    config = replace(app.config["LENTERA"], passwords=False)
    monkeypatch.setitem(app.config, "LENTERA", config)
    assert client.get("/password").status_code == 404
    assert client.post("/password", data={"code": "7KQ4M2XN09TD"}).status_code == 404
    assert 'href="/password"' not in client.get("/sign-in").text
