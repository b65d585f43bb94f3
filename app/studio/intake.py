"""A file from an author's hand, put where it belongs in a course folder."""

from dataclasses import dataclass
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
from app.kit.file_types import is_what_it_says
from app.studio.archive import CAPS

AT_ROOT = (FILE, "glossary.md")
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


@dataclass(frozen=True)
class Taken:
    """Where a file came to lie, and what of it could not be carried over; with an error among
    these nothing was written."""

    paths: list[str]
    findings: list[Finding]


def take_page(data: bytes, name: str, folder: Path) -> Taken:
    """A page, or a question bank or document of another program, as pages of the folder's course.

    What lies there under the same name gives way. Raises Invalid.
    """
    course, _ = read_course(folder)
    if name.endswith(".md"):
        return Taken([put(folder, place_of(course, name, data), data)], [])
    form = format_for(name, data)
    if form is None:
        raise Invalid("file.type", known=" ".join(readable()))
    imported = form.read(data, name=name, lang=course.lang if course else "id")
    files = {page.path: write_page(page).encode() for page in imported.pages}
    if any(finding.is_error for finding in imported.findings):
        return Taken([], list(imported.findings))
    paths = [put(folder, *item) for item in (files | dict(imported.assets)).items()]
    return Taken(paths, list(imported.findings))


def take_asset(data: bytes, name: str, folder: Path) -> Taken:
    suffix = PurePosixPath(name).suffix
    if suffix not in ASSETS:
        raise Invalid("file.type", known=" ".join(ASSETS))
    if not is_what_it_says(suffix, data):
        raise Invalid("file.content", suffix=suffix)
    return Taken([put(folder, f"assets/{name}", data)], [])


def readable() -> list[str]:
    """Suffixes of what can be taken as pages."""
    suffixes = {suffix for form in FORMATS.values() if form.can_read for suffix in form.suffixes}
    return [".md", *sorted(suffixes)]


def place_of(course: Course | None, name: str, data: bytes) -> str:
    """Where the page of that id stands, else the only file of that name; else by its kind.

    A translation stands beside its source. Raises Invalid where the name fits several files.
    """
    stem = name.partition(".")[0] + ".md"
    if stem in AT_ROOT or course is None:
        return name
    page = parse_page(data.decode("utf-8-sig", "replace"), path=name, lang="id", findings=[])
    same = [known.path for known in course.pages if page and known.ref == page.ref]
    paths = same or [known.path for known in course.pages if PurePosixPath(known.path).name == stem]
    if len(paths) > 1:
        raise Invalid("file.where", known=", ".join(paths))
    if paths:
        is_translation = name != stem
        path = PurePosixPath(paths[0])
        suffix = name.removeprefix(stem.removesuffix(".md"))
        return str(path.with_name(path.stem + suffix)) if is_translation else str(path)
    return f"{'pools' if page and page.kind == 'pool' else 'modules'}/{name}"


def put(folder: Path, path: str, data: bytes) -> str:
    """Returns the path. Raises Invalid where the folder would grow beyond what a ZIP may hold."""
    if sum(file.stat().st_size for _, file in files_of(folder)) + len(data) > CAPS.all_bytes:
        raise Invalid("file.full")
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return path


def files_of(folder: Path) -> list[tuple[str, Path]]:
    """(course-relative path, file), in the order of names."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [(path.relative_to(folder).as_posix(), path) for path in files]


def take_out(folder: Path, path: str) -> None:
    """Raises Invalid for what is not among the folder's own files."""
    file = dict(files_of(folder)).get(path)
    if file is None:
        raise Invalid("file.gone")
    file.unlink(missing_ok=True)
