"""Courses, their immutable versions, and what the versions are made of.

A `Course`, a `Module` and a `Question` are identities that live on through versions; people's
progress and answers point at them. `CourseVersion`, `ModuleVersion` and `QuestionVersion` are
written once and never changed; a module or question that did not change is shared by versions.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Json, Model, UtcDateTime, one_of

KINDS = ("lesson", "quiz", "pool", "folder")
CERTIFICATES = ("automatic", "approval", "none")


class Course(Model):
    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(100), unique=True)
    live_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("course_version.id", use_alter=True)
    )


class CourseVersion(Model):
    __tablename__ = "course_version"
    __table_args__ = (
        UniqueConstraint("course_id", "number"),
        one_of("certificate", CERTIFICATES),
        CheckConstraint("jp >= 0", name="jp"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    label: Mapped[str] = mapped_column(String(40))
    content_hash: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(35))
    subject: Mapped[str] = mapped_column(String(100))
    level: Mapped[str] = mapped_column(String(100))
    provider: Mapped[str] = mapped_column(String(200))
    jp: Mapped[Decimal] = mapped_column(Numeric(7, 2))
    minutes: Mapped[int]
    certificate: Mapped[str] = mapped_column(String(10))
    valid_for_months: Mapped[int | None]
    # {"count": int | None, "refs": [module ref]}: how many of which modules complete the course.
    completion: Mapped[dict[str, Any]] = mapped_column(Json)
    # authors, keywords, audience, license, teaches: what the course page shows besides.
    about: Mapped[dict[str, Any]] = mapped_column(Json, deferred=True, deferred_group="landing")
    landing_html: Mapped[str] = mapped_column(Text, deferred=True, deferred_group="landing")
    # Lower-case words of title, description and keywords.
    search_text: Mapped[str] = mapped_column(Text, deferred=True)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Module(Model):
    """A page of a course: lesson, quiz, pool, or a folder of pages."""

    __tablename__ = "module"
    __table_args__ = (UniqueConstraint("course_id", "ref"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    ref: Mapped[str] = mapped_column(String(100))


class ModuleVersion(Model):
    __tablename__ = "module_version"
    __table_args__ = (UniqueConstraint("module_id", "content_hash"), one_of("kind", KINDS))

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    content_hash: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(String(35))
    path: Mapped[str] = mapped_column(String(300))
    minutes: Mapped[int]
    source: Mapped[str] = mapped_column(Text, deferred=True)
    # [{"html": safe HTML} | {"question": ref}], in the file's order.
    parts: Mapped[list[dict[str, str]]] = mapped_column(Json)
    # [[level, anchor, text]]
    outline: Mapped[list[list[Any]]] = mapped_column(Json)
    # A quiz's settings as `library.settings` writes and reads them; None for a lesson.
    settings: Mapped[dict[str, Any] | None] = mapped_column(Json)


class SyllabusItem(Model):
    """A module's place in a version of the course."""

    __tablename__ = "syllabus_item"
    __table_args__ = (
        UniqueConstraint("course_version_id", "module_id"),
        UniqueConstraint("course_version_id", "position"),
        Index("ix_syllabus_item_module_version_id", "module_version_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_version_id: Mapped[int] = mapped_column(ForeignKey("course_version.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    module_version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("module.id"))
    position: Mapped[int]


class Question(Model):
    __tablename__ = "question"
    __table_args__ = (UniqueConstraint("course_id", "ref"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    ref: Mapped[str] = mapped_column(String(100))


class QuestionVersion(Model):
    """What a learner really saw and was graded by; answers point here."""

    __tablename__ = "question_version"
    __table_args__ = (UniqueConstraint("question_id", "content_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    content_hash: Mapped[str] = mapped_column(String(64))
    grading_hash: Mapped[str] = mapped_column(String(64))
    type: Mapped[str] = mapped_column(String(20))
    points: Mapped[Decimal] = mapped_column(Numeric(7, 2))
    # `content.questions.dump`: with the rendered HTML and the key; never sent to a browser whole.
    body: Mapped[dict[str, Any]] = mapped_column(Json)


class ModuleQuestion(Model):
    """The questions of a module version in the file's order."""

    __tablename__ = "module_question"

    module_version_id: Mapped[int] = mapped_column(
        ForeignKey("module_version.id"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    question_version_id: Mapped[int] = mapped_column(ForeignKey("question_version.id"))


class Asset(Model):
    """A file of a course, stored once under its hash; `instance/assets/ab/abcdef…`."""

    __tablename__ = "asset"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]


class CourseAsset(Model):
    """The name by which a version of a course knows an asset."""

    __tablename__ = "course_asset"

    course_version_id: Mapped[int] = mapped_column(
        ForeignKey("course_version.id"), primary_key=True
    )
    path: Mapped[str] = mapped_column(String(300), primary_key=True)
    asset_hash: Mapped[str] = mapped_column(ForeignKey("asset.hash"))


class Rendering(Model):
    """Safe HTML by hash of source, language, links, renderer and policy: nothing renders twice."""

    __tablename__ = "rendering"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    html: Mapped[str] = mapped_column(Text)
    outline: Mapped[list[list[Any]]] = mapped_column(Json)
