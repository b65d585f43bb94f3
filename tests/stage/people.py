"""Who stands on the stage: the demo cast, an administrator, somebody new, and a crowd."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import select

from app import demo
from app.accounts import actions as accounts
from app.accounts import roles
from app.accounts.models import Person
from app.accounts.queries import find_person_by_email
from app.db import db
from app.org import actions as org
from app.org import heads
from app.org.models import Agency, Position, Unit

SINCE = date(2024, 1, 1)
PASSWORD = "belajar-di-atas-panggung"
UNITS = ("Dinas Kependudukan", "Dinas Perhubungan", "Dinas Kesehatan", "Kecamatan Waena")
# One name is as long as names get.
NAMES = """
Agustina Rumbiak;Bernard Wanggai;Cornelia Yoku;Daniel Ayomi;Elisabeth Mandowen;Ferdinand Suebu
Gerson Kaisiepo;Hendrika Ohee;Irianto Sembiring;Jelita Puspasari;Kartika Maharani;Lukas Tabuni
Maria Magdalena Sri Rahayu Kusumaningtyas Wardhani;Nathan Felle;Oktovianus Pekei;Paulina Marani
Rahmat Hidayat;Salomina Doyapo;Theresia Nari;Usman Latuconsina;Veronika Itlay;Wahyu Setiawan
Yohana Kambu;Zulkifli Marasabessy;Adriana Imbiri;Benyamin Arisoy;Carolina Numberi;Dominggus Bonay
Ester Wopari;Frans Kapisa;Gracia Lestaluhu;Hasan Umar;Ishak Wambrauw;Justina Hubi
""".replace("\n", ";")


@dataclass
class Company:
    """`crowd`: employees in several units, some of whom Budi supervises."""

    agency: Agency
    ana: Person
    budi: Person
    citra: Person
    dewi: Person
    eko: Person
    crowd: list[Person]


def gather(instance: Path, *, at: datetime) -> Company:
    """Writes the accounts where `lentera demo` keeps them, of the cast and two more."""
    accounts_made = demo.create_cast(at=at)
    agency = db.session.scalars(select(Agency)).one()
    for name, role in (("Fajar Nugraha", "admin"), ("Gita Savitri", "employee")):
        person = _create(name, agency, "BKPSDM", role, at=at, password=PASSWORD)
        accounts_made.append((person.email, PASSWORD, role))
    demo.keep(instance / "demo-accounts.txt", accounts_made)
    cast = {name: _get(name) for name in ("ana", "budi", "citra", "dewi", "eko")}
    return Company(agency, **cast, crowd=_crowd(agency, cast["budi"], at=at))


def _crowd(agency: Agency, supervisor: Person, *, at: datetime) -> list[Person]:
    people = []
    for place, name in enumerate(filter(None, NAMES.split(";"))):
        unit = UNITS[place % len(UNITS)]
        boss = supervisor if unit == UNITS[0] else None
        people.append(_create(name, agency, unit, "employee", at=at, supervisor=boss))
    return people


def _create(
    name: str,
    agency: Agency,
    unit: str,
    role: str,
    *,
    at: datetime,
    password: str | None = None,
    supervisor: Person | None = None,
) -> Person:
    email = f"{name.lower().replace(' ', '.')}@lentera.example"
    person = accounts.create_person(name=name, email=email, password=password, at=at)
    person.time_zone = agency.time_zone
    accounts.grant_role(person, role, day=SINCE)
    org.place(person, agency=agency, unit=unit, position="Analis", supervisor=supervisor, day=SINCE)
    return person


def _get(name: str) -> Person:
    person = find_person_by_email(f"{name}@lentera.example")
    if person is None:
        raise LookupError(name)
    return person


def arrange(company: Company) -> dict[str, str]:
    """A head and a second post; returns the marks of what the pages about units show."""
    unit = db.session.scalars(select(Unit).where(Unit.name == UNITS[1])).one()
    position = db.session.scalars(select(Position).order_by(Position.id)).first()
    assert position
    head = heads.set_head(unit, company.dewi, kind="head", day=SINCE)
    post = org.give_other_post(
        company.ana, unit=unit, position=position, kind="acting", day=SINCE, until=None
    )
    return {
        "unit": str(unit.id),
        "head": str(head.id),
        "position": str(position.id),
        "post": str(post.id),
        "grant": str(roles.all_of(company.ana.id)[0].id),
    }
