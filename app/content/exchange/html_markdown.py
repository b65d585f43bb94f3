"""HTML of other programs as Markdown of ours: what the course language can say, and no more."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from app.content.exchange.comments import COMMENT
from app.content.exchange.html_inline import BREAK, Inline, Place, longest_run, text_in
from app.content.exchange.html_tree import Element, tree_of
from app.content.exchange.plain import guarded_start

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = frozenset(
    {"p", "div", "ul", "ol", "table", "pre", "blockquote", "hr", "section", "article", "figure"}
    | {*HEADINGS, "dl", "dt", "dd", "figcaption", "center", "form"}
)
NOT_IN_CELLS = ("ul", "ol", "table", "pre")
SPANS = ("colspan", "rowspan")


@dataclass(slots=True)
class Converted:
    """`losses`: words for what had no place."""

    text: str
    losses: set[str] = field(default_factory=set)


def markdown_of(html: str, *, picture: Place = lambda src: "", headings: bool = False) -> Converted:
    """Without `headings` they become bold text, since they would cut a question off."""
    comment = COMMENT.search(html[-1200:])
    bare = html[: len(html) - len(comment.group())] if comment else html
    writer = Blocks(Inline(picture), headings)
    text = "\n\n".join(writer.blocks(tree_of(bare).children)).strip("\n")
    return Converted(f"{text}{comment.group()}" if comment else text, writer.inline.losses)


class Blocks:
    def __init__(self, inline: Inline, headings: bool) -> None:
        self.inline, self.headings = inline, headings

    def blocks(self, nodes: list[Element | str]) -> list[str]:
        """Paragraphs out of loose text, and whatever blocks stand between."""
        found: list[str] = []
        run: list[Element | str] = []
        for node in nodes:
            if isinstance(node, Element) and is_block(node):
                found += [self.paragraph(run), *WRITERS.get(node.tag, Blocks.inner)(self, node)]
                run = []
            else:
                run.append(node)
        return [block for block in [*found, self.paragraph(run)] if block.strip()]

    def paragraph(self, nodes: list[Element | str]) -> str:
        text = settled(self.inline.line(nodes))
        return "\n".join(guarded_start(line) for line in text.split("\n"))

    def inner(self, node: Element) -> list[str]:
        return self.blocks(node.children)

    def rule(self, node: Element) -> list[str]:
        return ["* * *"]

    def code(self, node: Element) -> list[str]:
        text = text_in(node).strip("\n")
        fence = "`" * max(longest_run(text, 2) + 1, 3)
        return [f"{fence}\n{text}\n{fence}"] if text.strip() else []

    def quote(self, node: Element) -> list[str]:
        inner = self.inner(node)
        return ["\n>\n".join(quoted(block) for block in inner)] if inner else []

    def heading(self, node: Element) -> list[str]:
        text = " ".join(" ".join(self.inner(node)).replace("**", "").split())
        if not text:
            return []
        level = int(node.tag[1]) if node.tag in HEADINGS and self.headings else 0
        return [f"{'#' * level} {text}" if level else f"**{text}**"]

    def listing(self, node: Element) -> list[str]:
        items = [child for child in node.children if isinstance(child, Element)]
        lines = []
        for number, item in enumerate(items, start=1):
            mark = f"{number}. " if node.tag == "ol" else "- "
            blocks = self.blocks(item.children if item.tag == "li" else [item])
            lines.append(mark + indented(joined(blocks)))
        return ["\n".join(lines)]

    def table(self, node: Element) -> list[str]:
        rows = [cells for row in rows_of(node) if (cells := self.cells(row))]
        if not rows:
            return []
        width = max(len(row) for row in rows)
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
        captions = [c for c in node.children if isinstance(c, Element) and c.tag == "caption"]
        title = self.blocks(list(captions))
        return [*title, "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])]

    def cells(self, row: Element) -> list[str]:
        cells = [c for c in row.children if isinstance(c, Element) and c.tag in ("td", "th")]
        for cell in cells:
            self.tell_losses(cell)
        texts = (" ".join(self.blocks(cell.children)) for cell in cells)
        return [" ".join(text.replace("|", "\\|").split()) for text in texts]

    def tell_losses(self, cell: Element) -> None:
        if any(cell.attributes.get(name, "1") != "1" for name in SPANS):
            self.inline.losses.add("@spans")
        if any(isinstance(c, Element) and c.tag in NOT_IN_CELLS for c in cell.children):
            self.inline.losses.add("@cell-blocks")


WRITERS: dict[str, Callable[[Blocks, Element], list[str]]] = {
    "ul": Blocks.listing,
    "ol": Blocks.listing,
    "table": Blocks.table,
    "pre": Blocks.code,
    "hr": Blocks.rule,
    "blockquote": Blocks.quote,
    **dict.fromkeys((*HEADINGS, "dt"), Blocks.heading),
}


def is_block(node: Element) -> bool:
    inner = (child for child in node.children if isinstance(child, Element))
    return node.tag in BLOCKS or any(is_block(child) for child in inner)


def rows_of(table: Element) -> list[Element]:
    rows = []
    for child in table.children:
        if isinstance(child, Element) and child.tag == "tr":
            rows.append(child)
        elif isinstance(child, Element) and child.tag in ("thead", "tbody", "tfoot"):
            rows += rows_of(child)
    return rows


def settled(text: str) -> str:
    """Blanks at line ends gone; a break is two blanks and a line end, two make a paragraph."""
    kept = "  \n".join(part.strip() for part in text.split(BREAK)).strip()
    return re.sub(r"(?:  \n){2,}", "\n\n", kept)


def joined(blocks: list[str]) -> str:
    """A list within a list stands right under its item; other blocks stand apart."""
    text = ""
    for block in blocks:
        is_list = re.match(r"(?:- |\d+\. )", block)
        text += (("\n" if is_list else "\n\n") if text else "") + block
    return text


def quoted(block: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in block.split("\n"))


def indented(text: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join([first, *(f"    {line}" if line.strip() else "" for line in rest)])
