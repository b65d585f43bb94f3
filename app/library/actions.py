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
from app.content.model import Page, Question, Text
from app.content.questions import dump, grading_hash, load
from app.content.rendered import Rendered
from app.db import db, insert_once
from app.library import queries, quiz_settings, store
from app.library.models import (
    Asset,
    Course,
    CourseAsset,
    CourseVersion,
    Module,
    ModuleQuestion,
    ModuleVersion,
    QuestionVersion,
    Rendering,
    SyllabusItem,
)
from app.library.models import Question as QuestionRow
from app.library.publishing import Source
from app.library.rendition import Rendition, landing, prose


@dataclass(frozen=True)
class Publication:
    """What publishing did; module counts compare with the version that was live before."""

    version: CourseVersion
    added: int
    changed: int
    removed: int


def publish(
    source: Source, rendition: Rendition, *, by: int | None, at: datetime, assets: Path
) -> Publication:
    """Store the course as a new version and make it live, whole or not at all.

    `assets` is the folder of the asset store. Raises LimitReached from rendering.
    """
    course = queries.get_or_create_course(source.course.ref, was=source.course.was)
    live = queries.find_version(course.live_version_id)
    before = queries.module_versions_of(live.id) if live else {}
    writer = _Writer(course, source, rendition)
    items = writer.write_modules()
    version = writer.write_version((live.number if live else 0) + 1, by=by, at=at)
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
    _write_assets(version, source, assets)
    _remember(rendition.made)
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
        self.texts = source.texts
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
        parts, outline = self._parts(page)
        fields: dict[str, Any] = {
            "kind": page.kind,
            "title": page.title,
            "description": page.description,
            "lang": page.lang,
            "path": page.path,
            "minutes": page.minutes,
            "source": self.texts[page.path],
            "parts": parts,
            "outline": outline,
            "settings": quiz_settings.to_json(page.settings) if page.settings else None,
        }
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

    def _parts(self, page: Page) -> tuple[list[dict[str, str]], list[list[Any]]]:
        parts: list[dict[str, str]] = []
        outline: list[list[Any]] = []
        for part in page.parts:
            if isinstance(part, Text):
                rendered = self.rendition.render(prose(page, part))
                parts.append({"html": rendered.html})
                outline.extend(list(entry) for entry in rendered.outline)
            else:
                parts.append({"question": part.ref})
        return parts, outline

    def _question(self, question: Question, page: Page) -> QuestionVersion:
        ref, was = question.ref, question.was
        latest = self.latest.get(ref) or self.latest.get(was)
        question_id = self._identity(QuestionRow, self.question_ids, ref, was)
        keyed = assign_keys(question, load(latest) if latest else None)
        body = dump(self.rendition.question(page, keyed))
        digest = _hash(body)
        found = queries.find_question_version(question_id, digest)
        if found:
            return found
        version = QuestionVersion(
            question_id=question_id,
            content_hash=digest,
            grading_hash=grading_hash(keyed),
            type=question.type,
            points=question.points,
            body=body,
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

    def write_version(self, number: int, *, by: int | None, at: datetime) -> CourseVersion:
        course = self.source
        rendered = self.rendition.render(landing(course))
        words = (course.title, course.description, course.subject, *course.keywords)
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
            search_text=" ".join(words).lower(),
            published_at=at,
            published_by_id=by,
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


def _write_assets(version: CourseVersion, source: Source, folder: Path) -> None:
    for path, data in source.assets.items():
        digest = store.keep(folder, data)
        insert_once(Asset, hash=digest, media_type=store.media_type_of(path), size=len(data))
        db.session.add(CourseAsset(course_version_id=version.id, path=path, asset_hash=digest))


def _remember(made: Mapping[str, Rendered]) -> None:
    for key, rendered in made.items():
        outline = [list(entry) for entry in rendered.outline]
        insert_once(Rendering, hash=key, html=rendered.html, outline=outline)
