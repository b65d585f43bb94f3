"""The invented cast of the demonstration: a small city with five people."""

import os
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import func, select

from app.accounts import actions as accounts
from app.accounts.models import Person
from app.certificates.actions import get_or_create_series
from app.db import db
from app.org import actions as org
from app.org.models import Agency

# Not letters and digits that look alike when copied from a terminal.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
SINCE = date(2024, 1, 1)


@dataclass(frozen=True)
class Role:
    """One of the cast; `number` is an invented NIP that keeps the rules."""

    name: str
    email: str
    number: str
    unit: str
    position: str
    roles: tuple[str, ...]
    supervisor: str | None = None


CAST = (
    Role(
        "Budi Santoso",
        "budi@lentera.example",
        "197906152005011002",
        "Dinas Kependudukan",
        "Kepala Bidang Pelayanan",
        ("employee", "supervisor"),
    ),
    Role(
        "Ana Lestari",
        "ana@lentera.example",
        "199204112019032003",
        "Dinas Kependudukan",
        "Pengelola Layanan",
        ("employee",),
        supervisor="budi@lentera.example",
    ),
    Role(
        "Citra Wulandari",
        "citra@lentera.example",
        "198511232010122001",
        "BKPSDM",
        "Analis Pengembangan Kompetensi",
        ("employee", "officer"),
    ),
    Role(
        "Dewi Anggraini",
        "dewi@lentera.example",
        "199001302015042002",
        "Dinas Perhubungan",
        "Analis Transportasi",
        ("employee",),
    ),
    Role(
        "Eko Prasetyo",
        "eko@lentera.example",
        "198203172008011004",
        "BKPSDM",
        "Widyaiswara",
        ("employee", "author"),
    ),
)


def is_empty() -> bool:
    return not db.session.scalar(select(func.count()).select_from(Person))


def create_cast(*, at: datetime) -> list[tuple[str, str, str]]:
    """Make the people and their agency; returns (e-mail, password, role) of each."""
    agency = Agency(name="Pemerintah Kota Lembayung", city="Lembayung", time_zone="Asia/Jayapura")
    db.session.add(agency)
    db.session.flush()
    series = get_or_create_series(agency)
    series.signatory_name = "Drs. Hasan Basri, M.Si."
    people: dict[str, Person] = {}
    accounts_made = []
    for role in CAST:
        password = "-".join(_word() for _ in range(3))
        person = accounts.create_person(name=role.name, email=role.email, password=password, at=at)
        accounts.give_number(person, role.number, day=SINCE)
        for name in role.roles:
            accounts.grant_role(person, name, day=SINCE)
        org.place(
            person,
            agency=agency,
            unit=role.unit,
            position=role.position,
            supervisor=people.get(role.supervisor or ""),
            day=SINCE,
        )
        people[role.email] = person
        accounts_made.append((role.email, password, role.roles[-1]))
    return accounts_made


def _word() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(5))


def keep(path: Path, cast: list[tuple[str, str, str]]) -> None:
    """One `e-mail password role` a line, readable by the owner alone."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.writelines(f"{' '.join(line)}\n" for line in cast)
