"""How long the sentences of a rendered text are."""

import re

from app.content.exchange.html_tree import Element, tree_of
from app.content.minutes import WORD

LEFT_OUT = frozenset({"table", "pre", "code", "math", "summary", "sup", "dt"}) | {
    f"h{level}" for level in range(1, 7)
}
LEFT_OUT_CLASSES = ("admonition-title", "footnote")
BLOCKS = frozenset({"p", "li", "dd", "div", "ul", "ol", "dl", "blockquote", "details", "br", "hr"})
END = re.compile(r"""[.!?…]["”’')\]]*\s+(?=[^\sa-z])""")
BLANKS = re.compile(r"\s+")


def sentence_lengths(html: str) -> list[int]:
    """In words, of the running text alone.

    Headings, tables, code, formulas, footnotes and titles of callouts are left out, and with them
    the marks of lists and all other markup. A sentence ends at `.`, `!`, `?` or `…` before a blank
    and no small letter, or where its paragraph or list item ends. Words are counted as for the
    minutes: `3,28` and `kata-kata` are one each, signs are none.
    """
    blocks = running_text(tree_of(html)).split("\n")
    sentences = (sentence for block in blocks for sentence in END.split(block.strip()))
    return [length for sentence in sentences if (length := len(WORD.findall(sentence)))]


def running_text(element: Element) -> str:
    """Each paragraph or list item on a line of its own."""
    classes = element.attributes.get("class", "").split()
    if element.tag in LEFT_OUT or any(name in classes for name in LEFT_OUT_CLASSES):
        return ""
    inner = "".join(
        BLANKS.sub(" ", child) if isinstance(child, str) else running_text(child)
        for child in element.children
    )
    return f"\n{inner}\n" if element.tag in BLOCKS else inner
