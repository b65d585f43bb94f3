"""One question's text taken apart: stem, answers with their marks, labels. No type decided yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.content.findings import Report
from app.content.headings import Heading
from app.content.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`mark` is one of `(x)`, `( )`, `[x]`, `[ ]`, `=`, `!=`, `->`; `match` stands behind `->`.

    `credit` is None where none is written.
    """

    line: int
    mark: str
    text: str
    match: str = ""
    credit: Fraction | None = None
    key: str = ""
    pin: bool = False
    feedback: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """`common` holds what every question has, typed; `scoring` is the quiz's, "" if not stated.

    `is_torn`: answers were left out over their marks, so that counting them tells nothing.
    """

    heading: Heading
    stem: Text
    answers: tuple[Answer, ...]
    common: Mapping[str, Any]
    lang: str
    report: Report
    scoring: str = ""
    is_torn: bool = False

    @property
    def line(self) -> int:
        return self.heading.line

    @property
    def fields(self) -> dict[str, Any]:
        """What every question has, as keyword arguments."""
        return {
            "ref": self.heading.ref,
            "title": Text(self.heading.title, self.line),
            "stem": self.stem,
            "lang": self.lang,
            "line": self.line,
            **self.common,
        }

    def setting(self, name: str, default: str = "") -> str:
        return self.heading.settings.get(name, default)

    def complain(self, code: str, line: int = 0, **params: object) -> None:
        self.report.add(code, line or self.line, **params)
