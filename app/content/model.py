"""What a course is, once read: frozen values that know nothing of files or databases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from app.content.findings import Finding
from app.content.glossary import Glossary, Term
from app.content.questions.base import Question
from app.content.text import Text

__all__ = [
    "Completion",
    "Course",
    "CourseText",
    "Draw",
    "Finding",
    "Glossary",
    "Page",
    "Question",
    "QuizSettings",
    "Teaches",
    "Term",
    "Text",
]

Kind = Literal["lesson", "quiz", "pool", "survey", "folder"]

SHOWN = frozenset({"answer", "correctness", "points", "feedback", "explanation"})
WITH_KEY = SHOWN | {"key"}
# An explanation mostly gives the right answer away, so it comes with the key.
DEFAULT_REVIEW: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "during": frozenset(),
        "after-submit": SHOWN - {"explanation"},
        "after-pass": WITH_KEY,
        "after-last": WITH_KEY,
    }
)


NOTHING = Text("")


@dataclass(frozen=True, slots=True)
class Teaches:
    """A competency a course or page works on; `level` 1–5, None where not stated."""

    competency: str
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Draw:
    """`pick` questions from the pool at the course-relative path `source`; no tags means any."""

    source: str
    pick: int
    tags: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizSettings:
    """How a quiz is taken. `pass_mark` is 0..1, durations are seconds.

    `review` says for each moment (during, after-submit, after-pass, after-last) what is shown;
    each row stands alone. `attempts` None means as many as wanted, `per_page` None all questions
    on one page. `tries` and `try_penalty` (0..1 of a question's points, for each try after the
    first) are those within one attempt when `behaviour` is "interactive".
    """

    pass_mark: Decimal = Decimal("0.7")
    attempts: int | None = 3
    time_limit: int | None = None
    grace: int = 60
    delay: int = 0
    grade: str = "best"
    purpose: str = "graded"
    shuffle: frozenset[str] = frozenset()
    navigation: str = "free"
    scoring: str = "exact"
    behaviour: str = "deferred"
    tries: int = 3
    try_penalty: Decimal = Decimal("0.3333")
    builds_on_last: bool = False
    per_page: int | None = None
    review: Mapping[str, frozenset[str]] = field(default_factory=lambda: DEFAULT_REVIEW)
    draws: tuple[Draw, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A lesson, quiz, pool, survey or folder module.

    `parts` of a lesson are prose and self-checks in the file's order; of a quiz, pool or survey an
    introduction (where there is one) and then its questions; of a folder its introduction.
    `translations` hold the same questions in other languages; settings, times and the like are
    this page's alone.
    `lines` are those of the front matter's keys as far as they are written.
    `minutes` is stated, or computed: 150 words a minute, 1.5 minutes a question (drawn ones too)
    and the minutes of each exercise, stated in its heading as "(10 menit)"; rounded up.
    """

    ref: str
    kind: Kind
    title: str
    path: str
    lang: str
    was: str = ""
    was_line: int = field(default=1, compare=False)
    description: str = ""
    line: int = field(default=1, compare=False)
    parent: str | None = None
    minutes: int = 0
    minutes_stated: bool = False
    parts: tuple[Text | Question, ...] = ()
    settings: QuizSettings | None = None
    teaches: tuple[Teaches, ...] = ()
    translations: tuple["Page", ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(part for part in self.parts if isinstance(part, Question))


@dataclass(frozen=True, slots=True)
class Completion:
    """`count` of the pages `refs` must be done: None means all of them, no refs means all pages."""

    count: int | None = None
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseText:
    """The words of `course.md` in another language."""

    lang: str
    path: str
    title: str
    description: str = ""
    audience: str = ""
    keywords: tuple[str, ...] = ()
    body: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A whole course. `jp` (learning hours of 45 minutes) is stated, or the sum of the pages'
    minutes ÷ 45, floored to two decimals so that it never promises more than the time taken.

    `pages` stand in learning order: each folder module is followed by its pages; pools come last.
    `lines` are those of the front matter's keys as far as they are written.
    """

    ref: str
    title: str
    lang: str
    was: str = ""
    was_line: int = field(default=1, compare=False)
    description: str = ""
    version: str = ""
    status: str = "published"
    provider: str = ""
    license: str = ""
    subject: str = ""
    level: str = ""
    audience: str = ""
    authors: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
    teaches: tuple[Teaches, ...] = ()
    completion: Completion = Completion()
    certificate: Literal["automatic", "approval", "none"] = "none"
    valid_for_months: int | None = None
    jp: Decimal = Decimal(0)
    body: Text = NOTHING
    pages: tuple[Page, ...] = ()
    translations: tuple[CourseText, ...] = ()
    glossaries: tuple[Glossary, ...] = ()
    assets: tuple[str, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    @property
    def glossary(self) -> tuple[Term, ...]:
        """In the course's own language."""
        return next((g.terms for g in self.glossaries if g.lang == self.lang), ())
