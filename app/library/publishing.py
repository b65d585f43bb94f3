"""Reading a course folder for publication: what is in it, and what the checker finds."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from app.content.course_reader import FILE
from app.content.files import CourseFiles
from app.content.folder import read_course
from app.content.limits import DEFAULT_LIMITS
from app.content.model import Course, Finding
from app.content.render import RENDERER
from app.library import store


@dataclass(frozen=True)
class Source:
    """A course as read from its folder, with its files by path and a hash over all of them.

    `texts` are all text files outside `assets/`, as they are, to be kept with the version.
    """

    course: Course
    texts: Mapping[str, str]
    assets: Mapping[str, bytes]
    content_hash: str


@dataclass
class Check:
    """What reading a folder gave: `source` is None when there is no course to speak of."""

    root: Path
    source: Source | None
    findings: list[Finding] = field(default_factory=list)

    @property
    def has_errors(self) -> bool:
        return self.source is None or any(finding.is_error for finding in self.findings)


def check(root: Path) -> Check:
    """Read and check a folder; read again when a file was changed meanwhile."""
    while True:
        before = stamps_of(root)
        checked = _read(root)
        if stamps_of(root) == before:
            return checked


def stamps_of(root: Path) -> list[tuple[str, int, int]]:
    """What tells that a file was written: its time and size."""
    stamps = []
    for path in sorted(root.rglob("*")):
        with suppress(FileNotFoundError):  # editors come and go with temporary files
            state = path.lstat()
            stamps.append((str(path), state.st_mtime_ns, state.st_size))
    return stamps


def _read(root: Path) -> Check:
    course, findings = read_course(root)
    if course is None:
        return Check(root, None, findings)
    assets = {path: (root / path).read_bytes() for path in course.assets}
    texts = _texts(root)
    files = {path: text.encode() for path, text in texts.items()}
    return Check(root, Source(course, texts, assets, _hash({**files, **assets})), findings)


def _texts(root: Path) -> dict[str, str]:
    """What cannot be read as text is left out: a page among it is an error anyway."""
    files = CourseFiles(root, DEFAULT_LIMITS, [])
    files.scan()
    read = ((path, files.read(path)) for path in files.sizes if not path.startswith("assets/"))
    return {path: text for path, text in read if text is not None}


def _hash(files: Mapping[str, bytes]) -> str:
    """Over the renderer too: a new one must render unchanged files again."""
    digest = hashlib.sha256(RENDERER.encode())
    for path, data in sorted(files.items()):
        digest.update(f"\0{path}\0{hashlib.sha256(data).hexdigest()}".encode())
    return digest.hexdigest()


def links_of(source: Source) -> dict[str, str]:
    """Course-relative path → address, for every page and asset.

    Pages are addressed by their ids, whatever language a link names, assets by their content, so
    what is rendered once stays right for the version that it belongs to.
    """
    course = source.course
    address = f"/courses/{course.ref}"
    landings = dict.fromkeys((FILE, *(text.path for text in course.translations)), address)
    pages = {
        text.path: f"{address}/modules/{page.ref}"
        for page in course.pages
        if page.kind != "pool"
        for text in (page, *page.translations)
    }
    assets = {
        path: store.address(store.hash_of(data), Path(path).name)
        for path, data in source.assets.items()
    }
    glossaries = {glossary.path: f"{address}/glossary" for glossary in course.glossaries}
    return {**landings, **pages, **glossaries, **assets}
