"""Issuing, approving, revoking."""

from calendar import monthrange
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update

from app.accounts import queries as accounts
from app.accounts.models import Person
from app.certificates import audited, notices, numbering, queries
from app.certificates.events import CertificateIssued
from app.certificates.models import (
    Certificate,
    CertificateCounter,
    CertificateRequest,
    CertificateRevocation,
    CertificateSeries,
)
from app.certificates.snapshot import snapshot
from app.db import db, insert_once
from app.kit import clock, slugs
from app.kit.errors import Conflict
from app.kit.events import tell
from app.learning import queries as learning
from app.learning.events import CourseCompleted
from app.library import queries as library
from app.library.models import CourseVersion
from app.org import queries as org
from app.org.models import Agency
from app.org.queries import Placement


def on_course_completed(event: CourseCompleted) -> None:
    """At once, or into the officer's queue when the course asks for approval.

    Into the queue also when nobody could sign: the person has no post, or the agency has not
    named its signatory. A certificate of the course that is valid already proves this one, too.
    """
    version = library.find_version(event.course_version_id)
    if version is None or version.certificate == "none":
        return
    placement = org.find_placement(event.person_id, day=event.completed_on)
    if version.certificate == "approval" or not _can_sign(placement):
        insert_once(
            CertificateRequest,
            completion_id=event.completion_id,
            person_id=event.person_id,
            requested_at=event.at,
        )
        return
    held = queries.find_valid(event.person_id, event.course_id, day=event.completed_on)
    if held:
        tell(CertificateIssued(held.id, event.person_id, event.completion_id))
        return
    issue_for_completion(event.completion_id, by=None, at=event.at)


def _can_sign(placement: Placement | None) -> bool:
    return placement is not None and bool(get_or_create_series(placement.agency).signatory_name)


def issue_for_completion(completion_id: int, *, by: int | None, at: datetime) -> Certificate:
    """Raises Conflict when nobody could sign, or a certificate of the course is valid."""
    completion, enrolment, version = learning.get_completion(completion_id)
    person = db.session.get_one(Person, enrolment.person_id)
    _lock_holder(person)
    placement = _placement(person, completion.local_date)
    return _issue(
        person,
        version,
        placement,
        started_on=clock.local_date(enrolment.enrolled_at, placement.agency.time_zone),
        completed_on=completion.local_date,
        at=at,
        completion_id=completion.id,
        issued_by_id=by,
    )


def issue_by_hand(
    person: Person,
    version: CourseVersion,
    *,
    completed_on: date,
    reason: str,
    form_key: str,
    by: Person,
    at: datetime,
) -> Certificate:
    """For somebody who passed elsewhere or before; the same form sent twice issues one.

    Raises Conflict when a certificate of the course is valid already, or it is one's own.
    """
    if person.id == by.id:
        raise Conflict("certificate.own")
    _lock_holder(person)
    placement = _placement(person, completed_on)
    # Its lock is taken before looking, so that two requests cannot both find nothing.
    _lock(get_or_create_series(placement.agency))
    if sent_before := queries.find_by_form_key(form_key):
        return sent_before
    return _issue(
        person,
        version,
        placement,
        started_on=completed_on,
        completed_on=completed_on,
        at=at,
        issued_by_id=by.id,
        reason=reason,
        form_key=form_key,
    )


def _placement(person: Person, day: date) -> Placement:
    placement = org.find_placement(person.id, day=day)
    if placement is None:
        raise Conflict("certificate.no-post", name=person.name)
    return placement


