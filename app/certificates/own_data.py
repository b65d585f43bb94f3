"""A person's certificates and requests for them."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.certificates.models import Certificate, CertificateRequest, CertificateRevocation
from app.kit.personal import Kind
from app.learning.models import CourseCompletion
from app.library.models import CourseVersion

TO_PROVE = lazy_gettext("So that you, and whoever checks the paper, can rely on it.")
DECISIONS = {"approved": lazy_gettext("Accepted"), "rejected": lazy_gettext("Refused")}

KINDS = (
    Kind(
        "certificates.certificates",
        lazy_gettext("Your certificates"),
        TO_PROVE,
        select(
            Certificate.number.label("number"),
            Certificate.code.label("code"),
            Certificate.snapshot.label("printed"),
            Certificate.issued_at.label("issued"),
            Certificate.valid_until.label("valid_until"),
            Certificate.reason.label("reason"),
            CertificateRevocation.revoked_at.label("revoked"),
            CertificateRevocation.reason.label("revoked_why"),
        )
        .select_from(Certificate)
        .outerjoin(CertificateRevocation, CertificateRevocation.certificate_id == Certificate.id)
        .order_by(Certificate.id.desc()),
        Certificate.person_id,
        {
            "number": lazy_gettext("Number"),
            "code": lazy_gettext("Code"),
            "printed": lazy_gettext("What is printed"),
            "issued": lazy_gettext("Issued"),
            "valid_until": lazy_gettext("Valid until"),
            "reason": lazy_gettext("Reason"),
            "revoked": lazy_gettext("Revoked"),
            "revoked_why": lazy_gettext("Why it was revoked"),
        },
        stays=True,
    ),
    Kind(
        "certificates.requests",
        lazy_gettext("Requests for certificates"),
        TO_PROVE,
        select(
            CourseVersion.title.label("course"),
            CertificateRequest.requested_at.label("at"),
            CertificateRequest.decision.label("decision"),
            CertificateRequest.decided_at.label("decided"),
            CertificateRequest.reason.label("reason"),
        )
        .select_from(CertificateRequest)
        .join(CourseCompletion, CourseCompletion.id == CertificateRequest.completion_id)
        .join(CourseVersion, CourseVersion.id == CourseCompletion.course_version_id)
        .order_by(CertificateRequest.id.desc()),
        CertificateRequest.person_id,
        {
            "course": lazy_gettext("Course"),
            "at": lazy_gettext("When"),
            "decision": lazy_gettext("Decision"),
            "decided": lazy_gettext("Decided"),
            "reason": lazy_gettext("Reason"),
        },
        codes={"decision": DECISIONS},
        stays=True,
    ),
)
