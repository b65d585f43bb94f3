"""Reading courses and their versions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, select, true

from app.content.keys import keys_in
from app.content.questions import load
from app.content.rendered import Rendered
from app.db import db, insert_once
from app.library import copies
from app.library.languages import Words, words_in
from app.library.models import (
    Asset,
    Course,
    CourseAlias,
    CourseVersion,
    Module,
    ModuleQuestion,
    ModuleVersion,
    Picture,
    Question,
    QuestionVersion,
    Rendering,
    SyllabusItem,
)

EVERY: ColumnElement[bool] = true()
STEPS = ("lesson", "quiz", "survey")


@dataclass(frozen=True)
class SyllabusEntry:
    """A module in its place, without its text."""

    module_id: int
    module_version_id: int
    parent_id: int | None
    ref: str
    kind: str
    title: str
    description: str
    minutes: int
    settings: dict[str, Any] | None
    lang: str = ""

    @property
    def is_step(self) -> bool:
        """Whether a learner works through it: folders only group, pools only feed quizzes."""
        return self.kind in STEPS


def find_course(ref: str) -> Course | None:
    return db.session.scalar(select(Course).where(Course.ref == ref))


def find_renamed(ref: str) -> Course | None:
    """The course that was once called so."""
    return db.session.scalar(
        select(Course)
        .join(CourseAlias, CourseAlias.course_id == Course.id)
        .where(CourseAlias.ref == ref)
    )


def get_or_create_course(ref: str, *, was: str = "") -> Course:
    """The course's row, locked until the end of the transaction.

    It is renamed when there is none called `ref` but one called `was`.
    """
    if was and find_course(ref) is None and (course := find_course(was)):
        db.session.execute(delete(CourseAlias).where(CourseAlias.ref == ref))
        db.session.add(CourseAlias(ref=was, course_id=course.id))
        course.ref = ref
        db.session.flush()
    insert_once(Course, ref=ref)
    return db.session.scalars(
        select(Course)
        .where(Course.ref == ref)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def find_version(version_id: int | None) -> CourseVersion | None:
    return db.session.get(CourseVersion, version_id) if version_id else None


def find_live(ref: str) -> CourseVersion | None:
    return db.session.scalar(
        select(CourseVersion)
        .join(Course, Course.live_version_id == CourseVersion.id)
        .where(Course.ref == ref)
    )


def find_last_from_folder(course_id: int) -> CourseVersion | None:
    return db.session.scalar(
        select(CourseVersion)
        .where(CourseVersion.course_id == course_id, CourseVersion.origin == "folder")
        .order_by(CourseVersion.number.desc())
        .limit(1)
    )


def find_live_for(ref: str, was: str = "") -> CourseVersion | None:
    """The live version of the course that bears an id, gives it up now, or once had it."""
    found = find_live(ref) or (find_live(was) if was else None)
    if found is None and (course := find_renamed(ref)):
        found = find_version(course.live_version_id)
    return found


def find_live_of(course_id: int) -> CourseVersion | None:
    return db.session.scalar(
        select(CourseVersion)
        .join(Course, Course.live_version_id == CourseVersion.id)
        .where(Course.id == course_id)
    )


def live_courses(
    *, among: ColumnElement[bool] = EVERY, limit: int = 500
) -> Sequence[tuple[Course, CourseVersion]]:
    """`among`: a condition on the courses, such as `authors.writes`."""
    statement = (
        select(Course, CourseVersion)
        .join(CourseVersion, Course.live_version_id == CourseVersion.id)
        .where(among)
        .order_by(CourseVersion.title, Course.id)
        .limit(limit)
    )
    return [(course, version) for course, version in db.session.execute(statement)]


def prerequisites() -> dict[str, tuple[str, ...]]:
    """Course id → the ids that its live version asks for, of courses that ask for any."""
    rows = db.session.execute(
        select(Course.ref, CourseVersion.about).join(
            CourseVersion, CourseVersion.id == Course.live_version_id
        )
    )
    return {ref: tuple(about["prerequisites"]) for ref, about in rows if about["prerequisites"]}


# What `entry_in` reads, for `version_id`; others may add columns behind.
SYLLABUS = (
    select(
        SyllabusItem.module_id,
        SyllabusItem.module_version_id,
        SyllabusItem.parent_id,
        Module.ref,
        ModuleVersion.kind,
        ModuleVersion.title,
        ModuleVersion.description,
        ModuleVersion.minutes,
        ModuleVersion.settings,
        ModuleVersion.lang,
        ModuleVersion.titles,
    )
    .join(Module, Module.id == SyllabusItem.module_id)
    .join(ModuleVersion, ModuleVersion.id == SyllabusItem.module_version_id)
    .where(SyllabusItem.course_version_id == bindparam("version_id"))
    .order_by(SyllabusItem.position)
)


def syllabus_of(version_id: int) -> list[SyllabusEntry]:
    """With the words of the sources."""
    rows = db.session.execute(SYLLABUS, {"version_id": version_id})
    return [SyllabusEntry(*row[:-1]) for row in rows]


def entry_in(wanted: str, columns: Sequence[Any]) -> SyllabusEntry:
    """`columns`: those of `SYLLABUS`."""
    *values, titles = columns
    entry = SyllabusEntry(*values)
    if not titles:
        return entry
    words = words_in(wanted, Words(entry.lang, entry.title, entry.description), titles)
    return replace(entry, lang=words.lang, title=words.title, description=words.description)


def module_versions_of(version_id: int) -> dict[int, int]:
    """Module id → id of its version, in a course version."""
    rows = db.session.execute(
        select(SyllabusItem.module_id, SyllabusItem.module_version_id).where(
            SyllabusItem.course_version_id == version_id
        )
    )
    return dict(rows.all())


def questions_of(module_version_id: int) -> Sequence[tuple[str, QuestionVersion]]:
    """(question ref, version) of a module version in the file's order."""
    rows = db.session.execute(
        select(Question.ref, QuestionVersion)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .join(ModuleQuestion, ModuleQuestion.question_version_id == QuestionVersion.id)
        .where(ModuleQuestion.module_version_id == module_version_id)
        .order_by(ModuleQuestion.position)
    )
    return [(ref, version) for ref, version in rows]


