"""What of a page matters for how it looks and works: its elements, not its words or numbers.

What stands around the main part is the same on all pages of a role, and each is looked at once.
"""

from hashlib import sha256
from html.parser import HTMLParser

TOLD = ("class", "type", "role", "disabled", "hidden", "checked", "open", "href")
VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"))


class _Shape(HTMLParser):
    """Elements as nested hashes; the same several times in a row, as rows of a table, is one."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, list[str]]] = [("", [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = [
            name if name == "href" else f"{name}={value}" for name, value in attrs if name in TOLD
        ]
        self.open.append((f"{tag} {' '.join(sorted(told))}", []))
        if tag in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if len(self.open) == 1:
            return
        head, children = self.open.pop()
        shape = sha256(f"{head}({','.join(children)})".encode()).hexdigest()
        around = self.open[-1][1]
        if not around or around[-1] != shape:
            around.append(shape)


def shapes_of(html: str) -> set[str]:
    """One of the main part, one of what stands around it."""
    before, start, rest = html.partition("<main")
    main, end, after = rest.partition("</main>")
    return {_shape_of(start + main), _shape_of(before + end + after)}


def _shape_of(html: str) -> str:
    parser = _Shape()
    parser.feed(html)
    while len(parser.open) > 1:
        parser.handle_endtag("")
    return ",".join(parser.open[0][1])
