"""The files of a course folder: no symbolic link is followed, nothing outside is read."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.content.findings import Finding, Report
from app.content.limits import Limits

DEEPEST = 6
LONGEST_PATH = 250
SAFELY = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)


@dataclass(slots=True)
class CourseFiles:
    """`sizes`: bytes by course-relative POSIX path."""

    root: Path
    limits: Limits
    findings: list[Finding]
    sizes: dict[str, int] = field(default_factory=dict)

    def scan(self) -> None:
        for entry, path in self.entries("", 0):
            if len(self.sizes) >= self.limits.files:
                self.report(path).add("E707", 1, limit=self.limits.files)
                return
            if not path.isprintable():
                self.report(ascii(path)[1:-1]).add("E127", 1)
            elif len(path) > LONGEST_PATH:
                self.report(path).add("E710", 1, limit=LONGEST_PATH)
            elif entry.is_symlink():
                self.report(path).add("E506", 1)
            elif entry.is_file(follow_symlinks=False):
                self.sizes[path] = entry.stat(follow_symlinks=False).st_size

    def entries(self, folder: str, depth: int) -> Iterator[tuple["os.DirEntry[str]", str]]:
        """Everything but hidden files, in the order of names."""
        try:
            found = sorted(os.scandir(self.root / folder), key=lambda entry: entry.name)
        except OSError:
            self.report(folder or "course.md").add("E124" if folder else "E110", 1)
            return
        for entry in found:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False) and depth < DEEPEST:
                yield from self.entries(path, depth + 1)
            else:
                yield entry, path

    def report(self, path: str) -> Report:
        return Report(path, self.findings)

    def read(self, path: str) -> str | None:
        """A file's text; None, with a finding, where it is too large or not UTF-8."""
        limit = self.limits.file_bytes
        try:
            data = read_bytes(self.root / path, limit + 1)
            if len(data) > limit:
                self.report(path).add("E701", 1, limit=limit // 1024)
                return None
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.report(path).add("E111", line)
        except OSError:
            self.report(path).add("E124", 1)
        return None


def read_bytes(path: Path, most: int) -> bytes:
    """At most `most` bytes of a regular file; a pipe or device put in its place is refused."""
    descriptor = os.open(path, SAFELY)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError("not a regular file")
        return file.read(most)
