"""A course folder as a `Course`: which file is what, in which order, and how they hang together."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from app.content.course_checks import check_course, check_pages
from app.content.course_reader import (
    DEFAULT_LANG,
    FILE,
    CourseFile,
    learning_hours,
    read_course_file,
)
from app.content.files import CourseFiles
from app.content.findings import Finding, Report, worst_first
from app.content.glossary_reader import glossaries_of
from app.content.limits import DEFAULT_LIMITS, Limits
from app.content.model import Course, Page, Text
from app.content.parse import is_readable, normalised, parse_page
from app.content.translation_files import translation_of, translations_in
from app.content.translations import Translator, check_languages

STATED_LANG = re.compile(r"^lang:[ \t]*[\"']?([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)", re.MULTILINE)
NUMBER = re.compile(r"(\d{1,9})(?:[-_. ]|$)")
MODULE_FILE = "module.md"
WITHOUT_MEANING = ("readme", "license", "licence", "changelog", "contributing")


def read_course(
    root: Path, *, limits: Limits = DEFAULT_LIMITS
) -> tuple[Course | None, list[Finding]]:
    """The course and everything found, worst first. None only where there is no readable
    `course.md`, though its pages are checked all the same; pages that cannot be read are missing
    from the course, with an error each."""
    findings: list[Finding] = []
    files = CourseFiles(root, limits, findings)
    files.scan()
    read = course_of(files)
    own = read.course if read else unread(files)
    translator = Translator(files, translations_in(files.sizes))
    pages = tuple(Reader(files, own.lang, translator).pages())
    glossaries = tuple(glossaries_of(files, own.lang))
    report_ignored(files, {FILE, *(glossary.path for glossary in glossaries)})
    course = replace(
        own,
        pages=pages,
        translations=tuple(translator.of_course(own, FILE)) if read else (),
        jp=own.jp or learning_hours(pages),
        glossaries=glossaries,
        assets=tuple(path for path in files.sizes if path.startswith("assets/")),
    )
    check_pages(course, files)
    if read:
        check_course(course, files, read)
        check_languages(course, files)
    return course if read else None, worst_first(findings)


def course_of(files: CourseFiles) -> CourseFile | None:
    if FILE not in files.sizes:
        files.report(FILE).add("E110", 1)
        return None
    source = files.read(FILE)
    if source is None:
        return None
    name = files.root.resolve().name
    return read_course_file(source, name, files.limits, files.report(FILE))


def unread(files: CourseFiles) -> Course:
    """Stands for a course whose `course.md` cannot be read, so that its pages are checked all the
    same; the whole file is its body, for the headings and links in it."""
    source = normalised(files.read(FILE) or "") if FILE in files.sizes else ""
    if not is_readable(source, files.limits, Report(FILE, [])):
        source = ""
    stated = STATED_LANG.search(source)
    return Course(
        ref="", title="", lang=stated[1] if stated else DEFAULT_LANG, body=Text(source, 1)
    )


@dataclass(frozen=True, slots=True)
class Reader:
    files: CourseFiles
    lang: str
    translator: Translator

    def pages(self) -> Iterator[Page]:
        """In learning order: modules by number and name, each folder before its pages; pools."""
        for name in self.names("modules/"):
            if name.endswith(".md"):
                yield from self.page(f"modules/{name}", None)
            else:
                yield from self.folder(f"modules/{name}/")
        for name in self.names("pools/"):
            yield from self.page(f"pools/{name}", None)

    def folder(self, prefix: str) -> Iterator[Page]:
        names = [name for name in self.names(prefix) if name.endswith(".md")]
        if not names:
            return
        parent = None
        if MODULE_FILE in names:
            names.remove(MODULE_FILE)
            for page in self.page(prefix + MODULE_FILE, None):
                parent = page.ref
                yield page
        else:
            self.files.report(prefix + MODULE_FILE).add("E125", 1)
        for name in names:
            yield from self.page(prefix + name, parent)

    def names(self, prefix: str) -> list[str]:
        """Files and folders right under a folder; translations and other files left out."""
        inside = (path[len(prefix) :] for path in self.files.sizes if path.startswith(prefix))
        names = {rest.split("/")[0] for rest in inside if rest.endswith(".md")}
        pages = (n for n in names if not translation_of(prefix + n, self.files.sizes))
        return sorted(pages, key=place)

    def page(self, path: str, parent: str | None) -> Iterator[Page]:
        source = self.files.read(path) if path in self.files.sizes else None
        if source is None:
            return
        page = parse_page(
            source,
            path=path,
            lang=self.lang,
            findings=self.files.findings,
            limits=self.files.limits,
        )
        if page:
            translations = tuple(self.translator.of_page(page))
            yield replace(page, parent=parent, translations=translations)


def place(name: str) -> tuple[float, str]:
    """By the number in front, names without one last."""
    number = NUMBER.match(name)
    return (float(number.group(1)) if number else float("inf"), name)


def report_ignored(files: CourseFiles, used: Collection[str]) -> None:
    """Every Markdown file that is not part of the course is named, so that none is missed."""
    for path in files.sizes:
        if not path.endswith(".md") or path.startswith("assets/") or path in used:
            continue
        if file := translation_of(path, files.sizes):
            if file.source not in files.sizes:
                files.report(path).add("E402", 1, source=file.source)
        elif not is_page(path) and not path.lower().startswith(WITHOUT_MEANING):
            files.report(path).add("W121", 1)


def is_page(path: str) -> bool:
    parts = path.split("/")
    return (parts[0] == "modules" and len(parts) in (2, 3)) or (
        parts[0] == "pools" and len(parts) == 2
    )
