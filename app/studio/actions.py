"""From a folder to a live course: check, render, publish, and say who is affected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.content.model import Finding
from app.kit.progress import Tell, silent
from app.learning import counts
from app.learning.actions import complete_where_met
from app.library import actions as library
from app.library import queries, relations, sources
from app.library.actions import Publication, Release
from app.library.continuity import findings_of
from app.library.gallery import Gallery
from app.library.publishing import Check, Source, check
from app.library.rendition import LimitReached, Rendition
from app.library.runner import Renderer
from app.studio import abilities, audited


@dataclass(frozen=True)
class Outcome:
    """What became of a folder: refused with its errors, left alone, or published."""

    root: Path
    findings: Sequence[Finding]
    is_refused: bool = False
    is_draft: bool = False
    is_overtaken: bool = False
    publication: Publication | None = None
    enrolled: int = 0


@dataclass(frozen=True)
class Prepared:
    """A folder that was checked and, where it is to be published, rendered.

    `is_overtaken`: a version from the studio is live, and the folder has not changed since.
    """

    checked: Check
    rendition: Rendition | None = None
    is_refused: bool = False
    is_draft: bool = False
    is_overtaken: bool = False

    @property
    def ref(self) -> str | None:
        return self.checked.source.course.ref if self.checked.source else None


def course_folders(path: Path) -> list[Path]:
    """The course at a path, or the courses in a folder of courses, by name."""
    if (path / "course.md").is_file():
        return [path]
    return sorted(child.parent for child in path.glob("*/course.md"))


def prepare(
    root: Path,
    *,
    seconds: float,
    taken: Mapping[str, Path] | None = None,
    anyway: bool = False,
    tell: Tell = silent,
) -> Prepared:
    """Everything that takes time, before any transaction that writes.

    `taken`: course ids of other folders, which this one must not use as well. `anyway`: render
    what would not be published too, a draft or what is live already.
    """
    tell(0, None, "reading")
    checked = check(root)
    source = checked.source
    if source:
        checked.findings.extend([*findings_of(source), *relations.findings_of(source.course)])
        checked.findings.extend(abilities.findings_of(source.course))
        if other := (taken or {}).get(source.course.ref):
            params = {"id": source.course.ref, "folder": str(other)}
            checked.findings.append(Finding("E130", "course.md", 1, params))
    if source is None or checked.has_errors:
        return Prepared(checked, is_refused=True)
    is_draft = source.course.status == "draft"
    if not anyway:
        if is_draft:
            return Prepared(checked, is_draft=True)
        if is_known := _known(source):
            return Prepared(checked, is_overtaken=is_known == "overtaken")
    return _render(checked, source, seconds, is_draft=is_draft, tell=tell)


def _render(
    checked: Check, source: Source, seconds: float, *, is_draft: bool, tell: Tell
) -> Prepared:
    with Renderer(seconds) as renderer:
        gallery = Gallery(renderer, source)
        gallery.known = queries.pictures(gallery.keys())
        if problems := gallery.prepare(tell):
            checked.findings[:0] = problems
            return Prepared(checked, is_refused=True)
        rendition = Rendition(renderer, source, gallery)
        rendition.known = queries.renderings(rendition.keys())
        try:
            rendition.prepare(tell)
        except LimitReached as error:
            checked.findings.insert(0, error.finding)
            return Prepared(checked, is_refused=True)
    tell(0, None, "storing")
    return Prepared(checked, rendition, is_draft=is_draft)


def _known(source: Source) -> str:
    """ "live" or "overtaken" where the folder holds nothing new, else "".

    A folder that was not touched must not undo what its author has published in the studio since.
    """
    live = queries.find_live_for(source.course.ref, source.course.was)
    if live is None:
        return ""
    if live.content_hash == source.content_hash:
        return "live"
    last = queries.find_last_from_folder(live.course_id) if live.origin == "studio" else None
    # By the files alone: that a new release would render them anew makes them no news.
    is_old = last is not None and sources.is_same(last.id, source.texts, source.assets)
    return "overtaken" if is_old else ""


def apply(
    prepared: Prepared, *, release: Release, by: int | None, at: datetime, assets: Path
) -> Outcome:
    """Make it live; inside a transaction. Who meets the new rule already has completed it."""
    checked, rendition = prepared.checked, prepared.rendition
    if rendition is None:
        return Outcome(
            checked.root,
            checked.findings,
            is_refused=prepared.is_refused,
            is_draft=prepared.is_draft,
            is_overtaken=prepared.is_overtaken,
        )
    publication = library.publish(
        rendition.source, rendition, release=release, by=by, at=at, assets=assets
    )
    audited.published(publication.version, rendition.source.course.ref, by_id=by)
    course_id = publication.version.course_id
    complete_where_met(course_id, at=at)
    enrolled, _ = counts.counts_by_course().get(course_id, (0, 0))
    return Outcome(checked.root, checked.findings, publication=publication, enrolled=enrolled)
