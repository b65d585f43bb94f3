"""Words of HTML as Markdown: emphasis, code, links, pictures, raised figures."""

import re
from collections.abc import Callable
from urllib.parse import quote

from app.content.exchange.html_tree import Element
from app.content.exchange.plain import escaped
from app.content.links import is_allowed

SUBSCRIPT = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
SUPERSCRIPT = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
BLANKS = re.compile(r"[ \t\n\r\f]+")
MEDIA = ("audio", "video", "iframe", "embed", "input", "select", "button")
BREAK = "\x00"
"""A line break, until the blanks around it are settled; no text from outside holds it."""

Place = Callable[[str], str]
"""Where a picture's address leads in the course; "" leaves the picture out."""


class Inline:
    def __init__(self, picture: Place) -> None:
        self.picture = picture
        self.losses: set[str] = set()

    def line(self, nodes: list[Element | str]) -> str:
        return "".join(self.word(node) for node in nodes)

    def word(self, node: Element | str) -> str:
        if isinstance(node, str):
            return escaped(BLANKS.sub(" ", node.replace(BREAK, "")), starts_line=False)
        if node.tag in MEDIA:
            self.losses.add("@media")
        return WORDS.get(node.tag, Inline.plain)(self, node)

    def plain(self, node: Element) -> str:
        return self.line(node.children)

    def pause(self, node: Element) -> str:
        return BREAK

    def strong(self, node: Element) -> str:
        return around(self.plain(node).replace("**", ""), "**")

    def emphasis(self, node: Element) -> str:
        return around(self.plain(node), "*")

    def code(self, node: Element) -> str:
        text = " ".join(text_in(node).split())
        ticks = "`" * (longest_run(text, 0) + 1)
        pad = " " if text.startswith("`") or text.endswith("`") else ""
        return f"{ticks}{pad}{text}{pad}{ticks}" if text else ""

    def raised(self, node: Element) -> str:
        """Figures have characters of their own; other text loses its height."""
        table = SUBSCRIPT if node.tag == "sub" else SUPERSCRIPT
        text = text_in(node).strip()
        if text and all(ord(sign) in table for sign in text):
            return text.translate(table)
        if text:
            self.losses.add("@raised")
        return self.plain(node)

    def link(self, node: Element) -> str:
        text, href = self.plain(node), node.attributes.get("href", "").strip()
        if not text.strip() or not (is_allowed(href) or href.startswith("#")):
            return text
        bare = text if "![" in text else text.replace("]", "\\]")
        before, inner, after = edges(bare.replace(BREAK, " "))
        return f"{before}[{inner}]({quote(href, safe=':/?#@!$&*+,;=%~.-_[]')}){after}"

    def image(self, node: Element) -> str:
        target = self.picture(node.attributes.get("src", ""))
        alt = " ".join(node.attributes.get("alt", "").replace("]", "").split())
        if not target:
            self.losses.add("@picture")
            return escaped(alt, starts_line=False)
        if not alt:
            self.losses.add("@alt")
        return f"![{escaped(alt, starts_line=False)}]({target})"


WORDS: dict[str, Callable[[Inline, Element], str]] = {
    "br": Inline.pause,
    "img": Inline.image,
    "a": Inline.link,
    **dict.fromkeys(("strong", "b"), Inline.strong),
    **dict.fromkeys(("em", "i"), Inline.emphasis),
    **dict.fromkeys(("code", "tt", "kbd", "samp"), Inline.code),
    **dict.fromkeys(("sub", "sup"), Inline.raised),
}


def text_in(node: Element | str) -> str:
    if isinstance(node, str):
        return node
    return "\n" if node.tag == "br" else "".join(text_in(child) for child in node.children)


def longest_run(text: str, least: int) -> int:
    """Of backticks, at least as many."""
    return max((len(run) for run in re.findall("`+", text)), default=least)


def edges(text: str) -> tuple[str, str, str]:
    """Blanks before, the words, blanks behind."""
    bare = text.strip()
    start = text.find(bare) if bare else len(text)
    return text[:start], bare, text[start + len(bare) :]


def around(text: str, mark: str) -> str:
    """Marks stand at the words: blanks move out of them, and none spans a break."""
    parts = []
    for part in text.split(BREAK):
        before, inner, after = edges(part)
        bare = inner.strip("*") if mark == "*" else inner
        parts.append(f"{before}{mark}{bare}{mark}{after}" if bare else before + after)
    return BREAK.join(parts)
