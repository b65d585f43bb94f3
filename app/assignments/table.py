"""Who has an assignment and how far they are, as a table for a spreadsheet."""

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext, lazy_gettext

from app.assignments.progress import Row, Whose, all_of
from app.assignments.queries import Row as Listed
from app.kit.progress import Tell
from app.kit.tables import Cell, to_xlsx

STATES = {
    "done": lazy_gettext("Completed"),
    "under_way": lazy_gettext("Under way"),
    "not_begun": lazy_gettext("Not begun"),
    "declined": lazy_gettext("Has declined"),
}
EVERY = 200


def content_of(whose: Whose, *, show: str, tell: Tell) -> bytes:
    return to_xlsx(gettext("Assignment"), _columns(), _rows(whose, show, tell))


def name_of(found: Listed, day: date) -> str:
    word = gettext("assignment")
    return f"{word}-{found.ref}-{day}.xlsx"


def _columns() -> list[str]:
    return [
        gettext("Name"),
        gettext("NIP"),
        gettext("Position"),
        gettext("Unit"),
        gettext("State"),
        gettext("Due on"),
        gettext("Overdue"),
        gettext("Completed on"),
        gettext("Reason"),
    ]


def _rows(whose: Whose, show: str, tell: Tell) -> Iterator[list[Cell]]:
    words = {state: str(label) for state, label in STATES.items()}
    yes = gettext("yes")
    for place, row in enumerate(all_of(whose, show=show)):
        if place % EVERY == 0:
            tell(place, None, "people")
        yield _cells(whose, row, words, yes)


def _cells(whose: Whose, row: Row, words: dict[str, str], yes: str) -> list[Cell]:
    is_late = whose.is_late and row.state in ("under_way", "not_begun")
    return [
        row.name,
        row.number,
        row.position,
        row.unit,
        words[row.state],
        whose.assignment.due_on,
        yes if is_late else None,
        row.completed_on,
        row.because,
    ]
