"""Ana learns, Budi supervises Ana, Citra is the officer, Dewi of another unit, Eko writes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts.grants import grants_of
from app.accounts.models import Person
from app.certificates.actions import get_or_create_series
from app.db import db
from app.org import actions as org
from app.org.models import Agency

SINCE = date(2024, 1, 1)
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)

# Birth date, appointment, sex and serial as the rules of the NIP ask.
NUMBERS = {
    "ana": "199204112019032003",
    "budi": "197906152005011002",
    "citra": "198511232010122001",
    "dewi": "199001302015042002",
    "eko": "198203172008011004",
}


@dataclass
class Cast:
    agency: Agency
    ana: Person
    budi: Person
    citra: Person
    dewi: Person
    eko: Person


def create_cast() -> Cast:
    agency = Agency(name="Kota Contoh", city="Contoh", time_zone="Asia/Jayapura")
    db.session.add(agency)
    db.session.flush()
    get_or_create_series(agency).signatory_name = "Hasan"
    budi = create_person("budi", agency, "Disdukcapil", "employee", "supervisor")
    cast = Cast(
        agency=agency,
        budi=budi,
        ana=create_person("ana", agency, "Disdukcapil", "employee", supervisor=budi),
        citra=create_person("citra", agency, "BKPSDM", "employee", "officer"),
        dewi=create_person("dewi", agency, "Dishub", "employee"),
        eko=create_person("eko", agency, "BKPSDM", "employee", "author"),
    )
    db.session.commit()
    return cast


def find_cast() -> Cast:
    """Those whom `create_cast` has made."""
    people = {
        person.email.partition("@")[0]: person for person in db.session.scalars(select(Person))
    }
    agency = db.session.scalars(select(Agency)).one()
    return Cast(agency=agency, **{name: people[name] for name in NUMBERS})


def acting(person: Person, role: str, *, unit_id: int | None = None) -> Person:
    """As the session's query would find one who has this role alone."""
    person.grants = grants_of([(role, unit_id, False)], SINCE)
    return person


def anybody_everywhere() -> Person:
    """Sees all there is, for tests that ask what the lists hold."""
    return acting(Person(), "admin")


def create_person(
    name: str,
    agency: Agency | None = None,
    unit: str = "Disdukcapil",
    *roles: str,
    supervisor: Person | None = None,
    password: str | None = None,
) -> Person:
    person = accounts.create_person(
        name=name.capitalize(), email=f"{name}@lentera.example", password=password, at=AT
    )
    if name in NUMBERS:
        accounts.give_number(person, NUMBERS[name], day=SINCE)
    for role in roles:
        accounts.grant_role(person, role, day=SINCE)
    if agency:
        org.place(
            person, agency=agency, unit=unit, position="Analis", supervisor=supervisor, day=SINCE
        )
    return person
