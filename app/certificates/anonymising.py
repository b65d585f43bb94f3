"""A certificate stays in the register, with its number and course; whose it was is blanked. What
waits to be issued never is: nobody is left to hold it."""

from sqlalchemy import delete, select, update

from app.certificates.models import Certificate, CertificateRequest, CertificateRevocation
from app.db import change_rows, db

# What the snapshot holds of the person; the page that verifies it says that they are gone.
BLANKED = {
    "name": "",
    **dict.fromkeys(("nip", "birth_place", "birth_date", "rank", "position")),
}


def anonymise(person_id: int) -> None:
    held = select(Certificate).where(Certificate.person_id == person_id)
    ids = []
    for certificate in db.session.scalars(held):
        certificate.snapshot = {**certificate.snapshot, **BLANKED}
        certificate.reason = None
        ids.append(certificate.id)
    revoked = update(CertificateRevocation).where(CertificateRevocation.certificate_id.in_(ids))
    theirs = CertificateRequest.person_id == person_id
    asked = update(CertificateRequest).where(theirs).values(reason=None)
    waiting = delete(CertificateRequest).where(theirs, CertificateRequest.decision.is_(None))
    for statement in (waiting, revoked.values(reason=""), asked):
        change_rows(statement)
