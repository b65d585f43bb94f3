"""XML from outside as a small tree with lines: no DTD, no entities, bounded in depth and number."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

from app.content.exchange.decode import cleaned
from app.content.exchange.format import Unreadable

DEEPEST = 24
MOST_NODES = 200_000


@dataclass(slots=True)
class Node:
    """`text` is what stands directly in it, its children's left out."""

    tag: str
    line: int
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return cleaned("".join(self.pieces)).strip()

    def all(self, tag: str) -> Iterator["Node"]:
        return (child for child in self.children if child.tag == tag)

    def one(self, tag: str) -> "Node | None":
        return next(self.all(tag), None)

    def value(self, tag: str, default: str = "") -> str:
        """The text of a child, or of the `<text>` in it."""
        child = self.one(tag)
        if child is None:
            return default
        inner = child.one("text")
        return (inner or child).text


class Builder(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.root = Node("", 1, {})
        self.open = [self.root]
        self.count = 0
        self.locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802
        self.locator = locator

    @property
    def line(self) -> int:
        return (self.locator.getLineNumber() if self.locator else 1) or 1

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        self.count += 1
        if self.count > MOST_NODES or len(self.open) > DEEPEST:
            raise Unreadable("E902", self.line, limit=MOST_NODES, depth=DEEPEST, case="xml")
        node = Node(name, self.line, {key: attrs[key] for key in attrs.getNames()})
        self.open[-1].children.append(node)
        self.open.append(node)

    def endElement(self, name: str) -> None:  # noqa: N802
        self.open.pop()

    def characters(self, content: str) -> None:
        self.open[-1].pieces.append(content)


def tree_of(data: bytes) -> Node:
    """The document's root element. Raises Unreadable."""
    builder = Builder()
    try:
        parse(data, builder)
    except DefusedXmlException as error:
        raise Unreadable("E906", builder.line) from error
    except SAXException as error:
        raise Unreadable("E901", builder.line, case="xml") from error
    except (ValueError, LookupError) as error:  # an encoding that nobody knows
        raise Unreadable("E901", builder.line, case="xml") from error
    return builder.root.children[0]


def parse(data: bytes, handler: ContentHandler) -> None:
    parseString(data, handler, forbid_dtd=True, forbid_entities=True, forbid_external=True)
