"""Marks of the course language that another format has no place for, kept in an HTML comment.

`Jakarta <!-- {#ibu-kota} {pin} -->`: other programs keep a comment in the text and do not show it,
so that the marks come back with the question.
"""

import re

from app.content.headings import attributes
from app.content.marks import Tail, split_tail

COMMENT = re.compile(r"\s*<!--\s*((?:\{[^{}<>]{0,500}\}\s*){1,8})-->\s*\Z")


def with_marks(text: str, *marks: str) -> str:
    kept = " ".join(mark for mark in marks if mark)
    return f"{text} <!-- {kept} -->".lstrip() if kept else text


def without_marks(text: str) -> tuple[str, str]:
    """The text, and the marks of the comment at its end, or ""."""
    match = COMMENT.search(text[-1200:])
    if not match:
        return text, ""
    return text[: len(text) - len(match.group())], match.group(1).strip()


def answer_marks(text: str) -> tuple[str, Tail]:
    bare, marks = without_marks(text)
    tail = Tail()
    split_tail(marks, tail)
    return bare, tail


def question_marks(text: str) -> tuple[str, dict[str, str]]:
    bare, marks = without_marks(text)
    return bare, attributes(marks.strip("{}"))[1]


def answer_tail(key: str, pin: bool = False) -> str:
    return " ".join(mark for mark in (f"{{#{key}}}" if key else "", "{pin}" if pin else "") if mark)


def question_tail(settings: dict[str, str]) -> str:
    words = " ".join(f'{name}="{value}"' for name, value in settings.items())
    return "{" + words + "}" if words else ""
