"""What was typed of somebody goes with their name."""

from sqlalchemy import delete

from app.db import change_rows
from app.ip_asn.models import IpAsnInput


def anonymise(person_id: int) -> None:
    change_rows(delete(IpAsnInput).where(IpAsnInput.person_id == person_id))
