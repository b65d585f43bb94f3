"""The page that shows the design system leaves nothing out."""

import re

import pytest

from app.config import ROOT
from app.styleguide import palette

UI = ROOT / "templates/ui"
SAMPLES = ROOT / "templates/styleguide/samples"
# Shown to each role once, and put away by its reader: it needs a person, not a sample.
PERSONAL = {"hint"}


@pytest.fixture
def page(client, cast) -> str:
    answer = client.sign_in(cast.eko).get("/styleguide")
    assert answer.status_code == 200
    return answer.text


def test_every_file_of_macros_is_shown_by_a_sample() -> None:
    macros = {path.stem for path in UI.glob("[!_]*.html")} - PERSONAL
    used = {
        name
        for path in SAMPLES.glob("*.html")
        for name in re.findall(r'from "ui/(\w+)\.html"', path.read_text("utf-8"))
    }
    assert macros - used == set()


def test_every_sample_stands_on_the_page_in_both_themes(page) -> None:
    for path in SAMPLES.glob("*.html"):
        assert f'id="{path.stem}"' in page, path.stem
    for theme in ("light", "dark"):
        assert page.count(f'data-theme="{theme}"') == len(list(SAMPLES.glob("*.html")))


def test_no_id_stands_twice(page) -> None:
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_every_token_stands_on_the_page(page) -> None:
    sheet = (ROOT / "static/css/tokens.css").read_text("utf-8")
    names = re.findall(r"^    --(?!pico|sans|mono|light|dark)([\w-]+):", sheet, re.MULTILINE)
    unseen = {"measure", "page", "motion", "shadow", "shadow-raised", "tick"}
    assert len(names) > 40
    for name in set(names) - unseen:
        assert f"--{name}</code>" in page, name


def test_the_code_of_a_sample_is_its_own_file(page) -> None:
    assert "{{ button(_(&#34;Save&#34;), disabled=True) }}" in page


def test_it_is_for_authors_and_administrators(client, cast) -> None:
    client.sign_in(cast.ana)
    assert client.get("/styleguide").status_code == 403
    assert client.post("/styleguide").status_code == 405


def test_the_studio_leads_there(client, cast) -> None:
    assert 'href="/styleguide"' in client.sign_in(cast.eko).get("/studio").text


# Numbers of the definition's own examples, and of WebAIM's checker.
@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000", "#fff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#000000", 5.25),
    ],
)
def test_contrast_is_computed_as_wcag_defines_it(one, other, ratio) -> None:
    assert palette.contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert palette.contrast(other, one) == pytest.approx(ratio, abs=0.01)


def test_colours_are_read_as_pairs_or_alone_in_their_order() -> None:
    sheet = """
    --paper: var(--light, #fbfaf6) var(--dark, #141923);
    --on-accent: #1b1505;
    --shadow: var(--light, 0 1px 2px red) var(--dark, none);
    --ink: var(--light, #000) var(--dark, #fff);
    """
    assert palette.colours_in(sheet) == [
        palette.Colour("paper", "#fbfaf6", "#141923"),
        palette.Colour("on-accent", "#1b1505", "#1b1505"),
        palette.Colour("ink", "#000", "#fff"),
    ]


def test_every_colour_of_ours_has_the_contrast_it_needs_in_both_themes() -> None:
    sheet = (ROOT / "static/css/tokens.css").read_text("utf-8")
    rows = palette.combinations_of(palette.colours_in(sheet))
    weak = [row for row in rows if min(row.light, row.dark) < row.least]
    assert weak == []
    assert len(rows) > 25
