"""Requests for correction go with the name."""

from sqlalchemy import delete

from app.db import change_rows
from app.privacy.models import CorrectionRequest


def anonymise(person_id: int) -> None:
    change_rows(delete(CorrectionRequest).where(CorrectionRequest.person_id == person_id))
