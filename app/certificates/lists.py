"""The officer's two lists: what was issued, and what waits for a decision."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_

from app.accounts.models import Person
from app.accounts.reach import reaches
from app.certificates import queries
from app.certificates.models import Certificate, CertificateRequest, CertificateSeries
from app.certificates.queries import CertificateView, RequestView
from app.db import db
from app.library.models import CourseVersion
from app.org.models import Agency, Membership
from app.org.queries import valid_on

PAGE_SIZE = 50
STATUSES = ("valid", "expired", "revoked")
SORTS = ("newest", "oldest", "name")


@dataclass(frozen=True)
class Wanted:
    """How the list of issued certificates is narrowed; None and "" for any. `units` are those
    below the one that was chosen, `since` and `until` days on the reader's clock, `zone`; `actor`:
    the officer, whose reach always narrows it."""

    zone: ZoneInfo
    actor: Person
    q: str = ""
    status: str = ""
    course: int | None = None
    units: Collection[int] | None = None
    since: date | None = None
    until: date | None = None
    sort: str = "newest"


class Place(NamedTuple):
    """Where a list goes on: behind this key and id."""

    key: Any
    id: int


def issued(
    wanted: Wanted, *, after: Place | None, at: datetime
) -> Sequence[tuple[CertificateView, Place]]:
    """One more than a page."""
    key = _key(wanted)
    statement = _narrowed(queries.with_revocation().add_columns(key), wanted, at)
    if after:
        here = tuple_(key, Certificate.id)
        there = (after.key, after.id)
        statement = statement.where(here < there if wanted.sort == "newest" else here > there)
    rows = db.session.execute(_sorted(statement, wanted).limit(PAGE_SIZE + 1))
    return [
        (CertificateView(certificate, revocation), Place(value, certificate.id))
        for certificate, revocation, value in rows
    ]


def count(wanted: Wanted, *, at: datetime) -> int:
    found = _narrowed(queries.with_revocation(), wanted, at).subquery()
    return db.session.scalar(select(func.count()).select_from(found)) or 0


def ids(wanted: Wanted, *, at: datetime, limit: int) -> list[int]:
    """In the list's order."""
    statement = _sorted(_narrowed(queries.with_revocation(), wanted, at), wanted)
    return list(db.session.scalars(statement.with_only_columns(Certificate.id).limit(limit)))


def by_ids(certificate_ids: Sequence[int], *, actor: Person) -> list[Certificate]:
    """In the order asked for; what is not there for the officer is left out."""
    rows = db.session.scalars(
        select(Certificate).where(
            Certificate.id.in_(certificate_ids), reaches(actor, Certificate.person_id)
        )
    )
    found = {certificate.id: certificate for certificate in rows}
    return [found[one] for one in certificate_ids if one in found]


def _key(wanted: Wanted) -> Any:
    return func.lower(Person.name) if wanted.sort == "name" else Certificate.issued_at


def _sorted(statement: Select[*tuple[Any, ...]], wanted: Wanted) -> Select[*tuple[Any, ...]]:
    columns = (_key(wanted), Certificate.id)
    if wanted.sort == "newest":
        return statement.order_by(*(column.desc() for column in columns))
    return statement.order_by(*columns)


def _narrowed(
    statement: Select[*tuple[Any, ...]], wanted: Wanted, at: datetime
) -> Select[*tuple[Any, ...]]:
    joined = (
        statement.join(Person, Person.id == Certificate.person_id)
        .join(CertificateSeries, CertificateSeries.id == Certificate.series_id)
        .join(Agency, Agency.id == CertificateSeries.agency_id)
    )
    return joined.where(*_conditions(wanted, at))


def _conditions(wanted: Wanted, at: datetime) -> list[ColumnElement[bool]]:
    found = [reaches(wanted.actor, Certificate.person_id)]
    if wanted.q:
        found.append(_matches(wanted.q))
    if wanted.status:
        found.append(queries.has_status(wanted.status, at))
    if wanted.course:
        found.append(Certificate.course_id == wanted.course)
    if wanted.units is not None:
        today = at.astimezone(wanted.zone).date()
        placed = select(Membership.person_id).where(
            Membership.is_main, valid_on(today), Membership.unit_id.in_(wanted.units)
        )
        found.append(Certificate.person_id.in_(placed))
    if wanted.since:
        found.append(Certificate.issued_at >= _start_of(wanted.since, wanted.zone))
    if wanted.until:
        next_day = wanted.until + timedelta(days=1)
        found.append(Certificate.issued_at < _start_of(next_day, wanted.zone))
    return found


def _matches(words: str) -> ColumnElement[bool]:
    return or_(
        func.lower(Person.name).contains(words.lower(), autoescape=True),
        func.lower(Certificate.number).contains(words.lower(), autoescape=True),
        Certificate.code == words.upper(),
    )


def _start_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone)


@dataclass(frozen=True)
class WantedRequests:
    """How the list of waiting requests is narrowed; always by the reach of `actor`, the officer."""

    actor: Person
    words: str = ""
    course: int | None = None


def waiting(wanted: WantedRequests, *, after: Place | None = None) -> Sequence[RequestView]:
    """The oldest first, one more than a page."""
    statement = _waiting(queries.all_requests(), wanted)
    if after:
        here = tuple_(CertificateRequest.requested_at, CertificateRequest.id)
        statement = statement.where(here > (after.key, after.id))
    return [RequestView(*row) for row in db.session.execute(statement.limit(PAGE_SIZE + 1))]


def waiting_ids(wanted: WantedRequests, *, seen: datetime) -> list[int]:
    """Of those that were there at the moment `seen`."""
    statement = _waiting(queries.all_requests(), wanted)
    statement = statement.where(CertificateRequest.requested_at <= seen)
    return list(db.session.scalars(statement.with_only_columns(CertificateRequest.id)))


def count_waiting(wanted: WantedRequests) -> int:
    found = _waiting(queries.all_requests(), wanted).order_by(None)
    found = found.with_only_columns(CertificateRequest.id)
    return db.session.scalar(select(func.count()).select_from(found.subquery())) or 0


def _waiting(
    statement: Select[*tuple[Any, ...]], wanted: WantedRequests
) -> Select[*tuple[Any, ...]]:
    statement = statement.where(
        CertificateRequest.decision.is_(None),
        reaches(wanted.actor, CertificateRequest.person_id),
    )
    if wanted.words:
        statement = statement.where(
            func.lower(Person.name).contains(wanted.words.lower(), autoescape=True)
        )
    if wanted.course:
        statement = statement.where(CourseVersion.course_id == wanted.course)
    return statement
