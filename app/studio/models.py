"""Courses on their way: uploaded, checked and rendered, to be looked at and then published."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from app.content.model import Finding
from app.db import Json, Model, UtcDateTime, one_of

CHANGES = ("new", "changed", "same", "removed")


class CourseDraft(Model):
    """A whole course folder that is not live; its files lie in `instance/drafts/<folder>`."""

    __tablename__ = "course_draft"
    # No id twice: a tab that is still open must not speak of another draft.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012

    id: Mapped[int] = mapped_column(primary_key=True)
    # The id in its course.md; "" while there is none to be read.
    ref: Mapped[str] = mapped_column(String(100), index=True)
    title: Mapped[str] = mapped_column(Text)
    # The course's language, in which its texts are shown.
    lang: Mapped[str] = mapped_column(String(35))
    # What was uploaded, or the version it was made from, in the author's words.
    origin: Mapped[str] = mapped_column(String(300))
    # The number of the version it was made from, to go back to it or to work on from it.
    version_number: Mapped[int | None]
    folder: Mapped[str] = mapped_column(String(32), unique=True)
    created_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # The live version that the pages are compared with.
    base_version_id: Mapped[int | None] = mapped_column(ForeignKey("course_version.id"))
    # Of all its files as they were checked; a publication must be of just these.
    content_hash: Mapped[str] = mapped_column(String(64))
    # [[code, path, line, {parameter: value}]], worst first.
    findings: Mapped[list[list[Any]]] = mapped_column(Json)
    # `impact.Impact` as a mapping; None where errors keep it from being published.
    impact: Mapped[dict[str, Any] | None] = mapped_column(Json)

    # `status: draft` in its course.md: looked at, but kept from going live.
    is_kept_back: Mapped[bool] = mapped_column(default=False, server_default=false())

    @property
    def found(self) -> list[Finding]:
        return [Finding(code, path, line, params) for code, path, line, params in self.findings]

    @property
    def state(self) -> str:
        """What an author has seen who says "publish"."""
        return f"{self.base_version_id or ''}:{self.content_hash}"

    def hold(self, folder: str, *, origin: str) -> None:
        """Other files in place of all that it held; checked and compared anew by a job."""
        self.folder = folder
        self.origin = origin[:300]
        self.version_number = None

    @property
    def is_publishable(self) -> bool:
        return self.impact is not None and not self.is_kept_back


class DraftPage(Model):
    """A page of a draft as learners would get it, beside what is live."""

    __tablename__ = "draft_page"
    __table_args__ = (UniqueConstraint("draft_id", "ref"), one_of("change", CHANGES))

    draft_id: Mapped[int] = mapped_column(
        ForeignKey("course_draft.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(300))
    path: Mapped[str] = mapped_column(String(300))
    change: Mapped[str] = mapped_column(String(10))
    # What stands in its place now, perhaps under a former id; None for a new page.
    live_module_version_id: Mapped[int | None] = mapped_column(ForeignKey("module_version.id"))
    # `previews.content_of`, and {"lines": [[sign, source line]]} that differ from what is live;
    # keys are included, so it is for authors alone.
    body: Mapped[dict[str, Any]] = mapped_column(Json, deferred=True)
