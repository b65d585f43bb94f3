"""The first mention of each term in a lesson leads to what it means."""

import re
from collections.abc import Iterable
from html import escape, unescape

from app.content.glossary import Term

TAG = re.compile(r'<(/?)([a-z0-9]+)(?:[^>"]|"[^"]*")*>')
WORD = re.compile(r"&#?\w+;|\w+")
MOST_WORDS = 8
"""What is longer is a sentence and would only cost time to look for."""
INSIDE = frozenset(
    {"a", "abbr", "code", "pre", "math", "figure", "summary", "dt", "th"}
    | {f"h{level}" for level in range(1, 7)}
)
"""Elements whose text is left alone."""


class TermLinks:
    """For one lesson, whose fragments are handed over in their order."""

    def __init__(self, terms: Iterable[Term], url: str) -> None:
        self.url = url
        self.waiting = {folded(escape(term.term, quote=False)): term for term in terms}
        self.patterns: dict[str, list[re.Pattern[str]]] = {}
        """By first word, the longest first."""
        for key in sorted(self.waiting, key=len, reverse=True):
            words = WORD.findall(key)
            if words and key.startswith(words[0]) and len(words) <= MOST_WORDS:
                self.patterns.setdefault(words[0], []).append(pattern_of(key))

    def put_into(self, html: str) -> str:
        """`html` as the sanitiser writes it."""
        if not self.waiting:
            return html
        pieces, position, closed = [], 0, 0
        for tag in TAG.finditer(html):
            text = html[position : tag.start()]
            pieces += [text if closed else self.linked(text), tag.group()]
            if tag[2] in INSIDE:
                closed += -1 if tag[1] else 1
            position = tag.end()
        return "".join(pieces) + self.linked(html[position:])

    def linked(self, text: str) -> str:
        kept, position = [], 0
        for word in WORD.finditer(text):
            if word.start() < position or not (found := self.term_at(text, word)):
                continue
            anchor, end = found
            kept.append(text[position : word.start()])
            shown = text[word.start() : end]
            kept.append(f'<a class="term" href="{escape(self.url)}#{anchor}">{shown}</a>')
            position = end
        return "".join(kept) + text[position:]

    def term_at(self, text: str, word: re.Match[str]) -> tuple[str, int] | None:
        """The anchor and end of the longest term that begins with this word."""
        start = word.start()
        if text[start - 1 : start] == "-":
            return None
        for pattern in self.patterns.get(word.group().casefold(), ()):
            match = pattern.match(text, start)
            if match and (term := self.take(match.group())):
                return term.anchor, match.end()
        return None

    def take(self, shown: str) -> Term | None:
        """A term in capitals is an abbreviation and meant only so: PNS, not pns."""
        term = self.waiting.get(folded(shown))
        if term and term.term.isupper() and not unescape(shown).isupper():
            return None
        return self.waiting.pop(folded(shown)) if term else None


def pattern_of(key: str) -> re.Pattern[str]:
    words = r"\s+".join(map(re.escape, key.split()))
    return re.compile(rf"{words}(?![\w-])", re.IGNORECASE)


def folded(text: str) -> str:
    return " ".join(text.split()).casefold()
