"""What the clock does for the index."""

from sqlalchemy import update

from app.db import change_rows
from app.ip_asn.models import IpAsnInput
from app.ip_asn.settings import keeps_discipline
from app.web.transaction import transaction


def forget_discipline() -> None:
    """Sanctions that were typed before the agency decided to keep none."""
    if not keeps_discipline():
        with transaction():
            kept = update(IpAsnInput).where(IpAsnInput.discipline.is_not(None))
            change_rows(kept.values(discipline=None))
