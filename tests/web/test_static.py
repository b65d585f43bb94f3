"""Static files: a new name for every content, kept for good, compressed beforehand."""

import gzip

import pytest
from flask import Flask

from app.config import ConfigError
from app.web import static, stylesheet

CSS = "css/prose.css"


def test_a_file_is_kept_for_good_and_arrives_compressed(client) -> None:
    answer = client.get(static.static_url(CSS), headers={"Accept-Encoding": "gzip, br"})
    assert answer.status_code == 200
    assert answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(answer.data) == (static.STATIC / CSS).read_bytes()


def test_without_gzip_it_arrives_as_it_is(client) -> None:
    answer = client.get(static.static_url(CSS))
    assert "Content-Encoding" not in answer.headers
    assert answer.data == (static.STATIC / CSS).read_bytes()


def test_a_picture_that_is_opened_by_itself_can_run_nothing(client) -> None:
    answer = client.get(static.static_url("img/favicon.svg"))
    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_name_without_its_content_is_no_address(client) -> None:
    assert client.get(f"/static/{CSS}").status_code == 404


def test_while_developing_a_file_is_read_anew_each_time() -> None:
    app = Flask("developed")
    app.debug = True
    static.install(app)
    address = app.jinja_env.globals["static_url"](CSS)
    answer = app.test_client().get(address)
    assert answer.data == (static.STATIC / CSS).read_bytes()
    assert answer.headers["Cache-Control"] == "max-age=0, public"


def test_another_content_is_another_name_and_the_former_one_stays(tmp_path, monkeypatch) -> None:
    files, instance = tmp_path / "files", tmp_path / "instance"
    (files / "css").mkdir(parents=True)
    monkeypatch.setattr(stylesheet, "PARTS", ())
    instance.mkdir()
    monkeypatch.setattr(static, "STATIC", files)
    static.static_url.cache_clear()
    for content in ("a { color: red }", "a { color: blue }"):
        (files / "css" / "a.css").write_text(content)
        served = static.prepare(instance)
        static.static_url.cache_clear()
    found = {path.read_text() for path in served.glob("css/a.*.css")}
    assert found == {"a { color: red }", "a { color: blue }"}
    assert len(list(served.glob("css/a.*.css.gz"))) == 2
    # Nothing half-written is left behind.
    assert [path.name for path in instance.iterdir()] == ["static"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path) -> None:
    (tmp_path / "static").write_text("a file stands in the way")
    with pytest.raises(ConfigError, match=str(tmp_path)):
        static.prepare(tmp_path)
