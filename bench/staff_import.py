"""A whole city moves in: 25,000 employees in 800 units from one file, with 500 planted faults.

How long checking takes, how long the write lock is held, how long a learner's save waits meanwhile,
and whether exactly the planted rows are reported.
"""

import argparse
import csv
import io
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event

import sqlalchemy as sa
from flask import Flask

from app import schema
from app.accounts import actions as accounts
from app.accounts.models import Person
from app.config import from_environment
from app.db import db, writing
from app.factory import create_app
from app.jobs import actions as jobs
from app.jobs.worker import run_next
from app.org import actions as org
from app.org.models import Agency, Unit
from app.staffing.actions import take_in
from app.staffing.models import StaffImport, StaffImportRow
from app.staffing.queries import counts
from app.web.transaction import transaction
from bench import surroundings

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
DAY = date(2026, 11, 1)
UNITS, PLANTED_EACH = 800, 25
BORN, SPAN = date(1970, 1, 1), 11_000
HEAD = (
    *("NIP", "Nama", "E-mail", "Kode Unit", "Jabatan", "Pangkat", "Jenis Pegawai", "TMT"),
    *("Tempat Lahir", "Tanggal Lahir", "Status"),
)
Lines = list[list[str]]
Plant = Callable[[list[str], Lines], None]


def line(number: int, *, moved: int = 0) -> list[str]:
    born = BORN + timedelta(days=number % SPAN)
    # Serials tell apart who was born on one day.
    nip = f"{born:%Y%m%d}20150{number % 9 + 1}{1 + number % 2}{1 + number // SPAN:03d}"
    unit = f"U{(number + moved) % UNITS}"
    mail = f"pegawai{number}@{'pemkot' if moved else 'kota'}.example"
    post = f"Analis {number % 60}"
    rank = "Penata Muda (III/a)"
    since = "2026-11-02" if moved else "2024-01-01"
    return [nip, f"Pegawai {number}", mail, unit, post, rank, "PNS", since, "Kota", str(born), ""]


def put(column: str, value: str) -> Plant:
    place = HEAD.index(column)

    def plant(row: list[str], _all: Lines) -> None:
        row[place] = value

    return plant


def spoil_nip(spoil: Callable[[str], str]) -> Plant:
    def plant(row: list[str], _all: Lines) -> None:
        row[0] = spoil(row[0])

    return plant


# Code that has to be reported → what is done to a row; the kinds of issue and domain rules.
PLANTED: dict[str, tuple[str, Plant]] = {
    "missing NIP": ("staffing.nip-missing", put("NIP", "")),
    "17 digits": ("staffing.nip-length", spoil_nip(lambda nip: nip[:-1])),
    "letter in the NIP": ("staffing.nip-letters", spoil_nip(lambda nip: nip[:-1] + "O")),
    "rounded, exponent": ("nip.rounded", put("NIP", "1,98309E+17")),
    "impossible birth date": ("nip.birth-date", spoil_nip(lambda nip: nip[:4] + "0230" + nip[8:])),
    "month 13": ("nip.appointment", spoil_nip(lambda nip: nip[:12] + "13" + nip[14:])),
    "sex 3": ("nip.sex", spoil_nip(lambda nip: nip[:14] + "3" + nip[15:])),
    "birth date differs": ("staffing.birth-date-differs", put("Tanggal Lahir", "1960-01-01")),
    "no name": ("staffing.name-missing", put("Nama", "")),
    "e-mail invalid": ("staffing.email-invalid", put("E-mail", "pegawai kota.example")),
    "e-mail missing": ("staffing.email-missing", put("E-mail", "")),
    "e-mail of another": ("staffing.email-taken", put("E-mail", "citra@kota.example")),
    "unknown unit": ("staffing.unit-unknown", put("Kode Unit", "U9999")),
    "closed unit": ("staffing.unit-closed", put("Kode Unit", "TUTUP")),
    "position missing": ("staffing.position-missing", put("Jabatan", "")),
    "unknown type": ("staffing.type-unknown", put("Jenis Pegawai", "honorer")),
    "type against NIP": ("staffing.type-differs", put("Jenis Pegawai", "PPPK")),
    "unreadable day": ("staffing.date-unreadable", put("TMT", "31-02-2024")),
    "day before birth": ("staffing.date-before-birth", put("TMT", "1950-01-01")),
    "unknown status": ("staffing.status-unknown", put("Status", "cuti")),
}
# Kinds whose rows share one address by how they are planted; each is told that, too.
TWINS = {"staffing.email-twice"}


def planted(count: int) -> tuple[Lines, dict[int, str]]:
    """The lines, and number of the row → code that has to be told."""
    lines = [line(number) for number in range(count)]
    expected: dict[int, str] = {}
    kinds = list(PLANTED.values())
    step = count // (len(kinds) * PLANTED_EACH)
    for turn in range(len(kinds) * PLANTED_EACH):
        code, plant = kinds[turn % len(kinds)]
        plant(lines[turn * step], lines)
        expected[turn * step + 2] = code
    return lines, expected


