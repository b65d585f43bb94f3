"""From a folder to a live course: check, render, publish, and say who is affected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.content.model import Finding
from app.learning import queries as learning
from app.learning.actions import complete_where_met
from app.library import actions as library
from app.library import queries
from app.library.actions import Publication
from app.library.continuity import findings_of
from app.library.publishing import Check, Source, check
from app.library.rendition import LimitReached, Rendition
from app.library.runner import Renderer


@dataclass(frozen=True)
class Outcome:
    """What became of a folder: refused with its errors, left alone, or published."""

    root: Path
    findings: Sequence[Finding]
    is_refused: bool = False
    is_draft: bool = False
    publication: Publication | None = None
    enrolled: int = 0


@dataclass(frozen=True)
class Prepared:
    """A folder that was checked and, where it is to be published, rendered."""

    checked: Check
    rendition: Rendition | None = None
    is_refused: bool = False
    is_draft: bool = False

    @property
    def ref(self) -> str | None:
        return self.checked.source.course.ref if self.checked.source else None


def course_folders(path: Path) -> list[Path]:
    """The course at a path, or the courses in a folder of courses, by name."""
    if (path / "course.md").is_file():
        return [path]
    return sorted(child.parent for child in path.glob("*/course.md"))


def prepare(root: Path, *, seconds: float, taken: Mapping[str, Path] | None = None) -> Prepared:
    """Everything that takes time, before any transaction that writes.

    `taken`: course ids of other folders, which this one must not use as well.
    """
    checked = check(root)
    source = checked.source
    if source:
        checked.findings.extend(findings_of(source))
        if other := (taken or {}).get(source.course.ref):
            params = {"id": source.course.ref, "folder": str(other)}
            checked.findings.append(Finding("E130", "course.md", 1, params))
    if source is None or checked.has_errors:
        return Prepared(checked, is_refused=True)
    if source.course.status == "draft":
        return Prepared(checked, is_draft=True)
    if _is_live(source):
        return Prepared(checked)
    return _render(checked, source, seconds)


def _render(checked: Check, source: Source, seconds: float) -> Prepared:
    with Renderer(seconds) as renderer:
        rendition = Rendition(renderer, source)
        rendition.known = queries.renderings(rendition.keys())
        try:
            rendition.prepare()
        except LimitReached as error:
            checked.findings.insert(0, error.finding)
            return Prepared(checked, is_refused=True)
    return Prepared(checked, rendition)


def _is_live(source: Source) -> bool:
    live = queries.find_live(source.course.ref)
    return live is not None and live.content_hash == source.content_hash


def apply(prepared: Prepared, *, by: int | None, at: datetime, assets: Path) -> Outcome:
    """Make it live; inside a transaction. Who meets the new rule already has completed it."""
    checked, rendition = prepared.checked, prepared.rendition
    if rendition is None:
        return Outcome(checked.root, checked.findings, prepared.is_refused, prepared.is_draft)
    publication = library.publish(rendition.source, rendition, by=by, at=at, assets=assets)
    course_id = publication.version.course_id
    complete_where_met(course_id, at=at)
    enrolled, _ = learning.counts_by_course().get(course_id, (0, 0))
    return Outcome(checked.root, checked.findings, publication=publication, enrolled=enrolled)
