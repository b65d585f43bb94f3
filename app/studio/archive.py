"""An uploaded ZIP as a folder; whatever it holds is hostile until it lies there."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from app.content.course_reader import FILE
from app.kit.errors import Invalid
from app.kit.file_types import KNOWN, is_what_it_says

MEGABYTE = 1024 * 1024
CHUNK = 64 * 1024
# What systems put into archives by themselves.
LITTER = ("__MACOSX", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Caps:
    """Files, bytes of one file and of all when unpacked, and how many times its packed size a
    file may grow: text shrinks to a tenth at best, a bomb to a thousandth."""

    entries: int = 2_000
    file_bytes: int = 100 * MEGABYTE
    all_bytes: int = 300 * MEGABYTE
    ratio: int = 100


CAPS = Caps()


def unpack(file: IO[bytes], target: Path, *, caps: Caps = CAPS) -> None:
    """The course folder in the archive, without the folder around it. Raises Invalid."""
    try:
        with zipfile.ZipFile(file) as archive:
            entries = list(wanted(archive, caps))
            top = top_of([path for _, path in entries])
            left = caps.all_bytes
            for entry, path in entries:
                if not path.is_relative_to(top):
                    continue
                left -= extract(archive, entry, target / path.relative_to(top), caps, left)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError) as error:
        raise Invalid("archive.broken") from error
    except (OSError, ValueError, RuntimeError) as error:  # NotImplementedError is one
        raise Invalid("archive.broken") from error


def wanted(archive: zipfile.ZipFile, caps: Caps) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """Files with a name that stays inside, each name once; links and encryption are refused."""
    seen: set[str] = set()
    entries = archive.infolist()
    if len(entries) > caps.entries:
        raise Invalid("archive.entries", limit=caps.entries)
    for entry in entries:
        path = safe_path(entry)
        if entry.is_dir() or is_litter(path):
            continue
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            # Others unpack as a whole at the first read, past every count.
            raise Invalid("archive.packing", name=entry.filename[:100])
        if entry.flag_bits & 1:
            raise Invalid("archive.encrypted", name=entry.filename)
        if str(path).casefold() in seen:
            raise Invalid("archive.twice", name=entry.filename)
        seen.add(str(path).casefold())
        yield entry, path


def safe_path(entry: zipfile.ZipInfo) -> PurePosixPath:
    path = PurePosixPath(entry.filename)
    inside = not path.is_absolute() and ".." not in path.parts and path.parts
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    if is_link or not inside or "\\" in entry.filename or ":" in path.parts[0]:
        raise Invalid("archive.outside", name=entry.filename[:100])
    return path


def is_litter(path: PurePosixPath) -> bool:
    return any(part.startswith(".") or part in LITTER for part in path.parts)


def top_of(paths: list[PurePosixPath]) -> PurePosixPath:
    """The folder of the one course.md that stands highest."""
    found = sorted((path.parent for path in paths if path.name == FILE), key=lambda p: len(p.parts))
    if not found:
        raise Invalid("archive.no-course")
    if len(found) > 1 and len(found[0].parts) == len(found[1].parts):
        raise Invalid("archive.courses")
    return found[0]


def extract(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path, caps: Caps, left: int
) -> int:
    """Counts what really comes out: the sizes an archive declares may be a lie."""
    most = min(caps.file_bytes, left)
    packed = max(entry.compress_size, CHUNK)
    size = 0
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(entry) as source, target.open("xb") as file:
        while chunk := source.read(CHUNK):
            if not size:
                check_beginning(entry, target.suffix.lower(), chunk)
            size += len(chunk)
            if size > most or size > packed * caps.ratio:
                raise Invalid("archive.large", name=entry.filename[:100])
            file.write(chunk)
    return size


def check_beginning(entry: zipfile.ZipInfo, suffix: str, data: bytes) -> None:
    """Of a file that browsers may be shown; others are only ever saved."""
    if suffix in KNOWN and not is_what_it_says(suffix, data):
        raise Invalid("archive.content", name=entry.filename[:100])
