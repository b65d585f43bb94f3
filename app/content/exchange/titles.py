"""A bank's question has a name and a text; ours a heading and what stands under it."""

import re

from app.content.exchange.item import Item
from app.content.exchange.plain import escaped, plain

GAP = re.compile(r"\{\{.*?\}\}")
NOT_A_TITLE = ("#", ">", "|", "```", "~~~", "![", "$$", "- ", "* ", "+ ", "1. ", "    ", "\t")
LONGEST_TITLE = 255


def title_and_stem(item: Item) -> tuple[str, str]:
    """The first paragraph asks, where it is short and plain enough for a heading; else the name
    does, and all of the text is the stem."""
    first, _, rest = item.text.strip().partition("\n\n")
    one_line = " ".join(first.split())
    name = " ".join(item.name.split())
    is_named = bool(name) and plain(one_line)[:LONGEST_TITLE] == name
    if is_named or (len(one_line) <= LONGEST_TITLE and is_title(first)):
        return one_line, rest.strip("\n")
    title = escaped(name) or GAP.sub("…", one_line[:LONGEST_TITLE])[:80].rstrip("\\ ") + "…"
    return title, item.text.strip("\n")


def is_title(text: str) -> bool:
    return bool(text) and not (text.startswith(NOT_A_TITLE) or "![" in text or GAP.search(text))
