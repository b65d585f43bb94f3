"""Whether links and pictures lead somewhere: to a page, to a heading in it, to a file of assets."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.content.course_reader import FILE
from app.content.files import LONGEST_PATH, CourseFiles
from app.content.links import Link, headings_in, is_external, links_in, resolved
from app.content.model import Course, Page, Text
from app.content.prose_checks import leaves, texts_of
from app.content.suggest import Guesses

LARGEST_PICTURE = 300 * 1024
SITE = re.compile(
    r"www\.|(?:[a-z0-9-]+\.)+(?:id|com|org|net|info|gov|edu|int)(?:[/?#]|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's texts and headings. `lang` is "" for a source; a translation stands for `source`
    in whatever is read in its language. What `is_hidden` cannot be linked to."""

    path: str
    texts: list[Text]
    anchors: set[str]
    source: str = ""
    lang: str = ""
    is_hidden: bool = False


def check_targets(course: Course, files: CourseFiles) -> None:
    readings = [*course_readings(course), *page_readings(course)]
    linked = [reading for reading in readings if not reading.is_hidden]
    anchors = {reading.path: reading.anchors for reading in linked}
    guesses = Guesses()
    for lang in {reading.lang for reading in readings}:
        own = {reading.source: reading.anchors for reading in linked if reading.lang == lang}
        targets = Targets(files, {**anchors, **own}, guesses)
        for reading in readings:
            if reading.lang == lang:
                targets.check_all(reading)


def course_readings(course: Course) -> Iterator[Reading]:
    yield Reading(FILE, [course.body], anchors_in([course.body]), FILE)
    for text in course.translations:
        yield Reading(text.path, [text.body], anchors_in([text.body]), FILE, text.lang)
    for glossary in course.glossaries:
        definitions = [term.definition for term in glossary.terms]
        yield Reading(glossary.path, definitions, set(), glossary.path)


def page_readings(course: Course) -> Iterator[Reading]:
    for page in course.pages:
        for one in (page, *page.translations):
            yield Reading(
                one.path,
                list(texts_of(one)),
                anchors_of(one),
                source=page.path,
                lang="" if one is page else one.lang,
                is_hidden=page.kind == "pool",
            )


def anchors_of(page: Page) -> set[str]:
    texts = [part for part in page.parts if isinstance(part, Text)]
    return anchors_in(texts) | {question.ref for question in page.questions}


def anchors_in(texts: list[Text]) -> set[str]:
    return {anchor for text in texts for _, _, anchor in headings_in(text)}


@dataclass(slots=True)
class Targets:
    """`anchors`: path of each page that may be linked to → its headings."""

    files: CourseFiles
    anchors: Mapping[str, set[str]]
    guesses: Guesses = field(default_factory=Guesses)

    def check_all(self, reading: Reading) -> None:
        for text in reading.texts:
            for link in links_in(text):
                if not is_external(link.target):
                    self.check(link, reading.path)

    def check(self, link: Link, base: str) -> None:
        target, anchor = resolved(link.target, base)
        report = self.files.report(base)
        if leaves(target) or (target == base and base.startswith("pools/")):
            return
        shown = link.target[:80] or "()"
        if not self.exists(target):
            meant = self.path_meant(target, base, assets_only=link.is_picture)
            report.add("E501", link.line, target=shown, **case_of(link, meant))
        elif anchor and anchor not in self.anchors.get(target, set()):
            meant = self.guesses.nearest(anchor, self.anchors.get(target, set()))
            report.add("E503", link.line, target=shown, meant=meant and f"#{meant}")
        elif link.is_picture and self.files.sizes.get(target, 0) > LARGEST_PICTURE:
            report.add("W802", link.line, target=shown, kilobytes=LARGEST_PICTURE // 1024)

    def exists(self, path: str) -> bool:
        return path in self.anchors or (path.startswith("assets/") and path in self.files.sizes)

    def path_meant(self, target: str, base: str, *, assets_only: bool) -> str:
        """As it would be written in `base`: the file of that name elsewhere, or the nearest one."""
        if not posixpath.basename(target) or not self.guesses.left:
            return ""
        assets = [path for path in self.files.sizes if path.startswith("assets/")]
        known = assets if assets_only else [*self.anchors, *assets]
        names = {posixpath.basename(path).lower(): path for path in reversed(known)}
        found = names.get(posixpath.basename(target).lower())
        found = found or self.guesses.nearest(target, known, longest=LONGEST_PATH)
        if not found:
            return ""
        return posixpath.relpath(found, posixpath.dirname(base)).replace(" ", "%20")


def case_of(link: Link, meant: str) -> dict[str, str]:
    """What a dead link was: a site without its scheme, a page, or a file of assets."""
    path = link.target.partition("#")[0]
    if SITE.match(link.target) and not meant:
        return {"case": "site"}
    is_page = not link.is_picture and posixpath.splitext(path)[1] in ("", ".md")
    return {"meant": meant, "case": "page"} if is_page else {"meant": meant}
