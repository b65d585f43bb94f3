"""When is a course complete; pure."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from app.library.queries import SyllabusEntry


def required(rule: Mapping[str, Any], syllabus: Sequence[SyllabusEntry]) -> list[SyllabusEntry]:
    """The modules that the rule speaks of; without any named, every step."""
    if not rule["refs"]:
        return [entry for entry in syllabus if entry.is_step]
    return [entry for entry in syllabus if entry.ref in rule["refs"]]


def left_out(
    rule: Mapping[str, Any], syllabus: Sequence[SyllabusEntry]
) -> list[SyllabusEntry] | None:
    """The steps that need not be done, where saying so is shorter than what must; else None."""
    wanted = required(rule, syllabus)
    if rule["count"] or not all(entry.is_step for entry in wanted):
        return None
    others = [entry for entry in syllabus if entry.is_step and entry not in wanted]
    return others if len(others) < len(wanted) else None


def is_met(
    rule: Mapping[str, Any], syllabus: Sequence[SyllabusEntry], done: Collection[int]
) -> bool:
    """`rule`: {"count": how many (None: all), "refs": of which}; `done`: ids of modules."""
    wanted = required(rule, syllabus)
    reached = sum(is_done(entry, syllabus, done) for entry in wanted)
    return bool(wanted) and reached >= (rule["count"] or len(wanted))


def is_done(entry: SyllabusEntry, syllabus: Sequence[SyllabusEntry], done: Collection[int]) -> bool:
    """A folder is done when all that it groups is."""
    if entry.kind != "folder":
        return entry.module_id in done
    children = [child for child in syllabus if child.parent_id == entry.module_id]
    return bool(children) and all(is_done(child, syllabus, done) for child in children)
