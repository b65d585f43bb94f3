"""Translations read in the terms of their source, which alone holds the settings."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from app.content import front_matter
from app.content.course_reader import FILE
from app.content.fields import Fields
from app.content.files import CourseFiles
from app.content.findings import Report
from app.content.front_matter import Node
from app.content.languages import is_tag, probably
from app.content.lines import lines_of
from app.content.model import Course, CourseText, Page, Text
from app.content.page_fields import COURSE_KEYS, ELSEWHERE, OF_COURSE, title_of
from app.content.parse import is_readable, normalised, prose
from app.content.prose_checks import check_glued, check_lists, check_page, check_text
from app.content.suggest import nearest
from app.content.translated_body import Front, read_body
from app.content.translation_files import TranslationFile, translations_in

HASH_LENGTH = 12
MOST_NAMED = 10
WORDS = frozenset({"id", "lang", "title", "description", "translation-of", "source-hash"})
COURSE_WORDS = WORDS | {"audience", "keywords"}
SETTINGS = COURSE_KEYS | ELSEWHERE.keys() | OF_COURSE.keys()


def source_hash(source: str) -> str:
    """What a translation writes as `source-hash`; line ends and a byte-order mark do not count."""
    return sha256(normalised(source).encode()).hexdigest()[:HASH_LENGTH]


@dataclass(frozen=True, slots=True)
class Translator:
    """Reads the files `beside` each source, by the source's path."""

    files: CourseFiles
    beside: Mapping[str, list[TranslationFile]]

    def of_page(self, page: Page) -> Iterator[Page]:
        for file in self.beside.get(page.path, ()):
            source = self.files.read(page.path)
            front = self.front(file, page, source or "", WORDS)
            if front and source:
                yield self.page(file, page, front, source)

    def of_course(self, course: Course, path: str) -> Iterator[CourseText]:
        for file in self.beside.get(path, ()):
            front = self.front(file, course, self.files.read(path) or "", COURSE_WORDS)
            if front:
                yield self.course(file, course, front)

    def front(
        self, file: TranslationFile, of: Page | Course, source: str, words: Collection[str]
    ) -> Front | None:
        """None where the file is unreadable, or of no other language than its source."""
        report = self.files.report(file.path)
        if not is_tag(file.tag):
            report.add("E401", 1, tag=file.tag, meant=probably(file.tag))
            return None
        if file.tag == of.lang:
            report.add("E403", 1, tag=file.tag, source=file.source)
            return None
        text = normalised(self.files.read(file.path) or "")
        if not text or not is_readable(text, self.files.limits, report):
            return None
        split = front_matter.split(text, report)
        if split is None:
            return None
        nodes, body, first = split
        check_keys(nodes, file, words, report)
        check_identity(Fields(nodes, report), file, of)
        check_freshness(Fields(nodes, report), file, source)
        return Front(Fields(nodes, report), body, first)

    def page(self, file: TranslationFile, page: Page, front: Front, source: str) -> Page:
        report = self.files.report(file.path)
        # Compared with a source that is itself wrong, every fault would be told twice.
        wrong = any(f.is_error and f.path == page.path for f in self.files.findings)
        translated = Page(
            ref=page.ref,
            kind=page.kind,
            title=title_of(front.fields, page.title),
            path=file.path,
            lang=file.tag,
            description=text_of(front.fields, "description"),
            parts=() if wrong else read_body(front, page, source, lang=file.tag, report=report),
            lines={key: node.line for key, node in front.fields.nodes.items()},
        )
        check_page(translated, report)
        return translated

    def course(self, file: TranslationFile, course: Course, front: Front) -> CourseText:
        report, fields = self.files.report(file.path), front.fields
        lines, unclosed = lines_of(front.body, first=front.first)
        if unclosed:
            report.add("E118", unclosed.line, what=f"@{unclosed.what}")
        body = prose(lines) or Text("")
        check_text(body, file.path, report)
        check_lists(body, report)
        check_glued(body, report)
        return CourseText(
            lang=file.tag,
            path=file.path,
            title=title_of(fields, course.title),
            description=text_of(fields, "description"),
            audience=text_of(fields, "audience"),
            keywords=fields.texts("keywords"),
            body=body,
        )


def text_of(fields: Fields, key: str) -> str:
    return fields.text(key) if key in fields.nodes else ""


def check_keys(
    nodes: Mapping[str, Node], file: TranslationFile, words: Collection[str], report: Report
) -> None:
    for key, node in nodes.items():
        if key in SETTINGS - set(words):
            report.add("E406", node.line, keys=key, source=file.source)
        elif key not in words:
            report.add("E103", node.line, key=key, meant=nearest(key, words))


def check_identity(fields: Fields, file: TranslationFile, of: Page | Course) -> None:
    report = fields.report
    if "id" not in fields.nodes:
        report.add("E101", 1, suggestion=of.ref)
    elif fields.ref("id", of.ref) != of.ref:
        report.add("E404", fields.line("id"), id=of.ref, source=file.source)
    if "title" not in fields.nodes:
        report.add("E109", 1, key="title")
    if "lang" in fields.nodes and fields.text("lang", file.tag) != file.tag:
        report.add("E405", fields.line("lang"), tag=file.tag)
    names = (file.source, file.source.rpartition("/")[2])
    if "translation-of" in fields.nodes and fields.text("translation-of", names[0]) not in names:
        report.add("E414", fields.line("translation-of"), name=names[1])


def check_freshness(fields: Fields, file: TranslationFile, source: str) -> None:
    now = source_hash(source)
    if "source-hash" not in fields.nodes:
        fields.report.add("W402", 1, hash=now)
    elif fields.text("source-hash").lower() != now:
        fields.report.add("W403", fields.line("source-hash"), hash=now, source=file.source)


def check_languages(course: Course, files: CourseFiles) -> None:
    """Files without a translation, where others of the course are translated: they are shown as
    they are, in the middle of another language. Told once for each language."""
    beside = translations_in(files.sizes)
    sources = {FILE: course.lang, **{page.path: page.lang for page in course.pages}}
    langs = {file.tag for path in sources for file in beside.get(path, ()) if is_tag(file.tag)}
    for lang in sorted(langs):
        lacking = [
            path
            for path, own in sources.items()
            if lang not in (own, *(file.tag for file in beside.get(path, ())))
        ]
        if lacking:
            more = " …" if len(lacking) > MOST_NAMED else ""
            paths = ", ".join(lacking[:MOST_NAMED]) + more
            files.report(FILE).add("W401", 1, lang=lang, count=len(lacking), paths=paths)
