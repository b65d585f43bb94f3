"""What the handbook remembers of a person."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Model, UtcDateTime


class HintDismissal(Model):
    """A first-run hint that somebody has understood and does not want to see again."""

    __tablename__ = "hint_dismissal"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    hint: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