def _issue(
    person: Person,
    version: CourseVersion,
    placement: Placement,
    *,
    started_on: date,
    completed_on: date,
    at: datetime,
    completion_id: int | None = None,
    **fields: Any,
) -> Certificate:
    series = get_or_create_series(placement.agency)
    if not series.signatory_name:
        agency = placement.agency
        raise Conflict("certificate.no-signatory", agency=agency.name, agency_id=agency.id)
    _lock(series)
    today = clock.local_date(at, placement.agency.time_zone)
    if queries.find_valid(person.id, version.course_id, day=today):
        raise Conflict("certificate.exists", name=person.name)
    seq = _next_seq(series, today.year)
    valid_until = _valid_until(today, version.valid_for_months)
    certificate = Certificate(
        series_id=series.id,
        year=today.year,
        seq=seq,
        number=numbering.number(series.number_template, seq=seq, day=today),
        code=slugs.code(),
        person_id=person.id,
        course_id=version.course_id,
        completion_id=completion_id,
        issued_at=at,
        valid_until=valid_until,
        **fields,
    )
    certificate.snapshot = snapshot(
        certificate,
        person=person,
        nip=accounts.find_number(person.id),
        placement=placement,
        series=series,
        version=version,
        syllabus=library.syllabus_of(version.id),
        issued_on=today,
        started_on=started_on,
        completed_on=completed_on,
    )
    db.session.add(certificate)
    db.session.flush()
    audited.issued(certificate)
    notices.tell_issued(certificate, version, at=at)
    tell(CertificateIssued(certificate.id, person.id, completion_id))
    return certificate


def _lock_holder(person: Person) -> None:
    """Before the series, as everywhere. Raises Conflict where nobody knows any more who it was."""
    accounts.lock_person(person.id)
    if db.session.scalar(select(Person.anonymised_at).where(Person.id == person.id)):
        raise Conflict("person.anonymised")


def _lock(series: CertificateSeries) -> None:
    """Held until the end of the transaction."""
    db.session.execute(
        select(CertificateSeries.id).where(CertificateSeries.id == series.id).with_for_update()
    )


def _next_seq(series: CertificateSeries, year: int) -> int:
    """Locks the counter's row until the commit: a rollback gives the number back, so no gaps."""
    insert_once(CertificateCounter, series_id=series.id, year=year, last=0)
    result = db.session.scalars(
        update(CertificateCounter)
        .where(CertificateCounter.series_id == series.id, CertificateCounter.year == year)
        .values(last=CertificateCounter.last + 1)
        .returning(CertificateCounter.last)
        .execution_options(synchronize_session=False)
    )
    return result.one()


def _valid_until(day: date, months: int | None) -> date | None:
    """The last day of validity; the 31st becomes the month's last day where it must."""
    if months is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def get_or_create_series(agency: Agency) -> CertificateSeries:
    """An agency's series, with plain defaults until an officer names who signs."""
    insert_once(
        CertificateSeries,
        agency_id=agency.id,
        number_template="800.2/{seq}/{month_roman}/{year}",
        place=agency.city,
        signatory_name="",
        signatory_title="Kepala BKPSDM",
    )
    series = queries.find_series(agency.id)
    if series is None:
        raise RuntimeError("the series was inserted just now")
    return series


def approve(request: CertificateRequest, *, by: Person, at: datetime) -> Certificate | None:
    """None when somebody decided before. Raises Conflict for one's own request."""
    if request.decision is not None:
        return None
    if request.person_id == by.id:
        raise Conflict("certificate.own")
    request.decide("approved", reason=None, by=by.id, at=at)
    audited.decided(request, by=by)
    return issue_for_completion(request.completion_id, by=by.id, at=at)


def reject(request: CertificateRequest, *, reason: str, by: Person, at: datetime) -> bool:
    """Whether nobody had decided before."""
    if request.decision is not None:
        return False
    request.decide("rejected", reason=reason, by=by.id, at=at)
    audited.decided(request, by=by)
    notices.tell_rejected(request, reason=reason, at=at)
    return True


def revoke(certificate: Certificate, *, reason: str, by: Person, at: datetime) -> bool:
    """Whether it was valid until now; it stays on record and its page says revoked."""
    is_new = insert_once(
        CertificateRevocation,
        certificate_id=certificate.id,
        reason=reason,
        revoked_at=at,
        revoked_by_id=by.id,
    )
    if is_new:
        audited.revoked(certificate, reason=reason, by=by)
        notices.tell_revoked(certificate, reason=reason, at=at)
    return is_new is not None
