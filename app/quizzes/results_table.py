"""The attempts at a quiz as a table for a spreadsheet."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any, Self
from zoneinfo import ZoneInfo

from flask_babel import gettext
from sqlalchemy import ColumnElement

from app.kit import clock
from app.kit.progress import Tell, silent
from app.kit.tables import Cell, to_csv, to_xlsx
from app.org.tree import read_tree
from app.quizzes import labels, results, results_data
from app.quizzes.actions import PURPOSES_WITH_MARK
from app.quizzes.quizzes import Quiz
from app.quizzes.results_data import AttemptRow

ENDINGS = ("csv", "xlsx")
# A file of more attempts takes over a second, and is made by a job.
MANY_ROWS = 3000


@dataclass(frozen=True)
class Wanted:
    """Which part of a quiz's results, as a list narrows them, and for whose eyes.

    `day`: units are those of it. `shows_numbers`: a NIP tells birth date and sex; to improve a
    quiz nobody needs it.
    """

    unit: int | None
    outcome: str
    q: str
    day: date
    zone: ZoneInfo
    shows_numbers: bool

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "day": self.day.isoformat(), "zone": self.zone.key}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        values = {field.name: kept[field.name] for field in fields(cls)}
        values["day"] = date.fromisoformat(values["day"])
        values["zone"] = ZoneInfo(values["zone"])
        return cls(**values)


@dataclass(frozen=True)
class Words:
    """In the reader's language, looked up once for all rows."""

    states: dict[str, str]
    outcomes: dict[str, str]
    has_left: str


def content_of(
    quiz: Quiz,
    wanted: Wanted,
    ending: str,
    *,
    whose: ColumnElement[bool],
    tell: Tell = silent,
) -> bytes:
    """`whose`: as in `results_at`."""
    rows = _rows(quiz, wanted, whose, tell)
    if ending == "csv":
        return to_csv(_columns(wanted), rows)
    return to_xlsx(gettext("Results"), _columns(wanted), rows)


def name_of(quiz: Quiz, wanted: Wanted, ending: str) -> str:
    """Tells a file of some from that of all."""
    is_some = wanted.unit or wanted.outcome or wanted.q
    today = clock.now().astimezone(wanted.zone).date()
    parts = (quiz.course_ref, quiz.ref, gettext("filtered") if is_some else "", str(today))
    return f"{'-'.join(filter(None, parts))}.{ending}"


def _columns(wanted: Wanted) -> list[str]:
    zone = clock.now().astimezone(wanted.zone).tzname()
    return [
        gettext("Name"),
        *([gettext("NIP")] if wanted.shows_numbers else []),
        gettext("Unit"),
        gettext("Has left"),
        gettext("Final grade (percent)"),
        gettext("Result"),
        gettext("Attempt number"),
        gettext("State of the attempt"),
        gettext("Begun (%(zone)s)", zone=zone),
        gettext("Handed in (%(zone)s)", zone=zone),
        gettext("Minutes"),
        gettext("Points"),
        gettext("Points possible"),
        gettext("Attempt (percent)"),
    ]


def _words(quiz: Quiz) -> Words:
    outcomes = labels.outcomes(has_mark=quiz.settings.purpose in PURPOSES_WITH_MARK)
    return Words(
        states={state: str(label) for state, label in labels.STATES.items()},
        outcomes={outcome: str(label) for outcome, label in outcomes.items()},
        has_left=gettext("yes"),
    )


def _rows(
    quiz: Quiz, wanted: Wanted, whose: ColumnElement[bool], tell: Tell
) -> Iterator[list[Cell]]:
    """A row an attempt, by name; those of a person side by side."""
    tree, words = read_tree(), _words(quiz)
    everyone = results_data.results_at(quiz, whose=whose, day=wanted.day)
    people = results.in_unit(everyone, wanted.unit, tree)
    listed = results.narrowed(people, outcome=wanted.outcome, words=wanted.q)
    attempts = results_data.attempts_at(quiz.module_id)
    numbers = results_data.numbers_at(quiz.module_id) if wanted.shows_numbers else None
    for done, result in enumerate(listed):
        tell(done, len(listed), "people")
        person = result.person
        about: list[Cell] = [
            person.name,
            *([] if numbers is None else [numbers.get(person.id)]),
            tree.name_of(person.unit_id),
            words.has_left if person.is_gone else None,
            _percent(result.grade.fraction if result.grade else None),
            words.outcomes[result.outcome],
        ]
        for attempt in attempts[person.id]:
            yield about + _of_attempt(attempt, words, wanted.zone)


def _of_attempt(attempt: AttemptRow, words: Words, zone: tzinfo) -> list[Cell]:
    return [
        attempt.number,
        words.states[attempt.state],
        _local(attempt.started_at, zone),
        attempt.submitted_at and _local(attempt.submitted_at, zone),
        attempt.minutes,
        attempt.score,
        attempt.max_score,
        _percent(attempt.fraction),
    ]


def _local(at: datetime, zone: tzinfo) -> datetime:
    return at.astimezone(zone)


def _percent(fraction: Decimal | None) -> Decimal | None:
    return None if fraction is None else round(fraction * 100, 2)
