"""What publishing a draft would do: found out by really doing it, in a savepoint taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from difflib import unified_diff
from pathlib import Path
from typing import Any

from app.db import db
from app.learning import counts
from app.learning.actions import finished_without_completion
from app.library import actions as library
from app.library import queries as courses
from app.library import sources
from app.library.actions import Release
from app.library.models import CourseVersion, ModuleVersion
from app.library.rendition import Rendition
from app.studio import previews, queries

MOST_LINES = 200
"""Of a page's differences; who rewrote more reads the page itself."""
MOST_COMPARED = 2_000
"""Lines of a page; comparing more takes seconds, in which nobody could save an answer."""
Pages = Sequence[tuple[str, ModuleVersion]]


@dataclass(frozen=True)
class Impact:
    """Who is affected. `learners` are under way, `completing` would be done at once.

    `rekeyed`: questions with a new key or points and the answers stored to them; `lost`: removed
    modules and how many people had finished them.
    """

    learners: int
    completed: int
    completing: int
    open_attempts: int
    rekeyed: Sequence[tuple[str, int]]
    lost: Sequence[tuple[str, int]]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class PageView:
    """A page as it would be; `body` as in `DraftPage`."""

    ref: str
    kind: str
    title: str
    path: str
    change: str
    live_id: int | None
    body: dict[str, Any]


@dataclass(frozen=True)
class Rehearsal:
    pages: list[PageView]
    impact: Impact


def rehearse(rendition: Rendition, *, at: datetime, assets: Path) -> Rehearsal:
    """Changes nothing: what the database would hold is read and then rolled back."""
    ref, was = rendition.source.course.ref, rendition.source.course.was
    live = courses.find_live_for(ref, was)
    before = queries.pages_of(live.id) if live else []
    contents = _contents(live.id, before) if live else {}
    by_course = counts.counts_by_course()
    open_attempts = queries.open_attempts(live.course_id) if live else 0
    savepoint = db.session.begin_nested()
    try:
        version = library.publish(
            rendition.source, rendition, release=Release(), by=None, at=at, assets=assets
        ).version
        after = queries.pages_of(version.id)
        contents |= _contents(version.id, after)
        enrolled, completed = by_course.get(version.course_id, (0, 0))
        impact = Impact(
            learners=enrolled - completed,
            completed=completed,
            completing=len(finished_without_completion(version)),
            open_attempts=open_attempts,
            rekeyed=_rekeyed(live, version),
            lost=_lost(before, after),
        )
        texts = (sources.texts_of(live.id) if live else {}, rendition.source.texts)
        return Rehearsal(_compared(before, after, contents, texts), impact)
    finally:
        savepoint.rollback()


def _contents(version_id: int, pages: Pages) -> dict[int, dict[str, Any]]:
    """Module version id → what a preview shows of it."""
    questions = queries.questions_by_module(version_id)
    return {
        module.id: previews.content_of(module, questions.get(module.id, ())) for _, module in pages
    }


def _compared(
    before: Pages,
    after: Pages,
    contents: Mapping[int, dict[str, Any]],
    texts: tuple[Mapping[str, str], Mapping[str, str]],
) -> list[PageView]:
    """Pages in their new order, and behind them those that would go."""
    old = {module.module_id: module for _, module in before}
    kept = {module.module_id for _, module in after}
    views = []
    for ref, module in after:
        was = old.get(module.module_id)
        change = "new" if was is None else "same" if was.id == module.id else "changed"
        lines = []
        if was and change == "changed":
            lines = _differences(files_of(was, texts[0]), files_of(module, texts[1]))
        views.append(_view(ref, module, change, was, {**contents[module.id], "lines": lines}))
    refs = {view.ref for view in views}
    gone = [(ref, module) for ref, module in before if module.module_id not in kept]
    return views + [
        _view(ref, module, "removed", module, {**contents[module.id], "lines": []})
        for ref, module in gone
        if ref not in refs
    ]


def _view(
    ref: str, module: ModuleVersion, change: str, live: ModuleVersion | None, body: dict[str, Any]
) -> PageView:
    live_id = live.id if live else None
    return PageView(ref, module.kind, module.title, module.path, change, live_id, body)


def files_of(module: ModuleVersion, texts: Mapping[str, str]) -> list[str]:
    """The lines of the page's file and of its translations."""
    stem = module.path.removesuffix(".md")
    paths = [module.path, *(f"{stem}.{lang}.md" for lang in sorted(module.titles))]
    return [line for path in paths for line in texts.get(path, "").splitlines()]


def _differences(before: list[str], after: list[str]) -> list[list[str]]:
    """[[sign, line]] with "-" for what goes and "+" for what comes."""
    if max(len(before), len(after)) > MOST_COMPARED:
        return []
    compared = unified_diff(before, after, n=0)
    lines = [line for line in compared if not line.startswith(("---", "+++", "@@")) and line[1:]]
    return [[line[0], line[1:]] for line in lines[:MOST_LINES]]


def _rekeyed(live: CourseVersion | None, version: CourseVersion) -> list[tuple[str, int]]:
    """Only where answers are stored does a changed key matter to anyone."""
    if live is None:
        return []
    before = queries.grading_hashes(live.id)
    after = queries.grading_hashes(version.id)
    changed = {
        i: ref for i, (ref, digest) in after.items() if i in before and before[i][1] != digest
    }
    answers = queries.answers_by_question(changed)
    return sorted((changed[i], count) for i, count in answers.items())


def _lost(
    before: Sequence[tuple[str, ModuleVersion]], after: Sequence[tuple[str, ModuleVersion]]
) -> list[tuple[str, int]]:
    kept = {module.module_id for _, module in after}
    gone: Mapping[int, str] = {m.module_id: m.title for _, m in before if m.module_id not in kept}
    done = queries.completions_by_module(gone)
    return sorted((gone[i], count) for i, count in done.items())
