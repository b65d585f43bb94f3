"""Batches for SIASN: one sent, with an entry that it refused; one taken apart; one not sent; and
entries that something keeps back."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.accounts import actions as accounts
from app.accounts.models import Person
from app.db import db
from app.kit import clock
from app.org.models import Agency
from app.records.models import Activity
from app.siasn import actions
from app.siasn.models import SiasnItem
from app.siasn.readiness import Scope

HOUR = timedelta(hours=1)


def hand_over(
    people: Sequence[Person], agency: Agency, *, by: Person, at: datetime
) -> dict[str, str]:
    """Of the verified trainings of `people`, who have one each at least."""
    day = clock.local_date(at, agency.time_zone)
    scope = Scope(agency.id, day.year, day)
    for place, person in enumerate(people):
        accounts.give_number(person, f"19900203201503100{place + 1}", day=day)
    _number(people[:2])
    sent = actions.make_batch(scope, by=by, at=at - 4 * HOUR)
    actions.send(sent, on=day, reference="SIASN-2026-0117", by=by)
    item = db.session.scalars(select(SiasnItem).where(SiasnItem.batch_id == sent.id)).first()
    assert item
    reason = "Nomor sertifikat tidak dikenal."
    actions.decide(sent, item, "refused", reason=reason, by=by, at=at - HOUR)
    _number(people[2:3])
    apart = actions.make_batch(scope, by=by, at=at - 2 * HOUR)
    actions.withdraw(apart, by=by, at=at - HOUR)
    still_open = actions.make_batch(scope, by=by, at=at)
    _number(people[3:4])
    return {
        "siasn_sent": str(sent.id),
        "siasn_apart": str(apart.id),
        "siasn_open": str(still_open.id),
        "siasn_item": str(item.id),
    }


def _number(people: Sequence[Person]) -> None:
    """Certificate numbers, without which nothing is handed over."""
    ids = [person.id for person in people]
    own = select(Activity).where(Activity.person_id.in_(ids), Activity.state == "verified")
    for activity in db.session.scalars(own.where(func.coalesce(Activity.number, "") == "")):
        activity.number = f"800/{activity.id}/BKPSDM/2026"
    db.session.flush()
