"""What people are told."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Json, Model, UtcDateTime


class Notice(Model):
    """Something that a person is told, once for each `kind` and `key`."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "key"),
        Index("ix_notice_person_id_id", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    # `<feature>.<what>`: the feature holds its words.
    kind: Mapped[str] = mapped_column(String(40))
    # Of what it tells: the same again is not told again.
    key: Mapped[str] = mapped_column(String(100))
    # JSON that fills the words' gaps and leads to the page.
    params: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    def mark_read(self, *, at: datetime) -> None:
        """The first reading stays."""
        self.read_at = self.read_at or at
