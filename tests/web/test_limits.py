"""Too much is refused with a page that says what was too much."""

import pytest


def test_an_address_too_long_is_told_in_the_readers_language(client, cast) -> None:
    client.sign_in(cast.ana, language="en")
    answer = client.get("/courses?q=" + "x" * 4001)
    assert answer.status_code == 414
    assert "The address is too long" in answer.text


def test_a_long_search_is_still_a_search(client, cast) -> None:
    assert client.sign_in(cast.ana).get("/courses?q=" + "x" * 3000).status_code == 200


@pytest.mark.parametrize(("count", "status"), [(200, 200), (201, 400)])
def test_an_address_has_only_so_many_parts(client, cast, count, status) -> None:
    query = "&".join(["q=x"] * count)
    assert client.sign_in(cast.ana).get(f"/courses?{query}").status_code == status


@pytest.mark.parametrize(("count", "status"), [(4990, 422), (5001, 413)])
def test_a_form_has_only_so_many_fields(client, count, status) -> None:
    assert client.post("/session", data={"x": ["1"] * count}).status_code == status


def test_a_form_is_smaller_than_a_megabyte(client, cast) -> None:
    client.sign_in(cast.ana, language="en")
    answer = client.post("/session", data={"login": "x" * 1024 * 1024})
    assert answer.status_code == 413
    assert "Too much was sent at once" in answer.text


def test_a_file_from_somebody_who_may_not_send_one_is_not_read(client, cast) -> None:
    from io import BytesIO

    client.sign_in(cast.ana)
    sent = {"file": (BytesIO(b"x" * 2 * 1024 * 1024), "kursus.zip")}
    answer = client.post("/studio/drafts", data=sent, content_type="multipart/form-data")
    assert answer.status_code == 413
