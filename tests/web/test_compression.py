"""What goes over the line compressed, and what does not."""

import gzip
import struct

import pytest
from flask import Flask, Response

from app.web import compression

TEXT = "Pelayanan yang baik dimulai dari mendengar. " * 100


def answer_of(response: Response, accept: str | None = "gzip, deflate, br") -> Response:
    app = Flask("compressed")
    compression.install(app)
    app.add_url_rule("/", "page", lambda: response)
    return app.test_client().get("/", headers={"Accept-Encoding": accept} if accept else {})


@pytest.mark.parametrize("kind", ["text/html", "text/csv", "application/json", "text/plain"])
def test_long_texts_are_compressed(kind) -> None:
    answer = answer_of(Response(TEXT, mimetype=kind))
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data).decode() == TEXT
    assert len(answer.data) < len(TEXT) / 10
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("accept", [None, "identity", "br", "gzip;q=0", "*;q=0"])
def test_who_does_not_take_gzip_gets_the_text_itself(accept) -> None:
    answer = answer_of(Response(TEXT), accept)
    assert "Content-Encoding" not in answer.headers
    assert answer.text == TEXT
    # A cache in between must not give it the other form.
    assert "Accept-Encoding" in answer.headers["Vary"]


@pytest.mark.parametrize("kind", ["application/pdf", "image/webp", "application/zip"])
def test_what_is_compressed_by_its_kind_is_left_alone(kind) -> None:
    assert "Content-Encoding" not in answer_of(Response(TEXT, mimetype=kind)).headers


def test_what_is_compressed_already_is_left_alone() -> None:
    given = gzip.compress(TEXT.encode())
    answer = answer_of(Response(given, headers={"Content-Encoding": "gzip"}))
    assert answer.data == given


def test_short_texts_and_streams_are_left_alone() -> None:
    assert "Content-Encoding" not in answer_of(Response("a" * 1023)).headers
    assert "Content-Encoding" not in answer_of(Response(iter([TEXT]))).headers


def test_the_length_of_a_page_tells_little_about_what_is_in_it() -> None:
    """RFC 1952: flags in the fourth byte, 8 for a name, which ends with a zero from the 11th on."""
    made = [compression.gzipped(TEXT.encode()) for _ in range(50)]
    names = [one[10 : one.index(0, 10)] for one in made]
    assert all(struct.unpack("B", one[3:4]) == (8,) for one in made)
    assert all(1 <= len(name) <= 100 for name in names)
    # 50 throws of a die with a hundred sides show some 39 sides.
    assert len({len(one) for one in made}) > 20


def test_the_pages_of_the_product_are_compressed_and_those_without_the_right_to_them(
    client, cast
) -> None:
    client.sign_in(cast.ana)
    for address, status in (("/courses", 200), ("/nowhere", 404), ("/certificates", 403)):
        answer = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == status
        assert answer.headers["Content-Encoding"] == "gzip", address
        assert b"</html>" in gzip.decompress(answer.data)
