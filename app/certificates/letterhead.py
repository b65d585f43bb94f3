"""The logo on an agency's papers: today's, as it would be on new paper; no field of a snapshot."""

import base64

from app.certificates.models import Certificate, CertificateSeries
from app.db import db
from app.settings import brands

# As `app/settings/logos.py` leaves room for; the picture keeps its shape within.
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 160">'
    '<image width="480" height="160" href="data:image/png;base64,{}"/></svg>'
)


def logo_of(certificate: Certificate) -> str:
    series = db.session.get_one(CertificateSeries, certificate.series_id)
    return logo_of_agency(series.agency_id)


def logo_of_agency(agency_id: int) -> str:
    """As SVG, which the template takes as text; "" for Lentera's lantern."""
    digest = brands.look_of(agency_id).logo_digest
    found = brands.find_logo(digest) if digest else None
    return LOGO.format(base64.b64encode(found).decode()) if found else ""