def as_csv(lines: Lines) -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows([HEAD, *lines])
    return file.getvalue().encode()


class Saver:
    """Somebody who stores one small thing twenty times a second, as answers are stored."""

    def __init__(self, app: Flask, person_id: int) -> None:
        self._app, self._person_id = app, person_id
        self._stop = Event()
        self.waits: list[float] = []
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> "Saver":
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        with self._app.app_context():
            while not self._stop.wait(0.05):
                began = time.perf_counter()
                with transaction():
                    db.session.execute(
                        sa.update(Person)
                        .where(Person.id == self._person_id)
                        .values(saves_data=~Person.saves_data)
                    )
                self.waits.append(time.perf_counter() - began)


def prepare() -> tuple[Agency, Person]:
    with transaction():
        agency = org.get_or_create_agency("Kota", city="Kota", time_zone="Asia/Jakarta")
        citra = accounts.create_person(
            name="Citra", email="citra@kota.example", password=None, at=AT
        )
        accounts.grant_role(citra, "officer", day=date(2024, 1, 1))
        rows = [
            {"agency_id": agency.id, "code": f"U{n}", "name": f"Unit {n}"} for n in range(UNITS)
        ]
        closed = {"agency_id": agency.id, "code": "TUTUP", "name": "Unit lama"}
        db.session.execute(sa.insert(Unit), rows)
        db.session.execute(sa.insert(Unit), [{**closed, "valid_to": date(2023, 12, 31)}])
    return agency, citra


def do(kind: str, citra: Person, arguments: dict[str, object]) -> float:
    """Seconds of a job."""
    with transaction():
        jobs.start(
            kind,
            person_id=citra.id,
            arguments=arguments,
            key=None,
            subject=kind,
            language="id",
            back="/",
            at=AT,
        )
    began = time.perf_counter()
    if not run_next(Event()):
        raise RuntimeError("no job was done")
    return time.perf_counter() - began


def one_import(app: Flask, lines: Lines, agency: Agency, citra: Person) -> tuple[str, int]:
    """A line of the table, and the import's id."""
    with transaction():
        found = take_in(agency, name="pegawai.csv", data=as_csv(lines), by=citra, day=DAY, at=AT)
        import_id = found.id
    with Saver(app, citra.id) as during_check:
        checking = do("staffing.check", citra, {"import_id": import_id})
    told = counts(import_id)
    with Saver(app, citra.id) as during_lock:
        locked = do("staffing.application", citra, {"import_id": import_id, "is_whole": False})
    db.session.rollback()
    if db.session.get_one(StaffImport, import_id, populate_existing=True).applied_at is None:
        raise RuntimeError("the import was not applied")
    states = ", ".join(f"{count} {state}" for state, count in sorted(told.items()))
    return (
        f"| {states} | {checking:.1f} | {max(during_check.waits):.2f} "
        f"| {locked:.2f} | {max(during_lock.waits):.2f} |",
        import_id,
    )


def check_faults(import_id: int, expected: dict[int, str]) -> str:
    rows = db.session.execute(
        sa.select(StaffImportRow.number, StaffImportRow.faults).where(
            StaffImportRow.import_id == import_id, StaffImportRow.state == "error"
        )
    ).all()
    told = {number: {fault["code"] for fault in faults} - TWINS for number, faults in rows}
    wrong = Counter(
        code for number, code in expected.items() if code not in told.get(number, set())
    )
    others = told.keys() - expected.keys()
    kinds = len(set(expected.values()))
    return (
        f"{len(expected)} planted faults ({kinds} codes): {len(expected) - sum(wrong.values())} "
        f"reported with their row, missed {dict(wrong)}, {len(others)} other rows reported."
    )


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=25_000)
    words.add_argument("--database", help="address of an empty database; else SQLite")
    options = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = options.database or f"sqlite:///{Path(folder) / 'import.sqlite3'}"
        app = create_app(
            from_environment(
                {
                    "LENTERA_INSTANCE": folder,
                    "LENTERA_DATABASE_URL": address,
                    # Nothing is sent, but what is to be sent is stored.
                    "LENTERA_SMTP_URL": "smtp://127.0.0.1:25",
                    "LENTERA_MAIL_FROM": "lentera@kota.example",
                }
            )
        )
        with app.app_context():
            token = writing.set(True)
            schema.upgrade(db.engine)
            writing.reset(token)
            agency, citra = prepare()
            lines, expected = planted(options.people)
            first, import_id = one_import(app, lines, agency, citra)
            faults = check_faults(import_id, expected)
            again, _ = one_import(app, lines, agency, citra)
            moved = [line(number, moved=1) for number in range(options.people)]
            moves, _ = one_import(app, moved, agency, citra)
            kind = db.engine.dialect.name
            db.session.remove()
    table = (
        "| Rows | check, s | longest save | apply, s (lock) | longest save |\n|---|---|---|---|---|"
    )
    surroundings.keep(
        f"{table}\n{first}\n{again}\n{moves}\n\n{faults}\n\n{surroundings.described()}",
        f"staff-import-{kind}",
    )


if __name__ == "__main__":
    main()
