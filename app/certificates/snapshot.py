"""What a certificate says, frozen on the day of issue: JSON of every printed field."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal
from typing import Any

from app.accounts.models import Person
from app.certificates.models import Certificate, CertificateSeries
from app.library.models import CourseVersion
from app.library.queries import SyllabusEntry
from app.org.queries import Placement

MINUTES_PER_JP = 45


def snapshot(
    certificate: Certificate,
    *,
    person: Person,
    nip: str | None,
    placement: Placement,
    series: CertificateSeries,
    version: CourseVersion,
    syllabus: Sequence[SyllabusEntry],
    issued_on: date,
    started_on: date,
    completed_on: date,
) -> dict[str, Any]:
    """Dates are ISO, JP decimal text, minutes whole numbers."""
    return {
        "number": certificate.number,
        "code": certificate.code,
        "name": person.name,
        "nip": nip,
        "birth_place": person.birth_place,
        "birth_date": _iso(person.birth_date),
        "rank": placement.rank,
        "position": placement.position,
        "unit": placement.unit,
        "agency": placement.agency.name,
        "time_zone": placement.agency.time_zone,
        "course": version.title,
        "version": version.number,
        "provider": version.provider,
        "jp": format(version.jp.normalize(), "f"),
        "started_on": _iso(started_on),
        "completed_on": _iso(completed_on),
        "place": series.place,
        "issued_on": _iso(issued_on),
        "valid_until": _iso(certificate.valid_until),
        "signatory_name": series.signatory_name,
        "signatory_title": series.signatory_title,
        "modules": [
            {"title": entry.title, "minutes": entry.minutes, "jp": str(_jp(entry.minutes))}
            for entry in syllabus
            if entry.is_step
        ],
    }


def _jp(minutes: int) -> Decimal:
    return (Decimal(minutes) / MINUTES_PER_JP).quantize(Decimal("0.01"), ROUND_DOWN)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
