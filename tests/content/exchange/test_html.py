"""HTML of other programs as Markdown: what it said, it still says."""

import pytest

from app.content.exchange.html_markdown import markdown_of
from app.content.exchange.plain import escaped, plain
from app.content.render import render

CASES = {
    "<p>a <strong>b </strong><i>c</i> <code>d`e</code></p>": "a **b** *c* ``d`e``",
    "one<br>two<br><br>three": "one  \ntwo\n\nthree",
    "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>": "- a\n    - b\n- c",
    "<ul><li>a<li>b</ul>": "- a\n- b",
    "<ol><li><p>a</p></li><li>b</li></ol>": "1. a\n2. b",
    "<table><tr><th>A</th></tr><tr><td>1|2</td></tr></table>": "| A |\n| --- |\n| 1\\|2 |",
    "<pre>x\n  y</pre>": "```\nx\n  y\n```",
    "<blockquote><p>a</p><p>b</p></blockquote>": "> a\n>\n> b",
    "<h2>Heading</h2>text": "**Heading**\n\ntext",
    '<a href="https://x.id/a b">c</a> <a href="javascript:x">d</a>': "[c](https://x.id/a%20b) d",
    '<img src="a.png" alt="A"><img src="b.png">': "![A](a.png)![](b.png)",
    "H<sub>2</sub>O, m<sup>2</sup>": "H₂O, m²",
    "<p>1. a</p><p>- b</p><p># c</p><p>&gt; d</p>": "1\\. a\n\n\\- b\n\n\\# c\n\n\\> d",
    "5 * 3 * 2, a_b, _c_, {{x}}, &lt;b&gt;": r"5 \* 3 \* 2, a_b, \_c\_, \{\{x}}, &lt;b>",
    r"<p>\(x^2\) costs $5</p>": r"$x^2$ costs \$5",
    "a<script>alert(1)</script><style>p{}</style>b": "ab",
    "<!-- secret -->a<!-- never closed": "a",
    "a < b <3": "a < b <3",
}


@pytest.mark.parametrize("html", CASES)
def test_html_becomes_markdown(html: str):
    assert markdown_of(html, picture=lambda src: src).text == CASES[html]


@pytest.mark.parametrize(
    ("html", "loss"),
    [
        ('<img src="a.png">', "@picture"),
        ("<sup>th</sup>", "@raised"),
        ("<video src=a></video>", "@media"),
        ('<table><tr><td colspan="2">a</td></tr></table>', "@spans"),
        ("<table><tr><td><ul><li>a</li></ul></td></tr></table>", "@cell-blocks"),
    ],
)
def test_what_has_no_place_is_named(html: str, loss: str):
    assert markdown_of(html).losses == {loss}


@pytest.mark.parametrize(
    "text",
    [
        "# a",
        "- a",
        "1. a",
        "> a",
        "a * b * c",
        "[x] a",
        "(x) a",
        "<b>a</b>",
        "&amp;",
        "`a`",
        "=",
        ": a",
        *["a -> b", "{{a}}", "~~~", "---", "![a](b)", "[a](b)", "5$ or $6$", "a\\b", "_a_", "+ a"],
    ],
)
def test_plain_text_is_shown_as_it_was(text: str):
    html = render(escaped(text), lang="id", links={}, base="x.md").html
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert html.strip() == f"<p>{shown}</p>"
    assert plain(escaped(text)) == text
