"""The terms of a course and what they mean."""

from dataclasses import dataclass, field

from app.content.text import Text


@dataclass(frozen=True, slots=True)
class Term:
    """`anchor` is its id on the page of the glossary, `g-…`."""

    term: str
    definition: Text
    anchor: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Glossary:
    """`title` is "" where the file states none."""

    lang: str
    path: str
    title: str
    terms: tuple[Term, ...]
