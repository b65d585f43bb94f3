"""One sheet for all pages, joined from one file a component."""

import gzip
import re

from flask import Flask

from app.web import static, stylesheet

CSS = static.STATIC / "css"
PICO = (static.STATIC / "vendor/pico.css").read_text("utf-8")


def test_every_component_has_its_file_and_is_in_the_sheet() -> None:
    files = {path.stem for path in (CSS / "components").glob("*.css")}
    assert files == set(stylesheet.COMPONENTS)


def test_the_order_of_the_layers_stands_before_every_rule() -> None:
    sheet = stylesheet.joined(static.STATIC).decode().lstrip()
    assert sheet.startswith("@layer pico, tokens, base, components, pages, print;")


def test_the_sheet_holds_every_rule_and_the_licence_but_no_remarks() -> None:
    sheet = stylesheet.joined(static.STATIC).decode()
    for rule in (".skip-link {", ".tabs {", "@media print {", "--paper:"):
        assert rule in sheet
    assert re.findall(r"/\*(.)", sheet) == ["!"] * PICO.count("/*!")
    assert sheet.count("{") == sheet.count("}")


def test_joined_it_weighs_less_than_its_parts() -> None:
    parts = sum(
        len(gzip.compress((static.STATIC / part).read_bytes(), 9)) for part in stylesheet.PARTS
    )
    assert len(gzip.compress(stylesheet.joined(static.STATIC), 9)) < min(parts, 20_000)


def test_every_page_links_it_under_the_name_of_its_content(client) -> None:
    page = client.get("/sign-in").text
    address = static.static_url(stylesheet.NAME)
    assert f'<link rel="stylesheet" href="{address}">' in page
    assert client.get(address).data == stylesheet.joined(static.STATIC)


def test_while_developing_a_changed_part_shows_at_once(tmp_path, monkeypatch) -> None:
    (tmp_path / "a.css").write_text("a { color: red }")
    monkeypatch.setattr(static, "STATIC", tmp_path)
    monkeypatch.setattr(stylesheet, "PARTS", ("a.css",))
    app = Flask("developed")
    app.debug = True
    static.install(app)
    address = app.jinja_env.globals["static_url"](stylesheet.NAME)
    assert app.test_client().get(address).text == "a { color: red }"
    (tmp_path / "a.css").write_text("a { color: blue }")
    answer = app.test_client().get(address)
    assert (answer.mimetype, answer.text) == ("text/css", "a { color: blue }")
