"""From a folder to a live course: check, render, publish, and say who is affected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.content.model import Finding
from app.learning import queries as learning
from app.library import actions as library
from app.library import queries
from app.library.actions import Publication
from app.library.publishing import Check, check
from app.library.rendition import LimitReached, Rendition
from app.library.runner import Renderer


@dataclass(frozen=True)
class Outcome:
    """What became of a folder: refused with its errors, unchanged, or published."""

    root: Path
    findings: Sequence[Finding]
    is_refused: bool = False
    publication: Publication | None = None
    enrolled: int = 0


@dataclass(frozen=True)
class Prepared:
    """A folder that passed the checker and is rendered; only its rows are not written yet."""

    checked: Check
    rendition: Rendition | None
    is_refused: bool = False


def course_folders(path: Path) -> list[Path]:
    """The course at a path, or the courses in a folder of courses, by name."""
    if (path / "course.md").is_file():
        return [path]
    return sorted(child.parent for child in path.glob("*/course.md"))


def prepare(root: Path, *, seconds: float) -> Prepared:
    """Everything that takes time, before any transaction that writes."""
    checked = check(root)
    if checked.source is None or checked.has_errors:
        return Prepared(checked, None, is_refused=True)
    if checked.source.course.status == "draft" or _is_live(checked):
        return Prepared(checked, None)
    with Renderer(seconds) as renderer:
        rendition = Rendition(renderer, checked.source)
        rendition.known = queries.renderings(rendition.keys())
        try:
            rendition.prepare()
        except LimitReached as error:
            checked.findings.insert(0, error.finding)
            return Prepared(checked, None, is_refused=True)
    return Prepared(checked, rendition)


def _is_live(checked: Check) -> bool:
    source = checked.source
    live = queries.find_live(source.course.ref) if source else None
    return bool(live and source and live.content_hash == source.content_hash)


def apply(prepared: Prepared, *, by: int | None, at: datetime, assets: Path) -> Outcome:
    """Make it live; inside a transaction."""
    checked, rendition = prepared.checked, prepared.rendition
    if rendition is None:
        return Outcome(checked.root, checked.findings, prepared.is_refused)
    publication = library.publish(rendition.source, rendition, by=by, at=at, assets=assets)
    enrolled, _ = learning.counts_by_course().get(publication.version.course_id, (0, 0))
    return Outcome(checked.root, checked.findings, publication=publication, enrolled=enrolled)
