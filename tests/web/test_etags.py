"""A page is sent again when, and only when, it reads otherwise."""

from datetime import UTC, datetime

import pytest
import time_machine

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


def again(client, address, answer, **headers):
    return client.get(address, headers={"If-None-Match": answer.headers["ETag"], **headers})


@pytest.mark.parametrize("address", ["/", "/courses", "/courses/contoh", "/record", "/verify"])
def test_an_unchanged_page_is_not_sent_again(client, cast, address) -> None:
    # The token in the page is signed by the second, so it is another one.
    with time_machine.travel(NOON) as clock:
        client.sign_in(cast.ana)
        first = client.get(address)
        clock.shift(5)
        second = again(client, address, first)
    assert first.status_code == 200
    assert second.status_code == 304
    assert second.data == b""
    # What a browser does with its own copy stays in force.
    assert second.headers["Cache-Control"] == "private, no-cache"
    assert "frame-ancestors 'none'" in second.headers["Content-Security-Policy"]


def test_compressed_or_not_it_is_the_same_page(client, cast) -> None:
    client.sign_in(cast.ana)
    first = client.get("/courses", headers={"Accept-Encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip"
    assert again(client, "/courses", first).status_code == 304


def test_a_change_of_language_or_person_is_another_page(client, cast) -> None:
    client.sign_in(cast.ana, language="id")
    first = client.get("/courses")
    client.sign_in(cast.ana, language="en")
    assert again(client, "/courses", first).status_code == 200
    client.sign_in(cast.budi, language="id")
    assert again(client, "/courses", first).status_code == 200


def test_progress_is_another_page(client, cast) -> None:
    client.sign_in(cast.ana)
    first = client.get("/courses/contoh")
    assert client.post("/courses/contoh/enrolment").status_code == 302
    assert again(client, "/courses/contoh", first).status_code == 200


def test_a_page_whose_token_a_new_session_would_refuse_is_sent_again(client, cast) -> None:
    client.sign_in(cast.ana)
    first = client.get("/courses")
    with client.session_transaction() as session:
        session["csrf_token"] = "0" * 40
    assert again(client, "/courses", first).status_code == 200


def test_a_message_that_is_shown_once_is_never_lost_nor_shown_twice(client, cast) -> None:
    client.sign_in(cast.ana)
    quiet = client.get("/courses")
    with client.session_transaction() as session:
        session["_flashes"] = [("good", "Jawaban Anda tersimpan")]
    told = again(client, "/courses", quiet)
    assert told.status_code == 200
    assert "Jawaban Anda tersimpan" in told.text
    after = again(client, "/courses", told)
    assert after.status_code == 200
    assert "Jawaban Anda tersimpan" not in after.text


def test_pages_that_must_not_be_kept_have_no_tag(client, cast) -> None:
    client.sign_in(cast.ana)
    client.post("/courses/contoh/enrolment")
    attempt = client.post("/courses/contoh/modules/kuis-latihan/attempts").headers["Location"]
    page = client.get(attempt)
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "ETag" not in page.headers


def test_errors_and_what_is_no_page_have_no_tag(client, cast) -> None:
    client.sign_in(cast.ana)
    assert "ETag" not in client.get("/nowhere").headers
    assert "ETag" not in client.post("/courses/contoh/enrolment").headers
