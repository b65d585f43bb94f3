"""What the clock does for the index."""

from app.ip_asn.settings import keeps_discipline
from app.org import merits
from app.web.transaction import transaction


def forget_discipline() -> None:
    """Sanctions that were typed before the agency decided to keep none."""
    if not keeps_discipline():
        with transaction():
            merits.forget_sanctions()
