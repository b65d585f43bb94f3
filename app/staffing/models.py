"""A staff list on its way into the organisation: as it was uploaded, and row by row.

Rows stay after the import: they say what it changed.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.db import Json, Model, UtcDateTime, one_of

# "leaving": the row says so; "missing": of the agency, but not in the file; "outdated": changed
# between check and application, and left out.
STATES = ("new", "changed", "unchanged", "error", "leaving", "missing", "outdated")

_WRITES = "state IN ('new', 'changed', 'leaving', 'missing')"


class StaffImport(Model):
    __tablename__ = "staff_import"
    __table_args__ = (
        CheckConstraint("applied_at IS NULL OR checked_at IS NOT NULL", name="applied"),
        Index("ix_staff_import_agency_id", "agency_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    file_name: Mapped[str] = mapped_column(String(200))
    # None once the import is applied.
    file: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # From which posts begin whose row says nothing else.
    day: Mapped[date]
    # As they stand in the file, and field → place of its column among them.
    headings: Mapped[list[str] | None] = mapped_column(Json)
    columns: Mapped[dict[str, int] | None] = mapped_column(Json)
    # {"code", "name", "parent"} of units that are to be made, parents first.
    new_units: Mapped[list[dict[str, Any]] | None] = mapped_column(Json)
    new_positions: Mapped[list[str] | None] = mapped_column(Json)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    applied_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # Whether those who are missing in the file were deactivated.
    is_whole: Mapped[bool] = mapped_column(default=False)

    @property
    def unread(self) -> list[str]:
        """Headings of the columns that are left out."""
        read = set((self.columns or {}).values())
        headings = enumerate(self.headings or ())
        return [heading for place, heading in headings if heading and place not in read]

    @property
    def is_open(self) -> bool:
        """Checked, and waiting to be applied."""
        return self.checked_at is not None and self.applied_at is None


class StaffImportRow(Model):
    """What the person will be like where it is applied; `changes`: field → [old, new].

    `seen`: a hash of what the row was compared with. `closes_on`: the day before `day`.
    """

    __tablename__ = "staff_import_row"
    __table_args__ = (
        one_of("state", STATES),
        Index("ix_staff_import_row_state", "import_id", "state", "id"),
        Index("ix_staff_import_row_person_id", "person_id", "import_id"),
        # Of two rows that write nobody knows which is right.
        Index(
            "uq_staff_import_row_person",
            "import_id",
            "person_id",
            unique=True,
            sqlite_where=text(_WRITES),
            postgresql_where=text(_WRITES),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("staff_import.id", ondelete="CASCADE"))
    # Of the row in the file; None for who is missing there.
    number: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # "" where the file has none that can be one.
    nip: Mapped[str] = mapped_column(String(18))
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    birth_place: Mapped[str | None] = mapped_column(String(100))
    birth_date: Mapped[date | None]
    education: Mapped[str | None] = mapped_column(String(10))
    performance: Mapped[str | None] = mapped_column(String(10))
    unit_code: Mapped[str] = mapped_column(String(40))
    position: Mapped[str] = mapped_column(String(200))
    grade: Mapped[str | None] = mapped_column(String(40))
    rank: Mapped[str | None] = mapped_column(String(60))
    employment_type: Mapped[str] = mapped_column(String(10))
    day: Mapped[date]
    closes_on: Mapped[date]
    has_new_post: Mapped[bool]
    has_new_number: Mapped[bool]
    seen: Mapped[str] = mapped_column(String(64))
    changes: Mapped[dict[str, Any]] = mapped_column(Json)
    # {"code", "column", "value", "params"} each.
    faults: Mapped[list[dict[str, Any]]] = mapped_column(Json)

    def blame(self, fault: dict[str, Any]) -> None:
        """It writes nothing any more."""
        self.state, self.changes = "error", {}
        self.has_new_post = self.has_new_number = False
        self.faults = [*self.faults, fault]


class StaffColumn(Model):
    """What a column with this heading holds in an agency's files, as somebody has said."""

    __tablename__ = "staff_column"
    __table_args__ = (UniqueConstraint("agency_id", "heading"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    # As `columns.normal` makes it.
    heading: Mapped[str] = mapped_column(String(100))
    # "" for a column that is left out.
    field: Mapped[str] = mapped_column(String(20))
