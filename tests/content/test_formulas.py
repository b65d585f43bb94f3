"""Formulas become MathML that reads aloud and executes nothing; prices stay text."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.content import formulas
from app.content.formulas import formulas_in, mathml
from app.content.lines import lines_of
from app.content.render import render, render_inline
from tests.content.reading import codes, read

PIECES = [
    *("\\frac", "\\sqrt", "{", "}", "^", "_", "x", "12", ",", "&", "\\\\", "<", '"', "\\text{"),
    *("\\begin{matrix}", "\\end{matrix}", "\\left(", "\\right)", "\\sum", "\\href{javascript:1}"),
    *("\\style{color:red}", "\\class{a}", "\\color{red}", "%", "#", "~", "'", "\\over", " ", "\\"),
]
ALLOWED = {"math", "mrow", "mi", "mo", "mn", "mtext", "mspace", "mfrac", "msqrt", "mroot", "msub"}
ALLOWED |= {"msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mstyle"}
ALLOWED |= {"mpadded", "mphantom", "menclose"}


def html_of(source: str) -> str:
    return render(source, lang="id", links={}, base="x.md").html


def latex_in(source: str) -> list[tuple[int, str]]:
    return [(found.line, found.latex) for found in formulas_in(lines_of(source)[0])]


def test_a_formula_in_a_sentence_is_mathml_with_its_source_as_words():
    assert html_of("Luas $x^2$ ya") == (
        '<p>Luas <math alttext="x^2"><mrow><msup><mi>x</mi><mn>2</mn></msup></mrow></math> ya</p>'
    )


def test_a_formula_of_its_own_is_a_block_that_scrolls_within_itself():
    html = html_of("$$\n\\frac{a}{b}\n$$")
    assert html.startswith('<div class="formula"><math display="block"')
    assert "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>" in html


def test_a_formula_stands_in_a_choice_and_in_a_quote():
    assert "<msup>" in render_inline("$x^2$", lang="id", links={}, base="x.md")
    assert '<blockquote>\n<div class="formula">' in html_of("> $$x > 1$$")


@pytest.mark.parametrize(
    "source",
    [
        "Harga $5 dan $10",
        "$5/$10",
        "US$ 5 atau US$ 6",
        "`$x$`",
        "\\$x\\$",
        "$ x $",
        "a$",
        "$$",
        "$x",
    ],
)
def test_a_price_is_no_formula(source: str):
    assert "<math" not in html_of(source)
    assert latex_in(source) == []


@pytest.mark.parametrize("written", ["2,5", "2{,}5"])
def test_a_decimal_comma_stays_with_its_number(written: str):
    assert "<mn>2,5</mn>" in str(mathml(written))


def test_what_cannot_be_read_is_shown_as_written():
    assert html_of("a $\\asing{x}$ b") == "<p>a <code>$\\asing{x}$</code> b</p>"
    assert html_of("$$\n\\frac{1}{\n$$") == '<pre tabindex="0">$$\\frac{1}{$$</pre>'


@pytest.mark.parametrize(
    "latex",
    [
        "\\frac{1}{",
        "x^",
        "}{",
        "\\begin{matrix} a",
        "\\left( x",
        "\\tiada",
        "",
        "\\newcommand{\\a}{\\a\\a}\\a",
        "\\def\\a{\\a\\a}\\a",
        "\\href{javascript:alert(1)}{x}",
        "\\style{color:red}{x}",
        "\\class{modal}{x}",
        "{" * 30 + "x" + "}" * 30,
        "^" * 900,
        "x" * 1_001,
        "x = \ue000",
    ],
)
def test_a_formula_is_refused_rather_than_half_shown(latex: str):
    assert mathml(latex) is None


def test_texts_in_a_formula_are_escaped():
    html = str(mathml('\\text{<script>alert(1)</script> &lt;b&gt; "}'))
    assert "<script" not in html
    assert "<b>" not in html


def test_a_heading_keeps_its_formula_in_words_in_the_outline():
    rendered = render("## Rumus $x^2$", lang="id", links={}, base="x.md")
    assert rendered.outline == ((2, "h-rumus-x-2", "Rumus x^2"),)
    assert "<msup>" in rendered.html


def test_markup_within_a_formula_is_none():
    html = html_of("$a<b$ dan $c>d$ serta $a_1$ dan $b_2$")
    assert html.count("<math") == 4
    assert "<em>" not in html


def test_the_checker_takes_nothing_in_a_formula_for_html():
    _, findings = read("Bila $a <b > c$ dan $x<y$ maka $y>z$.", front="type: lesson")
    assert findings == []


def test_a_gap_within_a_formula_is_told():
    _, findings = read("## Hitung {#q-a}\n\nNilai $x = {{= 4}}$.\n")
    assert codes(findings) == [(8, "E714")]


def test_the_checker_finds_formulas_with_their_lines():
    source = "Satu $a$ dua\n$b$\n\n$$\nc\n$$\n\n> kutip\n> $d\n> e$\n\n    $kode$"
    assert latex_in(source) == [(1, "a"), (2, "b"), (4, "c"), (9, "d\ne")]


def test_a_formula_too_long_and_one_unreadable_are_told_at_their_lines():
    _, findings = read(f"A $\\asing$\n\nB ${'x' * 1001}$\n\nC $$y$$ d", front="type: lesson")
    assert codes(findings) == [(6, "E714"), (8, "E713"), (10, "W704")]


def test_so_many_formulas_that_reading_them_takes_long_are_refused(monkeypatch):
    monkeypatch.setattr(formulas, "MOST", 3)
    _, findings = read("$a$ $b$\n\n$c$\n\n$d$ $e$", front="type: lesson")
    assert codes(findings) == [(10, "E715")]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_formula_crashes_or_lets_anything_through(latex: str):
    html = mathml(latex)
    if html is None:
        return
    tree = ElementTree.fromstring(html)
    assert {node.tag for node in tree.iter()} <= ALLOWED
    names = {name for node in tree.iter() for name in node.attrib}
    assert not names & {"href", "style", "class", "id", "actiontype", "xlink:href", "src"}
    assert tree.attrib["alttext"] == latex or re.search(r"\s", latex)


def test_dollars_of_two_paragraphs_hide_no_html_between_them():
    source = "Harga a$b <i>satu</i>\n\ndan <b>dua</b> c$d\n>\n> <u>tiga</u> e$f\n"
    assert codes(read(source, front="type: lesson")[1]) == [
        *((6, "W701"), (8, "W701"), (10, "W701")),
    ]
    assert not re.search("&lt;|<[ibu]>", html_of(source))
