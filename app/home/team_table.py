"""A supervisor's team as a table for a spreadsheet; no NIP, which supervisors do not need."""

from collections.abc import Iterable, Sequence
from datetime import date

from flask_babel import gettext

from app.home.members import Member
from app.kit.tables import Cell, to_csv, to_xlsx
from app.reports.people_table import STANDINGS


def content_of(members: Iterable[Member], ending: str, *, year: int) -> bytes:
    columns, rows = _columns(year), [_cells(one) for one in members]
    return to_csv(columns, rows) if ending == "csv" else to_xlsx(gettext("Team"), columns, rows)


def name_of(ending: str, *, day: date) -> str:
    return f"{gettext('team')}-{day}.{ending}"


def _columns(year: int) -> Sequence[str]:
    return [
        gettext("Name"),
        gettext("Position"),
        gettext("Unit"),
        gettext("JP in %(year)s", year=year),
        gettext("Minimum in JP"),
        gettext("Standing"),
        gettext("Courses running"),
        gettext("Courses completed"),
    ]


def _cells(one: Member) -> list[Cell]:
    return [
        one.name,
        one.position,
        one.unit,
        one.hours,
        one.target,
        str(STANDINGS[one.standing]),
        one.running,
        one.completed,
    ]
