"""What becomes of an upload: a folder of its own, checked as often as it changes, then published.

Reading, checking and rendering take seconds and happen outside any transaction that writes; what
they gave is then stored in one.
"""

import secrets
import shutil
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete

from app.accounts.models import Person
from app.content.findings import worst_first
from app.content.model import Finding
from app.db import db
from app.kit.errors import Conflict
from app.library import actions as library
from app.library import queries as courses
from app.library.actions import Publication, Release
from app.library.authors import add_author, is_foreign
from app.library.models import CourseVersion
from app.library.publishing import Source
from app.studio import queries
from app.studio.actions import Prepared, apply
from app.studio.impact import PageView, rehearse
from app.studio.models import CourseDraft, DraftPage


def new_folder(drafts: Path) -> Path:
    folder = drafts / secrets.token_hex(16)
    folder.mkdir(parents=True, mode=0o700)
    return folder


def create(
    prepared: Prepared,
    *,
    origin: str,
    by: Person,
    at: datetime,
    assets: Path,
    notes: Sequence[Finding] = (),
    version_number: int | None = None,
) -> CourseDraft:
    """`notes`: what an import could not carry over, to be read beside the findings.

    An author's former draft of the same course gives way to the new one.
    """
    source = prepared.checked.source
    refuse_foreign(source, by)
    if source and (former := queries.find_own_draft(source.course.ref, by.id)):
        remove(former)
    draft = CourseDraft(
        ref="",
        title="",
        lang="",
        origin=origin[:300],
        folder=prepared.checked.root.name,
        version_number=version_number,
        created_by_id=by.id,
        created_at=at,
        checked_at=at,
        content_hash="",
        findings=[],
    )
    db.session.add(draft)
    update(draft, prepared, by=by, at=at, assets=assets, notes=notes)
    return draft


def update(
    draft: CourseDraft,
    prepared: Prepared,
    *,
    by: Person,
    at: datetime,
    assets: Path,
    notes: Sequence[Finding] = (),
) -> None:
    """Store what checking and rendering the folder gave, in place of what was there.

    Raises Conflict, before anything is stored, for a course that somebody else writes.
    """
    refuse_foreign(prepared.checked.source, by)
    _describe(draft, prepared, notes)
    draft.checked_at = at
    db.session.flush()
    db.session.execute(delete(DraftPage).where(DraftPage.draft_id == draft.id))
    if prepared.rendition:
        library.keep(prepared.rendition, assets)
        rehearsal = rehearse(prepared.rendition, at=at, assets=assets)
        draft.impact = rehearsal.impact.to_json()
        _add_pages(draft, rehearsal.pages)
    db.session.flush()


def _describe(draft: CourseDraft, prepared: Prepared, notes: Sequence[Finding]) -> None:
    """Without what publishing it would do, which takes a rendition."""
    source = prepared.checked.source
    live = live_version_of(source)
    draft.content_hash = source.content_hash if source else ""
    draft.ref = source.course.ref[:100] if source else ""
    draft.title = source.course.title if source else ""
    draft.lang = source.course.lang[:35] if source else "id"
    draft.base_version_id = live.id if live else None
    found = worst_first([*prepared.checked.findings, *notes])
    draft.findings = [[f.code, f.path, f.line, dict(f.params)] for f in found]
    draft.is_kept_back = prepared.is_draft
    draft.impact = None


def _add_pages(draft: CourseDraft, pages: Sequence[PageView]) -> None:
    db.session.add_all(
        DraftPage(
            draft_id=draft.id,
            position=position,
            ref=page.ref,
            kind=page.kind,
            title=page.title,
            path=page.path,
            change=page.change,
            live_module_version_id=page.live_id,
            body=page.body,
        )
        for position, page in enumerate(pages)
    )


def publish(
    draft_id: int,
    prepared: Prepared,
    *,
    seen: str,
    release: Release,
    by: Person,
    at: datetime,
    assets: Path,
) -> Publication:
    """`seen`: the state of the draft that its author has looked at.

    Raises Conflict where the files or the live version are others by now, where the draft is gone
    (a second click) or holds errors.
    """
    draft = queries.find_locked(draft_id, actor=by)
    if draft is None:
        raise Conflict("draft.gone")
    if prepared.is_refused:
        raise Conflict("draft.errors")
    source = prepared.checked.source
    refuse_foreign(source, by)
    if source:
        # Of two who bring in the same new id at once, the second finds it live after this lock.
        courses.get_or_create_course(source.course.ref, was=source.course.was)
    if source is None or not draft.state == seen == state_of(source):
        raise Conflict("draft.changed")
    if prepared.is_draft:
        raise Conflict("draft.status")
    outcome = apply(prepared, release=release, by=by.id, at=at, assets=assets)
    if outcome.publication is None:
        raise Conflict("draft.errors")
    # Whoever brings a course into being writes it, also after their role was narrowed.
    if outcome.publication.version.number == 1:
        course_id = outcome.publication.version.course_id
        add_author(by.id, course_id, by_id=by.id, day=at.date())
    remove(draft)
    return outcome.publication


def refuse_foreign(source: Source | None, author: Person) -> None:
    """Raises Conflict for a course that somebody else writes: its draft would show its keys."""
    if source and is_foreign(author, source.course.ref, source.course.was):
        raise Conflict("draft.foreign")


def live_version_of(source: Source | None) -> CourseVersion | None:
    if source is None:
        return None
    return courses.find_live_for(source.course.ref, source.course.was)


def state_of(source: Source) -> str:
    """As `CourseDraft.state`, of the files as they are and what is live now."""
    live = live_version_of(source)
    return f"{live.id if live else ''}:{source.content_hash}"


def remove(draft: CourseDraft) -> None:
    """The row; its folder goes with `sweep`, once the row is gone for good."""
    db.session.execute(delete(DraftPage).where(DraftPage.draft_id == draft.id))
    db.session.delete(draft)
    db.session.flush()


def sweep(drafts: Path, kept: Callable[[], Collection[str]], *, before: float) -> None:
    """Delete folders that nobody needs (any more) and that were not touched since `before`.

    `kept` is asked for those that are needed once the folders are listed: one that came between
    would look as if nobody did.
    """
    found = list(drafts.glob("*"))
    names = kept()
    for folder in found:
        with suppress(FileNotFoundError):  # another sweep was quicker
            if folder.name not in names and folder.stat().st_mtime < before:
                shutil.rmtree(folder, ignore_errors=True)
