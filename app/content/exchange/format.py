"""What an exchange format is: one file, one class, one entry in the registry.

What a format cannot carry over is a finding, W9xx; what cannot be read at all is an error, E9xx.
"""

from abc import ABC
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from app.content.course_reader import FILE
from app.content.findings import Finding, Report, worst_first
from app.content.model import Course, Page, Text

MEGABYTE = 1024 * 1024

Render = Callable[[Text, Page | None, bool], str]
"""`(text, the page it stands on or None for course.md, whether it is inline)` as safe HTML.

A picture's address in it is its course-relative path behind `/`."""


class Unreadable(Exception):
    """The input is not of this format, or is refused; `finding` says why."""

    def __init__(self, code: str, line: int = 1, **params: object) -> None:
        super().__init__(code)
        self.code, self.line, self.params = code, line, params


@dataclass(frozen=True, slots=True)
class Source:
    """A file from outside. `lang` is that of the course the questions are for."""

    data: bytes
    name: str
    lang: str
    report: Report


@dataclass(frozen=True, slots=True)
class Imported:
    """`assets`: bytes by course-relative path. With an error among the findings there is nothing
    else in it."""

    pages: tuple[Page, ...] = ()
    assets: Mapping[str, bytes] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """`files`: bytes by name; usually one."""

    files: Mapping[str, bytes]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a writer may need beside the course; `render` is the caller's, so that slow texts can
    be cut off. `with_key`: whether a format that can do without keys tells them."""

    assets: Mapping[str, bytes]
    render: Render
    with_key: bool = False


class Format(ABC):
    """A format overrides `convert`, `produce` or both, and says which."""

    name: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]]
    can_read: ClassVar[bool] = False
    can_write: ClassVar[bool] = False
    most_bytes: ClassVar[int] = 20 * MEGABYTE

    def read(self, data: bytes, *, name: str, lang: str) -> Imported:
        """Never fails: whatever the bytes are, the findings say what became of them."""
        report = Report(name, [])
        try:
            if len(data) > self.most_bytes:
                raise Unreadable("E902", case="bytes", limit=self.most_bytes // MEGABYTE)
            pages, assets = self.convert(Source(data, name, lang, report))
        except Unreadable as refusal:
            report.add(refusal.code, refusal.line, **refusal.params)
            return Imported(findings=tuple(worst_first(report.findings)))
        return Imported(pages, assets, tuple(worst_first(report.findings)))

    def write(self, course: Course, wishes: Wishes) -> Exported:
        """The course in this format, with a finding for all that it cannot hold."""
        findings: list[Finding] = []
        if any((course.translations, *(page.translations for page in course.pages))):
            findings.append(Finding("W927", FILE, 1))
        try:
            files = self.produce(course, wishes, findings)
        except Unreadable as refusal:
            params = {name: str(value) for name, value in refusal.params.items()}
            findings.append(Finding(refusal.code, FILE, refusal.line, params))
            return Exported({}, tuple(worst_first(findings)))
        return Exported(files, tuple(worst_first(findings)))

    def convert(self, source: Source) -> tuple[tuple[Page, ...], Mapping[str, bytes]]:
        """Pages and assets; what is left behind goes to the report. Raises Unreadable."""
        raise Unreadable("E904", format=self.name)

    def produce(
        self, course: Course, wishes: Wishes, findings: list[Finding]
    ) -> Mapping[str, bytes]:
        """Bytes by file name. Raises Unreadable."""
        raise Unreadable("E905", format=self.name)
