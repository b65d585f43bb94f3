"""A file from an author's hand, put where it belongs in a course folder."""

from pathlib import Path, PurePosixPath

from app.content.course_reader import FILE
from app.content.exchange import FORMATS, format_for
from app.content.findings import Finding
from app.content.folder import read_course
from app.content.model import Course
from app.content.parse import parse_page
from app.content.slugs import slug
from app.content.write import write_page
from app.kit.errors import Invalid
from app.studio.archive import MEGABYTE

AT_ROOT = (FILE, "glossary.md")
MOST = 100 * MEGABYTE
# What may lie in assets/: what browsers open, and office files to download.
ASSETS = (
    *(".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".pdf"),
    *(".mp4", ".webm", ".mp3", ".m4a", ".ogg", ".vtt"),
    *(".txt", ".csv", ".xlsx", ".docx", ".pptx", ".odt", ".ods", ".md", ".zip"),
)


def name_of(uploaded: str) -> str:
    """The file's own name, fit to stand in a course; "" where nothing of it survives."""
    name = PurePosixPath(uploaded.replace("\\", "/")).name
    *stem, suffix = name.split(".")
    parts = [slug(part) for part in stem]
    return ".".join([*parts, suffix.lower()]) if parts and all(parts) else ""


def take_page(data: bytes, name: str, folder: Path) -> list[Finding]:
    """A page, or a question bank or document of another program, as pages of the folder's course.

    Returns what could not be carried over; where errors are among it, nothing was written.
    Raises Invalid.
    """
    course, _ = read_course(folder)
    if name.endswith(".md"):
        put(folder, place_of(course, name, data), data)
        return []
    form = format_for(name, data)
    if form is None:
        raise Invalid("file.type", known=" ".join(readable()))
    imported = form.read(data, name=name, lang=course.lang if course else "id")
    findings = list(imported.findings)
    if not any(finding.is_error for finding in findings):
        for page in imported.pages:
            put(folder, unused(folder, page.path), write_page(page).encode())
        for path, content in imported.assets.items():
            put(folder, path, content)
    return findings


def take_asset(data: bytes, name: str, folder: Path) -> None:
    if PurePosixPath(name).suffix not in ASSETS:
        raise Invalid("file.type", known=" ".join(ASSETS))
    put(folder, f"assets/{name}", data)


def readable() -> list[str]:
    """Suffixes of what can be taken as pages."""
    suffixes = {suffix for form in FORMATS.values() if form.can_read for suffix in form.suffixes}
    return [".md", *sorted(suffixes)]


def place_of(course: Course | None, name: str, data: bytes) -> str:
    """Where the page of that id stands, else the file of that name; else by its kind.

    A translation stands beside its source.
    """
    stem = name.partition(".")[0] + ".md"
    if stem in AT_ROOT or course is None:
        return name
    for page in course.pages:
        path = PurePosixPath(page.path)
        if path.name == stem:
            return str(path.with_name(name))
    new = parse_page(data.decode("utf-8-sig", "replace"), path=name, lang="id", findings=[])
    if new is None:
        return f"modules/{name}"
    same = next((page.path for page in course.pages if page.ref == new.ref), "")
    return same or f"{'pools' if new.kind == 'pool' else 'modules'}/{name}"


def unused(folder: Path, path: str) -> str:
    """An import never replaces a page: it takes the next free name."""
    stem = path.removesuffix(".md")
    number = 1
    while (folder / path).exists():
        number += 1
        path = f"{stem}-{number}.md"
    return path


def put(folder: Path, path: str, data: bytes) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
