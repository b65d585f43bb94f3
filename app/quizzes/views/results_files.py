"""The attempts at a quiz as a file for a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from io import BytesIO

from flask import Response, send_file
from flask_babel import get_timezone, gettext

from app.accounts.identity import current_person
from app.accounts.policies import is_officer
from app.kit import clock
from app.kit.tables import Cell, to_csv, to_xlsx
from app.org.tree import read_tree
from app.quizzes import labels, results, results_data
from app.quizzes.policies import may_see_results
from app.quizzes.quizzes import Quiz
from app.quizzes.results_data import AttemptRow
from app.quizzes.views.results import bp, find, has_mark, in_unit, read_wanted, results_of
from app.web.access import requires

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/quizzes/<course_ref>/<module_ref>/export.csv")
@requires(may_see_results)
def export_csv(course_ref: str, module_ref: str) -> Response:
    found = find(course_ref, module_ref)
    return _file(to_csv(_columns(), _rows(found)), found, "csv", "text/csv; charset=utf-8")


@bp.get("/quizzes/<course_ref>/<module_ref>/export.xlsx")
@requires(may_see_results)
def export_xlsx(course_ref: str, module_ref: str) -> Response:
    found = find(course_ref, module_ref)
    content = to_xlsx(gettext("Results"), _columns(), _rows(found))
    return _file(content, found, "xlsx", XLSX)


def _file(content: bytes, found: Quiz, ending: str, mimetype: str) -> Response:
    parts = [found.course_ref, found.ref, _narrowing(), str(_local(clock.now()).date())]
    name = f"{'-'.join(filter(None, parts))}.{ending}"
    return send_file(BytesIO(content), mimetype=mimetype, as_attachment=True, download_name=name)


def _narrowing() -> str:
    """So that nobody takes a file of some for that of all."""
    wanted = read_wanted()
    return gettext("filtered") if wanted.unit or wanted.outcome or wanted.q else ""


def _local(at: datetime) -> datetime:
    return at.astimezone(get_timezone())


def _columns() -> list[str]:
    zone = _local(clock.now()).tzname()
    return [
        gettext("Name"),
        *([gettext("NIP")] if _shows_numbers() else []),
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


def _shows_numbers() -> bool:
    """A NIP tells the birth date and sex; to improve a quiz nobody needs it."""
    return is_officer(current_person)


@dataclass(frozen=True)
class Words:
    """In the reader's language, looked up once for all rows."""

    states: dict[str, str]
    outcomes: dict[str, str]
    has_left: str
    zone: tzinfo


def _words(found: Quiz) -> Words:
    outcomes = labels.outcomes(has_mark=has_mark(found))
    return Words(
        states={state: str(label) for state, label in labels.STATES.items()},
        outcomes={outcome: str(label) for outcome, label in outcomes.items()},
        has_left=gettext("yes"),
        zone=get_timezone(),
    )


def _rows(found: Quiz) -> Iterator[list[Cell]]:
    """A row an attempt, by name; those of a person side by side."""
    wanted, tree, words = read_wanted(), read_tree(), _words(found)
    people = in_unit(results_of(found), wanted.unit, tree)
    attempts = results_data.attempts_at(found.module_id)
    numbers = results_data.numbers_at(found.module_id) if _shows_numbers() else None
    for result in results.narrowed(people, outcome=wanted.outcome, words=wanted.q):
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
            yield about + _of_attempt(attempt, words)


def _of_attempt(attempt: AttemptRow, words: Words) -> list[Cell]:
    return [
        attempt.number,
        words.states[attempt.state],
        attempt.started_at.astimezone(words.zone),
        attempt.submitted_at and attempt.submitted_at.astimezone(words.zone),
        attempt.minutes,
        attempt.score,
        attempt.max_score,
        _percent(attempt.fraction),
    ]


def _percent(fraction: Decimal | None) -> Decimal | None:
    return None if fraction is None else round(fraction * 100, 2)
