"""How answers are written down in the course language: marks, credit, keys, feedback."""

import re
from fractions import Fraction

from app.content.escape import of_answer, of_quote
from app.content.lines import FENCE
from app.content.text import Text

SPECIAL = re.compile(r"[\\`{}|]|(?<=<)!")


def item_lines(
    mark: str,
    text: Text,
    *,
    credit: Fraction | None = None,
    key: str = "",
    pin: bool = False,
    feedback: Text | None = None,
) -> list[str]:
    """One answer: `mark` is the bullet and what stands before the text, with a blank at its end.

    `credit` None writes none.
    """
    indent = " " * (mark.index(" ") + 1)
    first, *rest = of_answer(text.source, marked=len(mark) > len(indent))
    lines = [(mark + first).rstrip(), *(indent + line if line else "" for line in rest)]
    tail = tail_of(credit, key, pin)
    if tail and FENCE.match(lines[-1]):
        lines.append(indent + tail)
    elif tail:
        lines[-1] += " " + tail
    return lines + feedback_lines(indent, feedback)


def tail_of(credit: Fraction | None, key: str, pin: bool) -> str:
    words = [percent(credit) if credit is not None else "", f"#{key}" if key else ""]
    return " ".join("{" + word + "}" for word in [*words, "pin" if pin else ""] if word)


def percent(credit: Fraction) -> str:
    """With at most four decimals, as many as the language reads."""
    return f"{float(credit * 100):.4f}".rstrip("0").rstrip(".") + "%"


def feedback_lines(indent: str, feedback: Text | None) -> list[str]:
    if feedback is None:
        return []
    return [f"{indent}> {line}" if line else f"{indent}>" for line in of_quote(feedback.source)]


def plain(text: str) -> str:
    """A text that is compared and never rendered, as `marks.unescaped` reads it back."""
    return SPECIAL.sub(r"\\\g<0>", text)
