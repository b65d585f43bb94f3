"""Trainings elsewhere, as people fill them in."""

from datetime import date
from typing import Any

from app.accounts.models import Person
from app.db import db
from app.kit import clock
from app.org.queries import local_day
from app.records.models import Activity, Evidence

BIMTEK, WORKSHOP, SEMINAR = 8, 4, 9
FORM = {
    "form_id": str(WORKSHOP),
    "title": "Lokakarya pelayanan publik",
    "provider": "BKPSDM Kota Contoh",
    "starts_on": "2026-03-02",
    "ends_on": "2026-03-04",
    "reach": "national",
    "revision": "1",
}


def filled(**more: str) -> dict[str, str]:
    return {**FORM, **more}


def enter(owner: Person, **more: Any) -> Activity:
    """A workshop of three days; `more`: other columns of the row."""
    values = {
        "form_id": WORKSHOP,
        "state": "draft",
        "title": FORM["title"],
        "provider": FORM["provider"],
        "starts_on": date(2026, 3, 2),
        "ends_on": date(2026, 3, 4),
        "created_at": clock.now(),
    }
    if more.get("state") == "proposed":
        values |= {"proposed_at": clock.now(), "waits_for": "officer"}
    activity = Activity(person_id=owner.id, **{**values, **more})
    db.session.add(activity)
    db.session.commit()
    return activity


def prove(activity: Activity, digest: str = "a" * 64) -> Evidence:
    """A file's row; nothing of it lies on the disk."""
    proof = Evidence(
        activity_id=activity.id,
        file=f"{activity.id}{digest}"[:32],
        digest=digest,
        media_type="image/jpeg",
        name="piagam.jpg",
        size=1000,
        pages=1,
        created_at=clock.now(),
    )
    db.session.add(proof)
    db.session.commit()
    return proof


def today_of(person: Person) -> date:
    return local_day(person, at=clock.now())
