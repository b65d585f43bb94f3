"""Making a checked course live."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import update

from app.content.keys import assign_keys
from app.content.model import Course as CourseSource
from app.content.model import Page, Question
from app.content.questions import dump, load
from app.db import db, insert_missing
from app.library import glossaries, queries, quiz_settings, sources, store, texts
from app.library.models import (
    Asset,
    Course,
    CourseAsset,
    CourseVersion,
    Module,
    ModuleQuestion,
    ModuleVersion,
    Picture,
    QuestionVersion,
    Rendering,
    SyllabusItem,
)
from app.library.models import Question as QuestionRow
from app.library.publishing import Source
from app.library.rendition import Rendition, landing


@dataclass(frozen=True)
class Release:
    """Where a version comes from, what it means for learners, and what is different."""

    origin: str = "folder"
    change: str = "minor"
    note: str = ""


@dataclass(frozen=True)
class Publication:
    """What publishing did; module counts compare with the version that was live before."""

    version: CourseVersion
    added: int
    changed: int
    removed: int


def publish(
    source: Source,
    rendition: Rendition,
    *,
    release: Release,
    by: int | None,
    at: datetime,
    assets: Path,
) -> Publication:
    """Store the course as a new version and make it live, whole or not at all.

    `assets` is the folder of the asset store. Raises LimitReached from rendering.
    """
    course = queries.get_or_create_course(source.course.ref, was=source.course.was)
    live = queries.find_version(course.live_version_id)
    before = queries.module_versions_of(live.id) if live else {}
    writer = _Writer(course, source, rendition)
    items = writer.write_modules()
    version = writer.write_version((live.number if live else 0) + 1, release, by=by, at=at)
    insert_missing(
        SyllabusItem,
        [
            {
                "course_version_id": version.id,
                "module_id": module_id,
                "module_version_id": module_version_id,
                "parent_id": writer.module_ids.get(page.parent) if page.parent else None,
                "position": position,
            }
            for position, (page, module_id, module_version_id) in enumerate(items)
        ],
    )
    keep(rendition, assets)
    db.session.add_all(
        CourseAsset(course_version_id=version.id, path=path, asset_hash=store.hash_of(data))
        for path, data in source.assets.items()
    )
    sources.keep(version.id, source.texts)
    course.live_version_id = version.id
    db.session.flush()
    after = {module_id: module_version_id for _, module_id, module_version_id in items}
    return _compare(version, before, after)


def _compare(
    version: CourseVersion, before: Mapping[int, int], after: Mapping[int, int]
) -> Publication:
    changed = [module for module in after if before.get(module, after[module]) != after[module]]
    return Publication(
        version=version,
        added=len(after.keys() - before.keys()),
        changed=len(changed),
        removed=len(before.keys() - after.keys()),
    )


Row = dict[str, Any]
"""The columns of a row that is to be written."""


class _Writer:
    """Writes the rows of one version, reusing what did not change."""

    def __init__(self, course: Course, source: Source, rendition: Rendition) -> None:
        self.course = course
        self.source: CourseSource = source.course
        self.content_hash = source.content_hash
        self.rendition = rendition
        self.module_ids: dict[str, int] = {}
        self.question_ids: dict[str, int] = {}
        self.latest = queries.latest_questions_of(course.id)
        self.spent = queries.spent_keys_of(course.id)

    def write_modules(self) -> list[tuple[Page, int, int]]:
        """Each page with the ids of its module and of the module's version; all rows of a kind are
        written at once, since everybody else waits meanwhile."""
        pages = self.source.pages
        self.module_ids = self._named(Module, [(page.ref, page.was) for page in pages])
        asked = [question for page in pages for question in page.questions]
        self.question_ids = self._named(QuestionRow, [(q.ref, q.was) for q in asked])
        questions = [[self._question(q, page) for q in page.questions] for page in pages]
        insert_missing(QuestionVersion, [row for rows in questions for row in rows])
        known = queries.question_versions_of(self.course.id)
        question_ids = [[known[_identity_of(row)] for row in rows] for rows in questions]
        before = queries.module_versions_by_hash(self.course.id)
        modules = [self._module(page, rows) for page, rows in zip(pages, questions, strict=True)]
        insert_missing(ModuleVersion, modules)
        after = queries.module_versions_by_hash(self.course.id)
        ids = [after[row["module_id"], row["content_hash"]] for row in modules]
        new = set(after.values()) - set(before.values())
        self._link(
            (module, of) for module, of in zip(ids, question_ids, strict=True) if module in new
        )
        return [(page, self.module_ids[page.ref], i) for page, i in zip(pages, ids, strict=True)]

    def _module(self, page: Page, questions: Sequence[Row]) -> Row:
        parts, outline = texts.parts_of(page, self.rendition)
        fields: Row = {
            "kind": page.kind,
            "title": page.title,
            "description": page.description,
            "lang": page.lang,
            "path": page.path,
            "minutes": page.minutes,
            "parts": parts,
            "outline": outline,
            "settings": quiz_settings.to_json(page.settings) if page.settings else None,
        }
        # Only where there are any, so that a page without keeps its hash.
        translated: Row = {}
        if page.translations:
            translated["titles"] = texts.titles_of(page.translations)
            translated["translations"] = texts.page_texts(page, self.rendition)
        digest = _hash([fields | translated, [question["content_hash"] for question in questions]])
        empty: Row = {"titles": {}, "translations": {}}
        module_id = self.module_ids[page.ref]
        return empty | fields | translated | {"module_id": module_id, "content_hash": digest}

    def _link(self, modules: Iterable[tuple[int, Sequence[int]]]) -> None:
        insert_missing(
            ModuleQuestion,
            [
                {
                    "module_version_id": module,
                    "position": position,
                    "question_version_id": question,
                }
                for module, questions in modules
                for position, question in enumerate(questions)
            ],
        )

    def _question(self, question: Question, page: Page) -> Row:
        latest = self.latest.get(question.ref) or self.latest.get(question.was)
        spent = self.spent.get(question.ref) or self.spent.get(question.was) or ()
        keyed = assign_keys(question, load(latest) if latest else None, spent=spent)
        body = dump(self.rendition.question(page, keyed))
        translations = texts.bodies_of(keyed, page, self.rendition)
        return {
            "question_id": self.question_ids[question.ref],
            "content_hash": _hash([body, translations] if translations else body),
            "grading_hash": texts.grading_hash_of(keyed, page),
            "type": question.type,
            "points": question.points,
            "body": body,
            "translations": translations,
        }

    def _named(
        self, model: type[Module] | type[QuestionRow], names: Sequence[tuple[str, str]]
    ) -> dict[str, int]:
        """The id of each (ref, was), renamed where it was called so before."""
        known = queries.ids_by_ref(model, self.course.id)
        for ref, was in names:
            if ref not in known and was in known:
                known[ref] = known.pop(was)
                db.session.execute(update(model).where(model.id == known[ref]).values(ref=ref))
        rows = [{"course_id": self.course.id, "ref": ref} for ref, _ in names if ref not in known]
        insert_missing(model, rows)
        return queries.ids_by_ref(model, self.course.id) if rows else known

    def write_version(
        self, number: int, release: Release, *, by: int | None, at: datetime
    ) -> CourseVersion:
        course = self.source
        rendered = self.rendition.render(landing(course))
        words = [course.title, course.description, course.subject, *course.keywords]
        for text in course.translations:
            words += [text.title, text.description, *text.keywords]
        words += [text.title for page in course.pages for text in (page, *page.translations)]
        version = CourseVersion(
            course_id=self.course.id,
            number=number,
            label=course.version,
            content_hash=self.content_hash,
            title=course.title,
            description=course.description,
            lang=course.lang,
            subject=course.subject,
            level=course.level,
            provider=course.provider,
            jp=course.jp,
            minutes=sum(page.minutes for page in course.pages if page.kind in queries.STEPS),
            certificate=course.certificate,
            valid_for_months=course.valid_for_months,
            completion={"count": course.completion.count, "refs": list(course.completion.refs)},
            about=_about(course),
            landing_html=rendered.html,
            titles=texts.titles_of(course.translations),
            translations=texts.course_texts(course, self.rendition),
            search_text=" ".join(words).lower(),
            published_at=at,
            published_by_id=by,
            origin=release.origin,
            change=release.change,
            change_note=release.note,
            glossary=glossaries.stored(course, self.rendition),
            has_glossary=bool(course.glossaries),
        )
        db.session.add(version)
        db.session.flush()
        return version


def _about(course: CourseSource) -> dict[str, Any]:
    return {
        "authors": list(course.authors),
        "audience": course.audience,
        "keywords": list(course.keywords),
        "license": course.license,
        "prerequisites": list(course.prerequisites),
        "teaches": [[taught.competency, taught.level] for taught in course.teaches],
    }


def _identity_of(question: Row) -> tuple[int, str]:
    return question["question_id"], question["content_hash"]


def _hash(value: Sequence[Any] | Mapping[str, Any]) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def keep(rendition: Rendition, folder: Path) -> None:
    """Files, and what took time to make, each once. Nothing points at them yet, so they may be
    kept before the version, or for a draft."""
    source, gallery = rendition.source, rendition.gallery
    files = [(store.media_type_of(path), data) for path, data in source.assets.items()]
    files += [("image/webp", data) for data in gallery.files.values()]
    insert_missing(
        Asset,
        [
            {"hash": store.keep(folder, data), "media_type": media_type, "size": len(data)}
            for media_type, data in files
        ],
    )
    insert_missing(
        Picture,
        [
            {
                "hash": key,
                "width": made.width,
                "height": made.height,
                "copies": [list(copy) for copy in made.copies],
            }
            for key, made in gallery.made.items()
        ],
    )
    insert_missing(
        Rendering,
        [
            {"hash": key, "html": made.html, "outline": [list(entry) for entry in made.outline]}
            for key, made in rendition.made.items()
        ],
    )
