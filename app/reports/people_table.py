"""The list of people as a table for a spreadsheet."""

from collections.abc import Iterator, Sequence
from datetime import date

from flask_babel import gettext, lazy_gettext

from app.kit.progress import Tell, silent
from app.kit.tables import Cell, to_csv, to_xlsx
from app.reports import people
from app.reports.people import Among, Row, Wanted

ENDINGS = ("xlsx", "csv")
# A file of more people takes over a second, and is made by a job.
MANY_ROWS = 3000
EVERY = 200
STANDINGS = {
    "met": lazy_gettext("Minimum met"),
    "on_the_way": lazy_gettext("On pace"),
    "at_risk": lazy_gettext("At risk"),
    "nothing": lazy_gettext("Nothing yet"),
}
PAST_STANDINGS = {
    **STANDINGS,
    "at_risk": lazy_gettext("Not met"),
    "nothing": lazy_gettext("Nothing"),
}


def content_of(among: Among, wanted: Wanted, ending: str, *, tell: Tell = silent) -> bytes:
    columns, rows = _columns(among.period.year), _rows(among, wanted, tell)
    if ending == "csv":
        return to_csv(columns, rows)
    return to_xlsx(gettext("Employees"), columns, rows)


def name_of(wanted: Wanted, ending: str, *, day: date) -> str:
    """Tells a file of some from that of all."""
    is_some = wanted.unit or wanted.standing or wanted.q
    part = f"-{gettext('part')}" if is_some else ""
    return f"jp{part}-{wanted.year or day.year}-{day}.{ending}"


def _columns(year: int) -> Sequence[str]:
    return [
        gettext("Name"),
        gettext("NIP"),
        gettext("Position"),
        gettext("Unit"),
        gettext("JP in %(year)s", year=year),
        gettext("Minimum in JP"),
        gettext("Standing"),
    ]


def _rows(among: Among, wanted: Wanted, tell: Tell) -> Iterator[list[Cell]]:
    labels = STANDINGS if among.period.is_current else PAST_STANDINGS
    words = {standing: str(label) for standing, label in labels.items()}
    for place, row in enumerate(people.all_of(among, wanted)):
        if place % EVERY == 0:
            tell(place, None, "people")
        yield _cells(row, words)


def _cells(row: Row, words: dict[str, str]) -> list[Cell]:
    return [
        row.name,
        row.number,
        row.position,
        row.unit,
        row.hours,
        row.target,
        words[row.standing],
    ]
