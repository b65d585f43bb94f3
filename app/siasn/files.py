"""A batch as SIASN takes it, and the entries that something keeps back."""

from collections.abc import Iterator
from pathlib import Path

from flask_babel import gettext
from sqlalchemy import select

from app.db import db
from app.kit.progress import Tell
from app.kit.tables import Cell, to_xlsx, write_csv
from app.siasn.messages import FAULTS
from app.siasn.models import SiasnBatch, SiasnItem
from app.siasn.readiness import Scope, faulty_entries

ENDINGS = ("xlsx", "csv")
# Whose it is, then the fields in SIASN's order; days as dd-mm-yyyy, hours whole. Not translated:
# SIASN is Indonesian.
COLUMNS = (
    "NIP",
    "ID Jenis Diklat",
    "Nama Diklat",
    "Institusi Penyelenggara",
    "Nomor Sertifikat",
    "Tanggal Mulai",
    "Tanggal Selesai",
    "Tahun",
    "Durasi Jam",
)
EVERY = 500


def name_of(batch: SiasnBatch, ending: str) -> str:
    return f"siasn-{batch.year}-batch-{batch.number}.{ending}"


def write_batch(path: Path, batch: SiasnBatch, tell: Tell) -> None:
    """XLSX or CSV, by the path's suffix; the same each time."""
    if path.suffix == ".xlsx":
        path.write_bytes(to_xlsx("SIASN", COLUMNS, _rows(batch, tell)))
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write_csv(file, COLUMNS, _rows(batch, tell), is_for_machines=True)


def _rows(batch: SiasnBatch, tell: Tell) -> Iterator[list[Cell]]:
    statement = select(SiasnItem).where(SiasnItem.batch_id == batch.id).order_by(SiasnItem.id)
    found = db.session.scalars(statement.execution_options(yield_per=EVERY))
    for place, item in enumerate(found):
        if place % EVERY == 0:
            tell(place, None, "rows")
        yield cells_of(item)


def cells_of(item: SiasnItem) -> list[Cell]:
    return [
        item.nip,
        item.form_id,
        item.title,
        item.provider,
        item.number,
        f"{item.starts_on:%d-%m-%Y}",
        f"{item.ends_on:%d-%m-%Y}",
        item.ends_on.year,
        item.hours,
    ]


def faulty_name(scope: Scope) -> str:
    return f"siasn-{scope.year}-{gettext('to-mend')}.xlsx"


def write_faulty(path: Path, scope: Scope, tell: Tell) -> None:
    columns = [
        gettext("Name"),
        gettext("Activity"),
        gettext("Organiser"),
        gettext("Ended on"),
        gettext("What is missing"),
        gettext("What to do"),
    ]
    path.write_bytes(to_xlsx("SIASN", columns, _faulty_rows(scope, tell)))


def _faulty_rows(scope: Scope, tell: Tell) -> Iterator[list[Cell]]:
    after: int | None = None
    count = 0
    while found := faulty_entries(scope, after=after, limit=EVERY):
        tell(count, None, "rows")
        for one in found:
            for code in one.codes:
                missing, remedy = FAULTS[code]
                activity = one.activity
                yield [
                    one.name,
                    activity.title,
                    activity.provider,
                    activity.ends_on,
                    str(missing),
                    str(remedy),
                ]
        count, after = count + len(found), found[-1].activity.id
