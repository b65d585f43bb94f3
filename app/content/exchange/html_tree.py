"""HTML as other programs write it, as a tree: forgiving, bounded, and blind to what could act."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

DEEPEST = 40
LONGEST = 200_000
VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "source", "meta", "link", "area"})
SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "svg"})
CLOSES = {
    "li": {"li"},
    "tr": {"tr", "td", "th"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    **{tag: {"p"} for tag in ("p", "div", "ul", "ol", "table", "pre", "blockquote", "hr")},
    **{f"h{level}": {"p"} for level in range(1, 7)},
}
DECLARATION = re.compile(r"<[!?][^<>]*>")
STRAY = re.compile(r"<(?!/?[A-Za-z][^<>]*>)")
FENCES = {"li": {"ul", "ol"}, "td": {"table"}, "th": {"table"}, "tr": {"table"}}


@dataclass(slots=True)
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)


class Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("")]
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        if self.silent:
            return
        self.close_implied(tag)
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID and len(self.open) < DEEPEST:
            self.open.append(element)

    def close_implied(self, tag: str) -> None:
        """`<li>` ends the one before; an inner list keeps it open."""
        closed = CLOSES.get(tag, set())
        fences = FENCES.get(tag, {"td", "th", "li", "blockquote", "div"})
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag in closed:
                del self.open[place:]
            elif self.open[place].tag in fences:
                return

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(self.silent - 1, 0)
            return
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.open[-1].children.append(data)


def tree_of(html: str) -> Element:
    """What stands behind the limit is left out."""
    builder = Builder()
    builder.feed(without_declarations(html[:LONGEST]))
    builder.close()
    return builder.open[0]


def without_declarations(html: str) -> str:
    """No comments, doctypes or instructions, and no `<` that opens no tag: over such the parser
    goes back and forth, in time that grows with the square of the text."""
    kept, position = [], 0
    while (start := html.find("<!--", position)) >= 0:
        kept.append(html[position:start])
        end = html.find("-->", start + 4)
        position = len(html) if end < 0 else end + 3
    bare = "".join([*kept, html[position:]])
    return STRAY.sub("&lt;", DECLARATION.sub("", bare))
