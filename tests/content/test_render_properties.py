"""For any text whatever: nothing executes, nothing passes for a part of the application."""

import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from app.content.assets import AssetFacts
from app.content.place import Marks
from app.content.render import render, render_inline

LINKS = {"assets/a.mp4": "/media/1/a.mp4", "assets/p.png": "/media/2/p.png", "x.md": "/courses/x"}
FACTS = {"assets/p.png": AssetFacts(10, 1200, 600, (("/media/3/p-800.webp", 800),))}
PIECES = [
    *("# ", "## ", "- ", "1. ", "> ", "> [!note]- ", "    ", "\t", "\n", "\n\n", "```\n", "`", "*"),
    *("**", "_", "~~", "|", "\n|---|\n", "[", "](", ")", "![", "]: ", "[^1]", "\n[^1]: ", "*[A]: "),
    *("{: .modal #main onclick=x lang=ar }", "{lang=he style=x}", "\n: ", "$", "$$", "\\", "&lt;"),
    *("<script>", "</script>", "<iframe src=x>", "<b onclick=x>", "<!--", "-->", "<math>", "<svg>"),
    *("javascript:alert(1)", "https://a.id", "https://youtu.be/abcdefghijk", "a.mp4", "p.png"),
    *(
        "\n[x](a.mp4)\n",
        "\n> **Transkrip:** ",
        "\x02",
        "\x03",
        "\ufdd0",
        "m0n0e",
        "&#x2;",
        '"',
        "'",
    ),
    *("A", "kata ", "\\frac{1}{2}", "\\text{<img src=x onerror=y>}", "=", "^", "{{", "}}"),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=40).map("".join)
VOID = {"br", "hr", "img", "track"}
FORBIDDEN = {"script", "style", "iframe", "object", "embed", "form", "input", "button", "link"}
FORBIDDEN |= {"svg", "base", "meta", "textarea", "select", "maction", "annotation-xml", "mglyph"}
BLOCKS = {"div", "figure", "p", "ul", "ol", "dl", "table", "pre", "blockquote", "details", "h2"}
CLASSES = re.compile(
    "highlight|table-scroll|footnote|footnote-ref|footnote-backref|admonition|admonition-title|note"
    "|tip|important|warning|caution|transcript|task-list|task-list-item|ta-(?:left|right|center)"
    "|player|player-facade|player-title|player-note|formula|[a-z][a-z0-9]{0,2}"
)
IDS = re.compile("(?:h|fn|fnref)-[a-z0-9-]+")
TARGETS = re.compile("https?:|mailto:|tel:|#|/media/|/courses/")


class Page(HTMLParser):
    """Reads as browsers do; `faults`: what may not be there."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.faults: list[object] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in FORBIDDEN or (tag in BLOCKS and "p" in self.open):
            self.faults.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        self.faults += [(tag, *pair) for pair in attrs if not self.is_fine(tag, *pair)]

    def is_fine(self, tag: str, name: str, value: str | None) -> bool:
        text = value or ""
        if name == "class":
            return all(CLASSES.fullmatch(word) for word in text.split())
        if name == "id":
            return bool(IDS.fullmatch(text))
        if name in ("href", "src", "poster", "data-embed"):
            return bool(TARGETS.match(text))
        return not name.startswith("on") and name not in ("style", "xlink:href", "srcdoc", "target")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")


def html_of(source: str) -> str:
    return render(source, lang="id", links=LINKS, base="x.md", facts=FACTS).html


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_gives_harmless_and_well_formed_html(source: str):
    for html in (html_of(source), render_inline(source, lang="id", links=LINKS, base="x.md")):
        page = Page(html)
        assert page.faults == [], html
        assert page.open == [], html


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_html(source: str):
    assert html_of(source) == html_of(source)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_no_mark_is_left_behind(source: str):
    assert Marks(source).prefix not in html_of(source)


def test_a_mark_cannot_be_forged():
    """It is made of the text that it would have to stand in."""
    formula = "$x$"
    stolen = Marks(formula).prefix + "n0e"
    html = html_of(f"{formula}\n\n{stolen}")
    assert html.count("<math") == 1
    assert stolen in html


def test_text_that_looks_like_markdowns_own_marks_stays_text():
    assert "<" not in html_of("klzzwxh:0000 wzxhzdk:0").replace("<p>", "").replace("</p>", "")
