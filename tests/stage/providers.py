"""A register of providers with figures in two years, and a name that is in use without it."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from app.accounts.models import Person
from app.db import db
from app.kit import clock
from app.providers import actions
from app.providers.terms import Facts
from app.records import crediting
from app.records.closing import Cause
from app.records.models import Activity

WORKSHOP = 4
LAN = "Pusat Pelatihan Pengembangan Aparatur"


def register(people: list[Person], *, by: Person, zone: str, at: datetime) -> dict[str, str]:
    """Everybody of `people` has been to a workshop in both years."""
    today = clock.local_date(at, zone)
    for place, person in enumerate(people):
        for year in (today.year - 1, today.year):
            _attended(person, LAN, year=year, cost=None if place == 0 else "750000", at=at)
    _attended(people[0], "LPK Cipta Karya", year=today.year, cost=None, at=at)
    provider, _ = actions.enter(
        Facts(
            name=LAN,
            kind="government",
            contact_name="Sari Wulandari",
            contact_email="diklat@pusat.example",
            contact_phone="0967 123456",
            website="https://pusat.example/diklat",
            agreement_number="PKS/12/2024",
            agreement_from=today - timedelta(days=700),
            agreement_until=today + timedelta(days=30),
            note="Kelas dibuka dua kali setahun.",
        ),
        by=by,
        at=at,
    )
    over = Facts(name="PT Maju Jaya", kind="company", agreement_until=today - timedelta(days=3))
    actions.enter(over, by=by, at=at)
    retired, _ = actions.enter(Facts(name="Akademi Lama", kind="university"), by=by, at=at)
    actions.retire(retired, by=by, at=at)
    return {"provider": str(provider.id), "provider_retired": str(retired.id)}


def _attended(person: Person, provider: str, *, year: int, cost: str | None, at: datetime) -> None:
    day = date(year, 2, 3)
    activity = Activity(
        person_id=person.id,
        form_id=WORKSHOP,
        title="Lokakarya penyusunan standar pelayanan",
        provider=provider,
        starts_on=day,
        ends_on=day,
        cost=Decimal(cost) if cost else None,
        created_at=at,
    )
    db.session.add(activity)
    db.session.flush()
    crediting.recompute([person.id], cause=Cause(activity_id=activity.id), at=at)
