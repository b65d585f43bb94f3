"""Finding certificates: by owner, by code, for the officer's lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select

from app.accounts.models import Person
from app.accounts.queries import lock_person
from app.accounts.reach import reaches
from app.certificates.models import (
    Certificate,
    CertificateRequest,
    CertificateRevocation,
    CertificateSeries,
)
from app.db import db
from app.kit import clock
from app.learning.models import CourseCompletion
from app.library.models import CourseVersion
from app.org.models import Agency


@dataclass(frozen=True)
class CertificateView:
    certificate: Certificate
    revocation: CertificateRevocation | None

    def status(self, at: datetime) -> str:
        """valid, expired or revoked, on the issuing agency's day."""
        if self.revocation:
            return "revoked"
        until = self.certificate.valid_until
        today = clock.local_date(at, self.certificate.snapshot["time_zone"])
        return "expired" if until and until < today else "valid"


def has_status(status: str, at: datetime) -> ColumnElement[bool]:
    """`CertificateView.status` for rows joined with their revocation and the issuing agency."""
    is_revoked = CertificateRevocation.certificate_id.is_not(None)
    is_over = or_(
        *(
            and_(Agency.time_zone == zone, Certificate.valid_until < clock.local_date(at, zone))
            for zone in clock.ZONES
        )
    )
    if status == "revoked":
        return is_revoked
    if status == "expired":
        return and_(not_(is_revoked), is_over)
    return and_(not_(is_revoked), or_(Certificate.valid_until.is_(None), not_(is_over)))


@dataclass(frozen=True)
class RequestView:
    """A request with who asks and for which course."""

    request: CertificateRequest
    person: Person
    title: str
    completed_on: date


def with_revocation() -> Select[Certificate, CertificateRevocation]:
    return select(Certificate, CertificateRevocation).outerjoin(
        CertificateRevocation, CertificateRevocation.certificate_id == Certificate.id
    )


def find_by_code(code: str) -> CertificateView | None:
    row = db.session.execute(with_revocation().where(Certificate.code == code)).first()
    return CertificateView(*row) if row else None


def find(certificate_id: int, *, actor: Person) -> CertificateView | None:
    """Within the reach of an officer."""
    row = db.session.execute(
        with_revocation().where(
            Certificate.id == certificate_id, reaches(actor, Certificate.person_id)
        )
    ).first()
    return CertificateView(*row) if row else None


def certificates_of(person_id: int) -> Sequence[CertificateView]:
    rows = db.session.execute(
        with_revocation()
        .where(Certificate.person_id == person_id)
        .order_by(Certificate.issued_at.desc(), Certificate.id.desc())
        .limit(200)
    )
    return [CertificateView(*row) for row in rows]


def all_requests() -> Select[CertificateRequest, Person, str, date]:
    return (
        select(CertificateRequest, Person, CourseVersion.title, CourseCompletion.local_date)
        .join(Person, Person.id == CertificateRequest.person_id)
        .join(CourseCompletion, CourseCompletion.id == CertificateRequest.completion_id)
        .join(CourseVersion, CourseVersion.id == CourseCompletion.course_version_id)
        .order_by(CertificateRequest.requested_at, CertificateRequest.id)
    )


def find_request(request_id: int, *, actor: Person) -> RequestView | None:
    """Within the reach of an officer."""
    row = db.session.execute(
        all_requests().where(
            CertificateRequest.id == request_id, reaches(actor, CertificateRequest.person_id)
        )
    ).first()
    return RequestView(*row) if row else None


def open_requests_of(person_id: int) -> Sequence[RequestView]:
    return [view for view in unfulfilled_requests_of(person_id) if view.request.decision is None]


def unfulfilled_requests_of(person_id: int) -> Sequence[RequestView]:
    """Waiting or rejected: what has not led to a certificate."""
    statement = all_requests().where(
        CertificateRequest.person_id == person_id,
        or_(CertificateRequest.decision.is_(None), CertificateRequest.decision == "rejected"),
    )
    return [RequestView(*row) for row in db.session.execute(statement)]


def count_open_requests(actor: Person) -> int:
    """Within the reach of an officer."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(CertificateRequest)
            .where(
                CertificateRequest.decision.is_(None),
                reaches(actor, CertificateRequest.person_id),
            )
        )
        or 0
    )


def count_approved(request_ids: Sequence[int], *, by: int) -> int:
    """How many of them a person has approved."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(CertificateRequest)
            .where(
                CertificateRequest.id.in_(request_ids),
                CertificateRequest.decision == "approved",
                CertificateRequest.decided_by_id == by,
            )
        )
        or 0
    )


def find_locked_request(request_id: int, *, actor: Person) -> CertificateRequest | None:
    """As it is now, kept from other officers until the end of the transaction; within the reach of
    this one. Its person is locked first, as everywhere."""
    found = select(CertificateRequest).where(
        CertificateRequest.id == request_id, reaches(actor, CertificateRequest.person_id)
    )
    person_id = db.session.scalar(found.with_only_columns(CertificateRequest.person_id))
    if person_id is None:
        return None
    lock_person(person_id)
    locked = found.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(locked)


def find_valid(person_id: int, course_id: int, *, day: date) -> Certificate | None:
    """A certificate of that course which on `day` is neither revoked nor expired."""
    return db.session.scalar(
        select(Certificate)
        .outerjoin(CertificateRevocation, CertificateRevocation.certificate_id == Certificate.id)
        .where(
            Certificate.person_id == person_id,
            Certificate.course_id == course_id,
            CertificateRevocation.certificate_id.is_(None),
            or_(Certificate.valid_until.is_(None), Certificate.valid_until >= day),
        )
    )


def find_by_form_key(form_key: str) -> Certificate | None:
    return db.session.scalar(select(Certificate).where(Certificate.form_key == form_key))


def find_series(agency_id: int) -> CertificateSeries | None:
    return db.session.scalar(
        select(CertificateSeries).where(CertificateSeries.agency_id == agency_id)
    )


def all_series() -> Sequence[tuple[Agency, CertificateSeries | None]]:
    """Every agency with its series, where it has one."""
    rows = db.session.execute(
        select(Agency, CertificateSeries)
        .outerjoin(CertificateSeries, CertificateSeries.agency_id == Agency.id)
        .order_by(Agency.name)
    )
    return [(agency, series) for agency, series in rows]
