"""Which files are translations of which: `01-dasar.en.md` stands beside `01-dasar.md`."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from app.content.languages import is_tag

SUFFIXED = re.compile(r"(?P<stem>.+)\.(?P<tag>[^./]+)\.md")
PLACES = ("modules/", "pools/")


@dataclass(frozen=True, slots=True)
class TranslationFile:
    """`source` is the path of the file it translates, which may be missing."""

    path: str
    source: str
    tag: str


def translation_of(path: str, paths: Collection[str]) -> TranslationFile | None:
    """A name with a suffix that is no language is a translation only beside its source, so that
    `02-versi.lama.md` alone stays a page."""
    match = SUFFIXED.fullmatch(path)
    if not match or not (path.startswith(PLACES) or match["stem"] == "course"):
        return None
    file = TranslationFile(path, f"{match['stem']}.md", match["tag"])
    return file if file.source in paths or is_tag(file.tag) else None


def translations_in(paths: Collection[str]) -> Mapping[str, list[TranslationFile]]:
    """Path of a source → its translations, by language."""
    found: dict[str, list[TranslationFile]] = {}
    for path in sorted(paths):
        if file := translation_of(path, paths):
            found.setdefault(file.source, []).append(file)
    return found
