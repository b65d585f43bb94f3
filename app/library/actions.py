"""Making a checked course live."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import update

from app.content.keys import assign_keys
from app.content.model import Course as CourseSource
from app.content.model import Page, Question
from app.content.questions import dump, load
from app.db import db, insert_once
from app.library import glossaries, queries, quiz_settings, sources, store, texts
from app.library.gallery import Gallery
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
    for position, (page, item) in enumerate(items):
        parent = writer.module_ids.get(page.parent) if page.parent else None
        db.session.add(
            SyllabusItem(
                course_version_id=version.id,
                module_id=item.module_id,
                module_version_id=item.id,
                parent_id=parent,
                position=position,
            )
        )
    for path, digest in keep_assets(source, assets).items():
        db.session.add(CourseAsset(course_version_id=version.id, path=path, asset_hash=digest))
    sources.keep(version.id, source.texts)
    remember(rendition, assets)
    course.live_version_id = version.id
    db.session.flush()
    return _compare(version, before, {item.module_id: item.id for _, item in items})


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


class _Writer:
    """Writes the rows of one version, reusing what did not change."""

    def __init__(self, course: Course, source: Source, rendition: Rendition) -> None:
        self.course = course
        self.source: CourseSource = source.course
        self.content_hash = source.content_hash
        self.rendition = rendition
        self.module_ids = queries.module_ids_of(course.id)
        self.question_ids = queries.question_ids_of(course.id)
        self.latest = queries.latest_questions_of(course.id)

    def write_modules(self) -> list[tuple[Page, ModuleVersion]]:
        return [(page, self._module(page)) for page in self.source.pages]

    def _module(self, page: Page) -> ModuleVersion:
        module_id = self._identity(Module, self.module_ids, page.ref, page.was)
        questions = [self._question(question, page) for question in page.questions]
        parts, outline = texts.parts_of(page, self.rendition)
        fields: dict[str, Any] = {
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
        if page.translations:
            fields["titles"] = texts.titles_of(page.translations)
            fields["translations"] = texts.page_texts(page, self.rendition)
        digest = _hash([fields, [question.content_hash for question in questions]])
        found = queries.find_module_version(module_id, digest)
        if found:
            return found
        version = ModuleVersion(module_id=module_id, content_hash=digest, **fields)
        db.session.add(version)
        db.session.flush()
        for position, question in enumerate(questions):
            db.session.add(
                ModuleQuestion(
                    module_version_id=version.id,
                    position=position,
                    question_version_id=question.id,
                )
            )
        return version

    def _question(self, question: Question, page: Page) -> QuestionVersion:
        ref, was = question.ref, question.was
        latest = self.latest.get(ref) or self.latest.get(was)
        question_id = self._identity(QuestionRow, self.question_ids, ref, was)
        keyed = assign_keys(question, load(latest) if latest else None)
        body = dump(self.rendition.question(page, keyed))
        translations = texts.bodies_of(keyed, page, self.rendition)
        digest = _hash([body, translations] if translations else body)
        found = queries.find_question_version(question_id, digest)
        if found:
            return found
        version = QuestionVersion(
            question_id=question_id,
            content_hash=digest,
            grading_hash=texts.grading_hash_of(keyed, page),
            type=question.type,
            points=question.points,
            body=body,
            translations=translations,
        )
        db.session.add(version)
        db.session.flush()
        return version

    def _identity(
        self, model: type[Module] | type[QuestionRow], known: dict[str, int], ref: str, was: str
    ) -> int:
        """The id of what is called `ref`; renamed when it `was` called something else before."""
        if ref not in known and was in known:
            known[ref] = known.pop(was)
            db.session.execute(update(model).where(model.id == known[ref]).values(ref=ref))
        elif ref not in known:
            row = model(course_id=self.course.id, ref=ref)
            db.session.add(row)
            db.session.flush()
            known[ref] = row.id
        return known[ref]

    def write_version(
        self, number: int, release: Release, *, by: int | None, at: datetime
    ) -> CourseVersion:
        course = self.source
        rendered = self.rendition.render(landing(course))
        words = [course.title, course.description, course.subject, *course.keywords]
        for text in course.translations:
            words += [text.title, text.description, *text.keywords]
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
            minutes=sum(page.minutes for page in course.pages if page.kind in ("lesson", "quiz")),
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


def _hash(value: Sequence[Any] | Mapping[str, Any]) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def keep_assets(source: Source, folder: Path) -> dict[str, str]:
    """Store the files and return their hashes by path."""
    digests = {}
    for path, data in source.assets.items():
        digests[path] = store.keep(folder, data)
        media_type = store.media_type_of(path)
        insert_once(Asset, hash=digests[path], media_type=media_type, size=len(data))
    return digests


def remember(rendition: Rendition, folder: Path) -> None:
    """What took time to make is kept, so that it is not made again."""
    _keep_pictures(rendition.gallery, folder)
    for key, rendered in rendition.made.items():
        outline = [list(entry) for entry in rendered.outline]
        insert_once(Rendering, hash=key, html=rendered.html, outline=outline)


def _keep_pictures(gallery: Gallery, folder: Path) -> None:
    for digest, data in gallery.files.items():
        store.keep(folder, data)
        insert_once(Asset, hash=digest, media_type="image/webp", size=len(data))
    for key, made in gallery.made.items():
        copies = [list(copy) for copy in made.copies]
        insert_once(Picture, hash=key, width=made.width, height=made.height, copies=copies)
