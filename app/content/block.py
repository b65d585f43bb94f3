"""One question's text taken apart: stem, answers with their marks, labels. No type decided yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from app.content.findings import Report
from app.content.gaps import has_gap
from app.content.headings import Heading
from app.content.marks import FAMILIES
from app.content.suggest import nearest
from app.content.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`mark` is one of `marks.FAMILIES`; `match` stands behind `->`.

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


@dataclass(frozen=True, slots=True)
class Label:
    """A label that only some types know, by the name that the author gave it."""

    written: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """`common` holds what every question has, typed; `labels` what only some types know.

    `scoring` is the quiz's, "" if not stated.
    `is_torn`: answers were left out over their marks, so that counting them tells nothing.
    `is_survey`: it stands on a survey page, where nothing needs a key.
    """

    heading: Heading
    stem: Text
    answers: tuple[Answer, ...]
    common: Mapping[str, Any]
    labels: Mapping[str, Label]
    lang: str
    report: Report
    scoring: str = ""
    is_torn: bool = False
    is_survey: bool = False

    @property
    def line(self) -> int:
        return self.heading.line

    @property
    def family(self) -> str:
        """What kind of answers it has, as in `marks.FAMILIES`; `{{}}` for gaps, "" for none."""
        if self.answers:
            return FAMILIES[self.answers[0].mark]
        return "{{}}" if has_gap(self.stem) else ""

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

    def label(self, name: str) -> Text | None:
        return self.labels[name].text if name in self.labels else None

    def scoring_of(self, allowed: Sequence[str]) -> str:
        """The question's own, else the quiz's where the type knows it, else the first allowed."""
        stated = self.setting("scoring")
        if stated and stated not in allowed:
            expected, meant = ", ".join(allowed), nearest(stated, allowed)
            self.complain("E104", key="scoring", value=stated, expected=expected, meant=meant)
        return next((one for one in (stated, self.scoring) if one in allowed), allowed[0])

    def complain(self, code: str, line: int = 0, /, **params: object) -> None:
        self.report.add(code, line or self.line, **params)
