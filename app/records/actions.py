"""Entering activities that happened here."""

from sqlalchemy import update

from app.certificates.events import CertificateIssued
from app.db import db, insert_missing, insert_once
from app.learning import counts
from app.learning.events import CourseCompleted
from app.library import queries as library
from app.records import crediting, ledger
from app.records.closing import Cause
from app.records.models import E_LEARNING, Activity, ActivityDay


def on_course_completed(event: CourseCompleted) -> None:
    version = library.find_version(event.course_version_id)
    if version is None:
        return
    entered = insert_once(
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
    if entered is None:
        return
    activity_id: int = entered[0]
    shares = ledger.spread(event.jp, counts.minutes_by_day(event.completion_id))
    rows = [{"activity_id": activity_id, "day": day, "jp": jp} for day, jp in shares.items()]
    insert_missing(ActivityDay, rows)
    crediting.recompute([event.person_id], cause=Cause(activity_id=activity_id), at=event.at)


def on_certificate_issued(event: CertificateIssued) -> None:
    """Link the paper to the entry it proves; one issued by hand proves no completion."""
    if event.completion_id is None:
        return
    db.session.execute(
        update(Activity)
        .where(Activity.completion_id == event.completion_id)
        .values(certificate_id=event.certificate_id)
    )
