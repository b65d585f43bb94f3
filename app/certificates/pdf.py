"""The paper: a snapshot set by typst, in the reader's language."""

from app.certificates.models import Certificate
from app.config import ROOT

TEMPLATE = ROOT / "templates" / "certificates" / "certificate.typ"
FONTS = ROOT / "static" / "fonts"


def certificate_pdf(certificate: Certificate, *, verify_url: str) -> bytes:
    return compile_pdf(TEMPLATE, certificate.snapshot, fonts=FONTS)
