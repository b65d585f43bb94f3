"""Entering activities that happened here."""

from sqlalchemy import update

from app.certificates.events import CertificateIssued
from app.db import db, insert_once
from app.learning.events import CourseCompleted
from app.library import queries as library
from app.records.models import Activity

E_LEARNING = 16


def on_course_completed(event: CourseCompleted) -> None:
    version = library.find_version(event.course_version_id)
    if version is None:
        return
    insert_once(
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


def on_certificate_issued(event: CertificateIssued) -> None:
    """Link the paper to the entry it proves; one issued by hand proves no completion."""
    if event.completion_id is None:
        return
    db.session.execute(
        update(Activity)
        .where(Activity.completion_id == event.completion_id)
        .values(certificate_id=event.certificate_id)
    )
