"""What somebody is told about a certificate of theirs."""

from datetime import datetime

from app.certificates.models import Certificate, CertificateRequest
from app.learning import queries as learning
from app.library.models import CourseVersion
from app.notifications.actions import notify

ISSUED = "certificates.issued"
REJECTED = "certificates.rejected"
REVOKED = "certificates.revoked"


def tell_issued(certificate: Certificate, version: CourseVersion, *, at: datetime) -> None:
    params = {"course": _title(version)}
    notify(certificate.person_id, kind=ISSUED, key=str(certificate.id), params=params, at=at)


def tell_rejected(request: CertificateRequest, *, reason: str, at: datetime) -> None:
    _, _, version = learning.get_completion(request.completion_id)
    params = {"course": _title(version), "reason": reason}
    notify(request.person_id, kind=REJECTED, key=str(request.id), params=params, at=at)


def tell_revoked(certificate: Certificate, *, reason: str, at: datetime) -> None:
    params = {"course": certificate.snapshot["course"], "reason": reason}
    notify(certificate.person_id, kind=REVOKED, key=str(certificate.id), params=params, at=at)


def _title(version: CourseVersion) -> dict[str, str]:
    return {"title": version.title, "lang": version.lang}
