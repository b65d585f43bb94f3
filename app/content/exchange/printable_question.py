"""Where a printed question is answered: boxes to tick, lines to write on, gaps to fill."""

from collections.abc import Callable
from html import escape
from typing import Any

from app.content.exchange.printable_words import word
from app.content.model import Question
from app.content.questions import Tokens

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LINE = '<p class="line"></p>\n'
SHEET = Tokens(b"printable", 0)
"""Only puts items in an order that is not the author's, and the same on every printing."""

Shown = dict[str, Any]


def body_of(question: Question, lang: str) -> str:
    """From what a learner's page may know, so that no key can slip in."""
    shown = question.present(None, tokens=SHEET, order=None, show=frozenset())
    return BODIES[question.type](shown, lang)


def listed(items: list[str], css: str) -> str:
    return f'<ul class="{css}">\n' + "".join(f"<li>{item}</li>\n" for item in items) + "</ul>\n"


def single(shown: Shown, lang: str) -> str:
    return listed([choice["html"] for choice in shown["choices"]], "choices")


def multiple(shown: Shown, lang: str) -> str:
    return listed([choice["html"] for choice in shown["choices"]], "choices several")


def typed(shown: Shown, lang: str) -> str:
    unit = escape(shown.get("unit", ""))
    return f'<p><span class="gap"></span> {unit}</p>\n'


def matching(shown: Shown, lang: str) -> str:
    terms, matches = shown["terms"], shown["matches"]
    rows = []
    for place in range(max(len(terms), len(matches))):
        left = f"{terms[place]['html']} <span class='gap'></span>" if place < len(terms) else ""
        right = f"{label(place)}. {matches[place]['html']}" if place < len(matches) else ""
        rows.append(f"<tr><td>{left}</td><td>{right}</td></tr>\n")
    return f"<table>\n{''.join(rows)}</table>\n"


def label(place: int) -> str:
    """a … z, aa, ab …"""
    more, letter = divmod(place, len(LETTERS))
    return (LETTERS[more - 1] if more else "") + LETTERS[letter]


def ordering(shown: Shown, lang: str) -> str:
    told = f"<p>{word('order', lang)}</p>\n"
    return told + listed([item["html"] for item in shown["items"]], "steps")


def cloze(shown: Shown, lang: str) -> str:
    pieces = []
    for piece in shown["pieces"]:
        gap = piece.get("gap")
        options = " / ".join(option["html"] for option in gap["options"]) if gap else ""
        blank = '<span class="gap"></span>' + (f" ({options})" if options else "")
        pieces.append(blank if gap else piece["html"])
    return "".join(pieces)


def essay(shown: Shown, lang: str) -> str:
    minimum = word("words", lang).format(count=shown["min_words"]) if shown["min_words"] else ""
    told = f"<p>{minimum}</p>\n" if minimum else ""
    return (shown["rubric"] or "") + told + LINE * 8


def scale(shown: Shown, lang: str) -> str:
    heads = "".join(f"<th>{point}</th>" for point in shown["points"])
    blank = "<td>○</td>" * len(shown["points"])
    rows = "".join(f"<tr><th>{s['html']}</th>{blank}</tr>\n" for s in shown["statements"])
    return f"<table>\n<tr><td></td>{heads}</tr>\n{rows}</table>\n"


BODIES: dict[str, Callable[[Shown, str], str]] = {
    "single": single,
    "truefalse": single,
    "multiple": multiple,
    "short": typed,
    "numeric": typed,
    "matching": matching,
    "order": ordering,
    "cloze": cloze,
    "essay": essay,
    "scale": scale,
}
