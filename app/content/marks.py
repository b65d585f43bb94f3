"""The marks behind a bullet, which say of what kind an answer is, and those at its end."""

import re
from dataclasses import dataclass, field
from fractions import Fraction

ROUND = re.compile(r"\([ \t]*([xX]?)[ \t]*\)(?:[ \t]+|$)")
SQUARE = re.compile(r"\[[ \t]*([xX]?)[ \t]*\](?:[ \t]+|$)")
EQUALS = re.compile(r"(!?=)[ \t]*")
ARROW = re.compile(r"(?<!\\)->")
UNKNOWN = re.compile(r"(\([^\s()]\)|\[[^\s\[\]^]\])(?:[ \t]|$)")
CREDIT = re.compile(r"(-?\d{1,3}(?:[.,]\d{1,4})?)[ \t]*%")

FAMILIES = {
    **{"(x)": "()", "( )": "()", "[x]": "[]", "[ ]": "[]", "=": "=", "!=": "=", "->": "->"},
    **{"1.": "1.", "-": "-"},
}
"""The last two are plain lists, numbered or not, of types whose answers bear no mark."""
PLAIN = ("1.", "-")


@dataclass(frozen=True, slots=True)
class Mark:
    """`text` is what follows the mark; for `->` it is what stands before, `match` what follows."""

    mark: str
    text: str
    match: str = ""


def mark_of(raw: str, masked: str) -> Mark | None:
    """The mark of an item's first line (without its bullet)."""
    if mark := leading_mark(raw, masked):
        return mark
    if match := ARROW.search(masked):
        return Mark("->", raw[: match.start()].strip(), raw[match.end() :].strip())
    return None


def leading_mark(raw: str, masked: str) -> Mark | None:
    for pattern, brackets in ((ROUND, "()"), (SQUARE, "[]")):
        if match := pattern.match(masked):
            filling = "x" if match.group(1) else " "
            return Mark(brackets[0] + filling + brackets[1], raw[match.end() :])
    if match := EQUALS.match(masked):
        return Mark(match.group(1), raw[match.end() :])
    return None


def unknown_mark(masked: str) -> str:
    """Something that looks like a mark, as `(v)` or `[y]`, but is none; else ""."""
    match = UNKNOWN.match(masked)
    return match.group(1) if match else ""


@dataclass(slots=True)
class Tail:
    """The marks in braces at an answer's end; `written` is what stood there for each, `strays` are
    those that mean nothing."""

    credit: Fraction | None = None
    key: str = ""
    pin: bool = False
    strays: list[str] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)

    def take(self, word: str) -> None:
        if word.startswith("#") and len(word) > 1:
            self.key, self.written["key"] = word[1:], word
        elif word == "pin":
            self.pin, self.written["pin"] = True, word
        elif match := CREDIT.fullmatch(word):
            self.written["credit"] = word
            self.credit = Fraction(match.group(1).replace(",", ".")) / 100
        else:
            self.strays.append(word)


def split_tail(text: str, tail: Tail) -> str:
    """Takes `{50%} {#key} {pin}`, in one pair of braces or several, off the end of a line."""
    text = text.rstrip()
    while text.endswith("}"):
        start = text.rfind("{")
        if start < 0 or text[:start].endswith(("\\", "{")) or (start and text[start - 1] == "^"):
            break
        for word in re.sub(r"[ \t]+%", "%", text[start + 1 : -1]).split():
            tail.take(word)
        text = text[:start].rstrip()
    return text


def unescaped(text: str) -> str:
    """Plain text for what is compared and never rendered: a backslash gives the sign behind it."""
    return re.sub(r"\\([\\`*_{}\[\]()#+\-.!>=|])", r"\1", text)
