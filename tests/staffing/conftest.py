"""A staff list on its way through the pages, as the officer sends it."""

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from app.db import db
from app.org.models import Membership, Position, Unit
from app.staffing.models import StaffImport, StaffImportRow
from tests.factories.cast import NUMBERS, Cast
from tests.factories.jobs import work_off

HEAD = ("NIP", "Nama", "E-mail", "Kode Unit", "Jabatan", "TMT")
GITA = ("199502282020122001", "Gita", "gita@lentera.example", "Dishub", "Arsiparis", "2026-03-02")


def line_of(name: str, unit: str, position: str = "Analis", since: str = "") -> tuple[str, ...]:
    """Somebody of the cast, as the file tells."""
    return (
        NUMBERS[name],
        name.capitalize(),
        f"{name}@lentera.example",
        unit,
        position,
        since,
    )


STAFF = (
    line_of("ana", "Disdukcapil"),
    line_of("budi", "Disdukcapil"),
    line_of("citra", "BKPSDM"),
    line_of("dewi", "Dishub"),
    line_of("eko", "BKPSDM"),
)


def as_csv(lines: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> bytes:
    return "\r\n".join(";".join(line) for line in (head, *lines)).encode()


@pytest.fixture
def upload(client: Any, cast: Cast) -> Callable[..., StaffImport]:
    """Sends lines as Citra, has them checked, and gives the import."""

    for name, number in NUMBERS.items():
        getattr(cast, name).birth_date = date.fromisoformat(number[:8])

    def send(*lines: Sequence[str], head: Sequence[str] = HEAD) -> StaffImport:
        answer = client.sign_in(cast.citra).post(
            "/staff-imports", data=form(cast, *lines, head=head)
        )
        assert answer.status_code == 302, answer.text
        work_off()
        return db.session.scalars(select(StaffImport).order_by(StaffImport.id.desc())).first()

    return send


def form(cast: Cast, *lines: Sequence[str], head: Sequence[str] = HEAD) -> dict[str, Any]:
    return {
        "file": (BytesIO(as_csv(lines, head)), "pegawai.csv"),
        "agency": str(cast.agency.id),
        "day": "2026-06-01",
    }


@pytest.fixture
def apply(client: Any, cast: Cast) -> Callable[..., Any]:
    """Clicks on import, and has it done."""

    def click(found: StaffImport, **fields: str) -> Any:
        answer = client.sign_in(cast.citra).post(
            f"/staff-imports/{found.id}/application", data=fields
        )
        work_off()
        return answer

    return click


def states(found: StaffImport) -> dict[str, str]:
    """Name → state of the row."""
    rows = db.session.scalars(select(StaffImportRow).where(StaffImportRow.import_id == found.id))
    return {row.name: row.state for row in rows}


def codes(found: StaffImport) -> dict[int, list[tuple[str, str]]]:
    """Number of the row → (code, column) of its faults."""
    rows = db.session.scalars(
        select(StaffImportRow).where(
            StaffImportRow.import_id == found.id, StaffImportRow.state == "error"
        )
    )
    return {row.number: [(f["code"], f["column"]) for f in row.faults] for row in rows}


def unit_named(name: str) -> Unit:
    return db.session.scalars(select(Unit).where(Unit.name == name)).one()


def posts(person_id: int) -> list[tuple[str, str, date, date | None]]:
    rows = db.session.execute(
        select(Unit.code, Position.title, Membership.valid_from, Membership.valid_to)
        .join(Unit, Unit.id == Membership.unit_id)
        .join(Position, Position.id == Membership.position_id)
        .where(Membership.person_id == person_id)
        .order_by(Membership.valid_from)
    )
    return [tuple(row) for row in rows]


def fresh(row: Any) -> Any:
    """As the database has it: a job works in a session of its own."""
    return db.session.get(type(row), row.id, populate_existing=True)