def find_module_by_path(version_id: int, path: str) -> ModuleVersion | None:
    """A module of a course version by its file; pools are named so by the quizzes that draw."""
    return db.session.scalar(
        select(ModuleVersion)
        .join(SyllabusItem, SyllabusItem.module_version_id == ModuleVersion.id)
        .where(SyllabusItem.course_version_id == version_id, ModuleVersion.path == path)
    )


def ids_by_ref(model: type[Module] | type[Question], course_id: int) -> dict[str, int]:
    rows = db.session.execute(select(model.ref, model.id).where(model.course_id == course_id))
    return dict(rows.all())


def latest_questions_of(course_id: int) -> Mapping[str, dict[str, Any]]:
    """Question ref → the body of its newest version, whose choice keys the next one keeps."""
    newest = (
        select(func.max(QuestionVersion.id))
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(Question.course_id == course_id)
        .group_by(Question.id)
    )
    rows = db.session.execute(
        select(Question.ref, QuestionVersion.body)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .where(QuestionVersion.id.in_(newest))
    )
    return dict(rows.all())


def spent_keys_of(course_id: int) -> Mapping[str, frozenset[str]]:
    """Question ref → all keys that answers ever had in any of its versions."""
    rows = db.session.execute(
        select(Question.ref, QuestionVersion.body)
        .join(QuestionVersion, QuestionVersion.question_id == Question.id)
        .where(Question.course_id == course_id)
    )
    found: dict[str, frozenset[str]] = {}
    for ref, body in rows:
        found[ref] = found.get(ref, frozenset()) | keys_in(load(body))
    return found


def latest_kinds_of(course_id: int) -> dict[str, str]:
    """Module ref → kind of its newest version."""
    newest = (
        select(func.max(ModuleVersion.id))
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(Module.course_id == course_id)
        .group_by(Module.id)
    )
    rows = db.session.execute(
        select(Module.ref, ModuleVersion.kind)
        .join(ModuleVersion, ModuleVersion.module_id == Module.id)
        .where(ModuleVersion.id.in_(newest))
    )
    return dict(rows.all())


def module_versions_by_hash(course_id: int) -> dict[tuple[int, str], int]:
    """(module id, content hash) → id of the version."""
    rows = db.session.execute(
        select(ModuleVersion.module_id, ModuleVersion.content_hash, ModuleVersion.id)
        .join(Module, Module.id == ModuleVersion.module_id)
        .where(Module.course_id == course_id)
    )
    return {(module_id, digest): version_id for module_id, digest, version_id in rows}


def find_version_of_module(module_id: int, version_id: int) -> ModuleVersion | None:
    return db.session.scalar(
        select(ModuleVersion).where(
            ModuleVersion.module_id == module_id, ModuleVersion.id == version_id
        )
    )


def question_versions_of(course_id: int) -> dict[tuple[int, str], int]:
    """(question id, content hash) → id of the version."""
    rows = db.session.execute(
        select(QuestionVersion.question_id, QuestionVersion.content_hash, QuestionVersion.id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(Question.course_id == course_id)
    )
    return {(question_id, digest): version_id for question_id, digest, version_id in rows}


def find_asset(digest: str) -> Asset | None:
    return db.session.get(Asset, digest)


def sizes_of(digests: Iterable[str]) -> dict[str, int]:
    """Bytes of the assets with these hashes."""
    rows = db.session.execute(select(Asset.hash, Asset.size).where(Asset.hash.in_(digests)))
    return dict(rows.tuples().all())


def pictures(keys: Iterable[str]) -> dict[str, copies.Picture]:
    """What is known of pictures already, by key."""
    rows = db.session.scalars(select(Picture).where(Picture.hash.in_(list(keys))))
    return {
        row.hash: copies.Picture(
            row.width, row.height, tuple((width, digest) for width, digest in row.copies)
        )
        for row in rows
    }


def glossary_of(version_id: int) -> dict[str, dict[str, Any]]:
    """Language → title and terms, as `glossaries.stored` gives them."""
    statement = select(CourseVersion.glossary).where(CourseVersion.id == version_id)
    return db.session.scalar(statement) or {}


def renderings(keys: Iterable[str]) -> dict[str, Rendered]:
    """What is rendered already, by hash."""
    rows = db.session.scalars(select(Rendering).where(Rendering.hash.in_(list(keys))))
    return {
        row.hash: Rendered(
            html=row.html, outline=tuple((entry[0], entry[1], entry[2]) for entry in row.outline)
        )
        for row in rows
    }
