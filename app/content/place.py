"""Where a fragment stands while it is rendered, and what waits to be put into it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from app.content.assets import AssetFacts


class Marks:
    """HTML of our own making, put in after sanitising where a mark stands in the text.

    A mark begins with a hash of the very text it stands in: no author can write one beforehand.
    """

    def __init__(self, source: str) -> None:
        self.prefix = "m" + sha256(source.encode(errors="replace")).hexdigest()[:32]
        self.made: list[tuple[str, str]] = []

    def add(self, html: str, plain: str) -> str:
        """`plain` takes its place where no HTML can stand: in an outline or an attribute."""
        self.made.append((html, plain))
        return f"{self.prefix}n{len(self.made) - 1}e"

    def plain(self, text: str) -> str:
        return re.sub(rf"{self.prefix}n(\d+)e", lambda m: self.made[int(m[1])][1], text)

    def fill(self, html: str) -> str:
        """A paragraph of a mark alone gives way whole: a player is no part of a sentence."""
        if not self.made:
            return html
        mark = rf"{self.prefix}n(\d+)e"
        alone = rf"<(p|div|span)>{mark}\s*</\1>"
        html = re.sub(alone, lambda m: self.made[int(m[2])][0], html)
        return re.sub(mark, lambda m: self.made[int(m[1])][0], html)


@dataclass(slots=True)
class Place:
    """Its language, its file, the URLs of what it may link to, and facts about its files.

    `scope` tells the footnotes of several fragments on one page apart.
    """

    lang: str
    base: str
    links: Mapping[str, str]
    marks: Marks
    scope: str = ""
    facts: Mapping[str, AssetFacts] = field(default_factory=dict)
    outline: list[tuple[int, str, str]] = field(default_factory=list)

    def word(self, words: tuple[str, str]) -> str:
        return words[1] if self.lang.startswith("en") else words[0]
