"""What a person has put away."""

from app.db import db
from app.handbook.models import HintDismissal


def is_dismissed(person_id: int, hint: str) -> bool:
    return db.session.get(HintDismissal, (person_id, hint)) is not None
