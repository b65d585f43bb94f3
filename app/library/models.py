"""Courses, their immutable versions, and what the versions are made of.

A `Course`, a `Module` and a `Question` are identities that live on through versions; people's
progress and answers point at them. `CourseVersion`, `ModuleVersion` and `QuestionVersion` are
written once and never changed; a module or question that did not change is shared by versions.
"""

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Numeric,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Json, Model, UtcDateTime, one_of
from app.library.languages import Landing, PageText, Words, words_in

KINDS = ("lesson", "quiz", "pool", "folder", "survey")
CERTIFICATES = ("automatic", "approval", "none")
ORIGINS = ("folder", "studio")
CHANGES = ("minor", "material", "major")
Titles = dict[str, dict[str, str]]


class Course(Model):
    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(String(100), unique=True)
    live_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("course_version.id", use_alter=True)
    )


class CourseAlias(Model):
    """An id that a course once had: old links, prerequisites and folders still mean it."""

    __tablename__ = "course_alias"

    ref: Mapped[str] = mapped_column(String(100), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))


class CourseAuthor(Model):
    """Who writes a course, from when to when: where an author's role is for the own courses only,
    these are they."""

    __tablename__ = "course_author"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period"),
        Index(
            "uq_course_author_open",
            "person_id",
            "course_id",
            unique=True,
            sqlite_where=text("valid_to IS NULL"),
            postgresql_where=text("valid_to IS NULL"),
        ),
        Index("ix_course_author_course_id", "course_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class CourseVersion(Model):
    __tablename__ = "course_version"
    __table_args__ = (
        UniqueConstraint("course_id", "number"),
        one_of("certificate", CERTIFICATES),
        one_of("origin", ORIGINS),
        one_of("change", CHANGES),
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
    # Of the translations, {lang: {"title", "description"}}; `translations`: {lang: {"audience",
    # "landing_html"}}.
    titles: Mapped[Titles] = mapped_column(Json, default=dict, server_default="{}")
    translations: Mapped[dict[str, dict[str, str]]] = mapped_column(
        Json, default=dict, server_default="{}", deferred=True, deferred_group="landing"
    )
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
    # The terms by language, as `library.glossaries.stored` gives them.
    glossary: Mapped[dict[str, dict[str, Any]]] = mapped_column(
        Json, default=dict, server_default="{}", deferred=True
    )
    has_glossary: Mapped[bool] = mapped_column(default=False, server_default=false())
    # Lower-case words of title, description and keywords, and of the pages' titles.
    search_text: Mapped[str] = mapped_column(Text, deferred=True)
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # Where it came from: a folder of LENTERA_COURSES or the command line, or the studio's pages.
    origin: Mapped[str] = mapped_column(String(10), server_default="folder")
    # What it means for learners, and in the author's words what is different.
    change: Mapped[str] = mapped_column(String(10), server_default="minor")
    change_note: Mapped[str] = mapped_column(Text, server_default="")

    @property
    def languages(self) -> list[str]:
        """In which the course can be read, the source's first."""
        return [self.lang, *sorted(self.titles)]

    def words_in(self, wanted: str) -> Words:
        return words_in(wanted, Words(self.lang, self.title, self.description), self.titles)

    def landing_in(self, wanted: str) -> Landing:
        words = self.words_in(wanted)
        text = self.translations.get(words.lang)
        if text is None:
            return Landing(**asdict(words), audience=self.about["audience"], html=self.landing_html)
        return Landing(**asdict(words), audience=text["audience"], html=text["landing_html"])


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
    # Of the translations, as in CourseVersion; `translations`: {lang: {"parts", "outline"}}.
    titles: Mapped[Titles] = mapped_column(Json, default=dict, server_default="{}")
    translations: Mapped[dict[str, dict[str, Any]]] = mapped_column(
        Json, default=dict, server_default="{}", deferred=True
    )
    path: Mapped[str] = mapped_column(String(300))
    minutes: Mapped[int]
    # [{"html": safe HTML} | {"question": ref}], in the file's order.
    parts: Mapped[list[dict[str, str]]] = mapped_column(Json)
    # [[level, anchor, text]]
    outline: Mapped[list[list[Any]]] = mapped_column(Json)
    # A quiz's settings as `library.settings` writes and reads them; None for a lesson.
    settings: Mapped[dict[str, Any] | None] = mapped_column(Json)

    def text_in(self, wanted: str) -> PageText:
        source = Words(self.lang, self.title, self.description)
        words = words_in(wanted, source, self.titles)
        text = self.translations.get(words.lang)
        if text is None:
            return PageText(**asdict(words), parts=self.parts, outline=self.outline)
        return PageText(**asdict(words), **text)


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
    # {lang: body}, with the same keys in the same places.
    translations: Mapped[dict[str, dict[str, Any]]] = mapped_column(
        Json, default=dict, server_default="{}"
    )

    def body_in(self, lang: str) -> dict[str, Any]:
        """In the source's language where there is no translation."""
        return self.translations.get(lang, self.body)


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


class SourceText(Model):
    """A text file of some course, stored once; it may hold keys, so it is no asset."""

    __tablename__ = "source_text"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class CourseSource(Model):
    """A text file of a version, by its course-relative path."""

    __tablename__ = "course_source"

    course_version_id: Mapped[int] = mapped_column(
        ForeignKey("course_version.id"), primary_key=True
    )
    path: Mapped[str] = mapped_column(String(300), primary_key=True)
    text_hash: Mapped[str] = mapped_column(ForeignKey("source_text.hash"))


class Picture(Model):
    """A picture's pixels and smaller copies, by hash of the picture and of how copies are made."""

    __tablename__ = "picture"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    width: Mapped[int | None]
    height: Mapped[int | None]
    # [[width, hash of an asset]]
    copies: Mapped[list[list[Any]]] = mapped_column(Json)


class Rendering(Model):
    """Safe HTML by hash of source, language, links, renderer and policy: nothing renders twice."""

    __tablename__ = "rendering"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    html: Mapped[str] = mapped_column(Text)
    outline: Mapped[list[list[Any]]] = mapped_column(Json)
