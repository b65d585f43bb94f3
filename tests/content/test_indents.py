"""Lists nest however an author indents them, and what stands in an item stays in it."""

import re

import pytest

from app.content.indents import with_even_indents
from app.content.lines import lines_of
from app.content.render import render

NESTED = "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"


def html_of(source: str) -> str:
    html = render(source, lang="id", links={}, base="x.md").html
    return re.sub(r"\n(?=<)|(?<=>)\n", "", html)


@pytest.mark.parametrize(
    "source",
    [
        "- a\n  - b\n    - c\n- d",
        "- a\n   - b\n      - c\n- d",
        "- a\n    - b\n        - c\n- d",
        "- a\n\t- b\n\t\t- c\n- d",
        "-   a\n    -   b\n        -   c\n-   d",
        "- a\n        - b\n                - c\n- d",
        " - a\n   - b\n     - c\n - d",
    ],
)
def test_two_to_eight_columns_nest_alike(source: str):
    assert html_of(source) == NESTED


def test_a_numbered_list_holds_bullets_and_paragraphs():
    html = html_of("1. x\n   - y\n\n     lanjut\n2. z")
    assert html == (
        "<ol><li><p>x</p><ul><li><p>y</p><p>lanjut</p></li></ul></li><li><p>z</p></li></ol>"
    )


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_code_in_an_item_keeps_its_own_indent(fence: str):
    html = html_of(f"1. a\n   {fence}text\n   x\n     y\n   {fence}\n2. b")
    assert "x\n  y" in re.sub(r"<[^>]+>", "", html)
    assert html.count("<ol>") == 1
    assert html.endswith("<li><p>b</p></li></ol>")


def test_a_quote_and_a_table_stand_within_their_items():
    assert "<li><p>a</p><blockquote><p>q</p></blockquote></li>" in html_of("- a\n  > q\n- b")
    html = html_of("- a\n  | x | y |\n  |---|---|\n  | 1 | 2 |\n- b")
    assert "<td>1</td>" in html
    assert html.endswith("<li><p>b</p></li></ul>")


def test_lists_in_a_quote_nest_too():
    assert "<li>a<ul><li>b</li></ul></li>" in html_of("> - a\n>   - b\n>\n> teks")


@pytest.mark.parametrize(
    "source",
    [
        "- a\n- b\n\nteks\n\n    kode",
        "teks\n- bukan daftar",
        "- a\nlanjut\n- b",
        "* * *\n- - -",
        "Istilah\n:   a\n\n    b",
        "[^1]: a\n\n    b\n\nx[^1]",
        "```\n- a\n  - b\n```",
        "| a |\n|---|\n| - b |",
        "",
    ],
)
def test_what_is_even_already_stays(source: str):
    assert "\n".join(line.raw for line in with_even_indents(lines_of(source)[0])) == source


def test_masked_and_raw_text_stay_as_long_as_each_other():
    source = "- a `x`\n  - b `y`\n\t\t> c\n\n   ```\n  z\n   ```\n- d"
    for line in with_even_indents(lines_of(source)[0]):
        assert len(line.raw) == len(line.masked)
        assert line.raw.strip().startswith(line.masked.strip()[:2].replace("\x00", ""))
