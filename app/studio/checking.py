"""What `lentera check` is asked to look at, and what is found there."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.content import fix
from app.content.findings import Report, worst_first
from app.content.folder import read_course
from app.content.front_matter import split
from app.content.model import Finding
from app.content.parse import normalised
from app.studio import abilities
from app.studio.actions import course_folders

COURSE_FILE = "course.md"


class Unknown(Exception):
    """Neither a path with a course nor the id of one; `args` are the word and the key of why."""


@dataclass(frozen=True)
class Target:
    """A course, or one file of it: `file` is course-relative, "" for all."""

    root: Path
    file: str = ""


def targets_of(word: str, known: Sequence[Path]) -> list[Target]:
    """`word` is a course, a folder of courses, a file of a course, or a course's id; `known` are
    the folders in which ids are looked for. Raises Unknown."""
    path = Path(word)
    if path.is_file():
        return [target_of_file(path)]
    if path.is_dir():
        found = [Target(root) for root in course_folders(path)]
        if not found:
            raise Unknown(word, "no-course")
        return found
    found = [Target(root) for root in known if word in (root.name, id_of(root))]
    if not found:
        raise Unknown(word, "nothing")
    return found


def target_of_file(path: Path) -> Target:
    """The root as it was written, as far as it was."""
    whole = path.absolute()
    root = next((folder for folder in whole.parents if (folder / COURSE_FILE).is_file()), None)
    if root is None:
        raise Unknown(str(path), "no-course")
    inside = whole.relative_to(root)
    written = path.parents[len(inside.parts) - 1 :]
    return Target(written[0] if written else root, inside.as_posix())


def id_of(root: Path) -> str:
    """The id in a course's front matter, "" where it cannot be read."""
    source = (root / COURSE_FILE).read_bytes().decode("utf-8", "replace")
    found = split(normalised(source), Report(COURSE_FILE, []))
    node = found[0].get("id") if found else None
    return node.value if node and isinstance(node.value, str) else ""


def findings_in(target: Target) -> list[Finding]:
    course, findings = read_course(target.root)
    if course:
        findings = worst_first([*findings, *abilities.findings_of(course)])
    return [finding for finding in findings if target.file in ("", finding.path)]


def write_ids(target: Target) -> list[str]:
    """Missing ids, into the files themselves; the course-relative paths of those written."""
    written: list[str] = []
    while found := fix.fix_course(target.root, findings_in(target)):
        written += found
    return written
