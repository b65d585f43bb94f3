"""Hints that were put away go with the name."""

from sqlalchemy import delete

from app.db import db
from app.handbook.models import HintDismissal


def anonymise(person_id: int) -> None:
    db.session.execute(delete(HintDismissal).where(HintDismissal.person_id == person_id))
