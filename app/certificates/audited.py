"""What of certificates is recorded, and its words."""

from collections.abc import Mapping

from flask_babel import lazy_gettext

from app.accounts.models import Person
from app.audit import catalogue
from app.audit.actions import record
from app.certificates.models import Certificate, CertificateRequest, CertificateSeries

catalogue.register(
    actions={
        "certificate.issued": lazy_gettext("Certificate issued"),
        "certificate.revoked": lazy_gettext("Certificate revoked"),
        "certificate-request.approved": lazy_gettext("Certificate request approved"),
        "certificate-request.rejected": lazy_gettext("Certificate request rejected"),
        "certificate-series.changed": lazy_gettext("Number and signatory changed"),
        "certificates.exported": lazy_gettext("Certificates taken along as a file"),
    },
    fields={
        "number": lazy_gettext("Number"),
        "count": lazy_gettext("How many"),
        "number_template": lazy_gettext("Pattern of the number"),
        "place": lazy_gettext("Place"),
        "signatory_name": lazy_gettext("Name of the signatory"),
        "signatory_title": lazy_gettext("Title of the signatory"),
    },
    objects={
        "certificate": lazy_gettext("Certificate"),
        "certificate-request": lazy_gettext("Certificate request"),
        "agency": lazy_gettext("Agency"),
    },
    views={
        "certificate.page": lazy_gettext("A certificate"),
        "certificate.paper": lazy_gettext("A certificate as PDF"),
        "certificate.request": lazy_gettext("A request for a certificate"),
    },
)


def issued(certificate: Certificate) -> None:
    record(
        "certificate.issued",
        actor_id=certificate.issued_by_id,
        subject_id=certificate.person_id,
        about=("certificate", certificate.id),
        changes={
            "number": (None, certificate.number),
            "course": (None, certificate.snapshot["course"]),
            "reason": (None, certificate.reason),
        },
    )


def revoked(certificate: Certificate, *, reason: str, by: Person) -> None:
    record(
        "certificate.revoked",
        actor_id=by.id,
        subject_id=certificate.person_id,
        about=("certificate", certificate.id),
        changes={"number": (None, certificate.number), "reason": (None, reason)},
    )


def decided(request: CertificateRequest, *, by: Person) -> None:
    record(
        f"certificate-request.{request.decision}",
        actor_id=by.id,
        subject_id=request.person_id,
        about=("certificate-request", request.id),
        changes={"reason": (None, request.reason)},
    )


def changed_series(
    series: CertificateSeries, before: Mapping[str, object], after: Mapping[str, object], by: Person
) -> None:
    record(
        "certificate-series.changed",
        actor_id=by.id,
        about=("agency", series.agency_id),
        changes={name: (before[name], after[name]) for name in after},
    )


def exported(count: int, *, by: Person) -> None:
    record("certificates.exported", actor_id=by.id, changes={"count": (None, count)})
