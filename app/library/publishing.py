"""Publishing a course folder: check, render, store as an immutable version, make it live.

Reading and rendering happen before the transaction; inside it only rows are written. Nothing is
written at all while the checker finds an error.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.content.folder import read_course
from app.content.model import Course, Finding, Page, Question, Text
from app.content.render import RENDERER, Rendered
from app.library import store
from app.library.runner import Renderer, RenderLimit


@dataclass(frozen=True)
class Source:
    """A course as read from its folder, with its files by path and a hash over all of them."""

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
    course, findings = read_course(root)
    if course is None:
        return Check(root, None, findings)
    assets = {path: (root / path).read_bytes() for path in course.assets}
    pages = {path: (root / path).read_bytes() for path in ("course.md", *_paths(course))}
    texts = {path: data.decode("utf-8-sig", "replace") for path, data in pages.items()}
    source = Source(course, texts, assets, _hash({**pages, **assets}))
    return Check(root, source, findings)


def _paths(course: Course) -> list[str]:
    return [page.path for page in course.pages]


def _hash(files: Mapping[str, bytes]) -> str:
    """Over the renderer too: a new one must render unchanged files again."""
    digest = hashlib.sha256(RENDERER.encode())
    for path, data in sorted(files.items()):
        digest.update(f"\0{path}\0{hashlib.sha256(data).hexdigest()}".encode())
    return digest.hexdigest()


def links_of(source: Source) -> dict[str, str]:
    """Course-relative path → address, for every page and asset.

    Pages are addressed by their ids, assets by their content, so what is rendered once stays
    right for the version that it belongs to.
    """
    ref = source.course.ref
    pages = {
        page.path: f"/courses/{ref}/modules/{page.ref}"
        for page in source.course.pages
        if page.kind != "pool"
    }
    assets = {
        path: f"/media/{store.hash_of(data)}/{Path(path).name}"
        for path, data in source.assets.items()
    }
    return {"course.md": f"/courses/{ref}", **pages, **assets}


def rendering_hash(text: str, *, lang: str, base: str, inline: bool, links: str) -> str:
    request = json.dumps([RENDERER, text, lang, base, inline, links], ensure_ascii=False)
    return hashlib.sha256(request.encode()).hexdigest()


@dataclass
class Rendition:
    """Renders the texts of one course, each at most once, and remembers what was new.

    `known` holds what earlier publications rendered, by hash.
    """

    renderer: Renderer
    source: Source
    known: Mapping[str, Rendered]
    made: dict[str, Rendered] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.links = links_of(self.source)
        self.links_key = json.dumps(sorted(self.links.items()))

    def key(self, text: Text, *, lang: str, base: str, inline: bool) -> str:
        # Only a text that has links depends on where they lead.
        links = self.links_key if "](" in text.source or "]:" in text.source else ""
        return rendering_hash(text.source, lang=lang, base=base, inline=inline, links=links)

    def render(self, text: Text, *, lang: str, base: str, inline: bool = False) -> Rendered:
        """Raises LimitReached with a finding that names the text's first line."""
        key = self.key(text, lang=lang, base=base, inline=inline)
        found = self.known.get(key) or self.made.get(key)
        if found:
            return found
        try:
            found = self.renderer.render(
                text.source, lang=lang, links=self.links, base=base, inline=inline
            )
        except RenderLimit as error:
            seconds = f"{self.renderer.seconds:g}"
            finding = Finding("E705", base, text.line, {"seconds": seconds})
            raise LimitReached(finding) from error
        self.made[key] = found
        return found

    def prepare(self) -> None:
        """Render whatever is not known yet, before a transaction holds anything up."""
        course = self.source.course
        self.render(course.body, lang=course.lang, base="course.md")
        for page in course.pages:
            for part in page.parts:
                if isinstance(part, Text):
                    self.render(part, lang=page.lang, base=page.path)
                else:
                    self.question(part, page=page)

    def question(self, question: Question, *, page: Page) -> Question:
        def fill(text: Text, inline: bool) -> Text:
            rendered = self.render(text, lang=page.lang, base=page.path, inline=inline)
            return replace(text, html=rendered.html)

        return question.map_texts(fill)

    def keys(self) -> list[str]:
        """Every hash the course needs, to look up what is known already."""
        keys = [
            self.key(
                self.source.course.body,
                lang=self.source.course.lang,
                base="course.md",
                inline=False,
            )
        ]
        for page in self.source.course.pages:
            for part in page.parts:
                keys.extend(self._keys_of(part, page))
        return keys

    def _keys_of(self, part: Text | Question, page: Page) -> Sequence[str]:
        if isinstance(part, Text):
            return [self.key(part, lang=page.lang, base=page.path, inline=False)]
        found: list[str] = []

        def note(text: Text, inline: bool) -> Text:
            found.append(self.key(text, lang=page.lang, base=page.path, inline=inline))
            return text

        part.map_texts(note)
        return found


class LimitReached(Exception):
    """A text cannot be rendered in the time allowed."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding
