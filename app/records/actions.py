"""Entering activities that happened here."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import select, update

from app.accounts.models import Person
from app.certificates.events import CertificateIssued
from app.db import db, insert_once
from app.learning import counts
from app.learning.events import CourseCompleted
from app.library import queries as library
from app.records import ledger, queries
from app.records.models import E_LEARNING, Activity, DailyCap, JpCredit


def on_course_completed(event: CourseCompleted) -> None:
    version = library.find_version(event.course_version_id)
    if version is None:
        return
    is_new = insert_once(
        Activity,
        person_id=event.person_id,
        form_id=E_LEARNING,
        title=version.title,
        provider=version.provider,
        starts_on=event.started_on,
        ends_on=event.completed_on,
        jp_raw=event.jp,
        completion_id=event.completion_id,
        created_at=event.at,
    )
    if is_new:
        _credit(event)


def _credit(event: CourseCompleted) -> None:
    """Under the daily cap that all online courses of a day share."""
    # Two courses completed at once must not both find the day's room free.
    db.session.execute(
        select(Person.id).where(Person.id == event.person_id).with_for_update(key_share=True)
    )
    activity_id = db.session.scalars(
        select(Activity.id).where(Activity.completion_id == event.completion_id)
    ).one()
    raw = ledger.spread(event.jp, counts.minutes_by_day(event.completion_id))
    caps = queries.daily_caps(E_LEARNING)
    used = queries.credited_by_day(event.person_id, E_LEARNING, raw)
    for credit in ledger.credit(raw, cap_on=lambda day: _cap_on(caps, day), used=used):
        db.session.add(
            JpCredit(
                activity_id=activity_id,
                day=credit.day,
                raw=credit.raw,
                credited=credit.credited,
                daily_cap=credit.cap,
            )
        )
    db.session.flush()


def _cap_on(caps: Sequence[DailyCap], day: date) -> Decimal | None:
    """The cap that is valid on a day; the latest, should two overlap."""
    valid = [cap.jp for cap in caps if cap.valid_from <= day <= (cap.valid_to or date.max)]
    return valid[-1] if valid else None


def on_certificate_issued(event: CertificateIssued) -> None:
    """Link the paper to the entry it proves; one issued by hand proves no completion."""
    if event.completion_id is None:
        return
    db.session.execute(
        update(Activity)
        .where(Activity.completion_id == event.completion_id)
        .values(certificate_id=event.certificate_id)
    )
