"""The register with the figures of a year, as a table for a spreadsheet."""

from collections.abc import Iterator
from datetime import date

from flask_babel import gettext

from app.db import db
from app.kit.tables import Cell, to_csv, to_xlsx
from app.providers import figures, queries
from app.providers.figures import Figures
from app.providers.kinds import KINDS
from app.providers.queries import Wanted

ENDINGS = ("csv", "xlsx")


def content_of(wanted: Wanted, ending: str, *, year: int) -> bytes:
    rows = _rows(wanted, year)
    if ending == "csv":
        return to_csv(_columns(year), rows)
    return to_xlsx(gettext("Providers"), _columns(year), rows)


def name_of(ending: str, *, today: date) -> str:
    word = gettext("providers")
    return f"{word}-{today}.{ending}"


def _columns(year: int) -> list[str]:
    return [
        gettext("Name"),
        gettext("Kind"),
        gettext("Contact person"),
        gettext("E-mail"),
        gettext("Phone"),
        gettext("Website"),
        gettext("Number of the agreement"),
        gettext("Agreement from"),
        gettext("Agreement until"),
        gettext("Retired"),
        gettext("Courses here"),
        gettext("Entries in %(year)s", year=year),
        gettext("People"),
        gettext("JP before any limit"),
        gettext("JP credited"),
        gettext("Cost (Rp)"),
        gettext("Cost of a credited JP (Rp)"),
    ]


def _rows(wanted: Wanted, year: int) -> Iterator[list[Cell]]:
    counts, found = queries.course_counts(), figures.figures_in(year)
    kinds, yes = {kind: str(label) for kind, label in KINDS.items()}, gettext("yes")
    for one in db.session.scalars(queries.wanted_providers(wanted)):
        yield [
            one.name,
            kinds[one.kind],
            one.contact_name,
            one.contact_email,
            one.contact_phone,
            one.website,
            one.agreement_number,
            one.agreement_from,
            one.agreement_until,
            yes if one.retired_at else None,
            counts.get(one.key, 0),
            *_numbers(found.get(one.id, Figures())),
        ]


def _numbers(year: Figures) -> list[Cell]:
    return [year.entries, year.people, year.raw, year.credited, year.cost, year.cost_per_jp]
