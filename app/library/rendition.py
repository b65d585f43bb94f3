"""The texts of one course as safe HTML, each rendered at most once, ever."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from app.content.course_reader import FILE
from app.content.model import Course, CourseText, Finding, Glossary, Page, Question, Term, Text
from app.content.render import RENDERER
from app.content.rendered import Rendered
from app.kit.progress import Tell, silent
from app.library.gallery import Gallery
from app.library.publishing import Source, links_of
from app.library.runner import Renderer, RenderLimit


class LimitReached(Exception):
    """A text cannot be rendered in the time allowed; `finding` names its first line."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding)
        self.finding = finding


@dataclass(frozen=True)
class Fragment:
    """A text with all that its HTML depends on, links aside.

    `scope` keeps the footnotes of several texts on one page apart.
    """

    text: Text
    lang: str
    base: str
    inline: bool = False
    scope: str = ""


def landing(course: Course | CourseText) -> Fragment:
    path = course.path if isinstance(course, CourseText) else FILE
    return Fragment(course.body, course.lang, path)


def prose(page: Page, text: Text) -> Fragment:
    place = page.parts.index(text)
    return Fragment(text, page.lang, page.path, scope=_scope(text, str(place)))


def of_question(page: Page, question: Question, text: Text, inline: bool) -> Fragment:
    return Fragment(text, page.lang, page.path, inline, _scope(text, question.ref))


def meaning(glossary: Glossary, term: Term) -> Fragment:
    text = term.definition
    return Fragment(text, glossary.lang, glossary.path, scope=_scope(text, term.anchor))


def _scope(text: Text, name: str) -> str:
    """Most texts have no footnotes and are the same wherever they stand."""
    return name if "[^" in text.source else ""


def _stem(path: str) -> str:
    """The name up to its first dot, which a film shares with its poster and captions."""
    return PurePosixPath(path).name.partition(".")[0]


def fragments_of(course: Course) -> Iterator[Fragment]:
    yield from _around(course)
    for page in course.pages:
        yield from _fragments_in(page)


def _around(course: Course) -> Iterator[Fragment]:
    """What stands on no page."""
    yield landing(course)
    for text in course.translations:
        yield landing(text)
    for glossary in course.glossaries:
        for term in glossary.terms:
            yield meaning(glossary, term)


def _fragments_in(page: Page) -> Iterator[Fragment]:
    for one in (page, *page.translations):
        for part in one.parts:
            if isinstance(part, Text):
                yield prose(one, part)
            else:
                yield from _texts_of(one, part)


def _texts_of(page: Page, question: Question) -> list[Fragment]:
    found: list[Fragment] = []

    def note(text: Text, inline: bool) -> Text:
        found.append(of_question(page, question, text, inline))
        return text

    question.map_texts(note)
    return found


@dataclass
class Rendition:
    """Renders a source's texts; `known` holds what earlier publications rendered, by hash.

    The gallery is prepared: what it tells of pictures goes into the texts.
    """

    renderer: Renderer
    source: Source
    gallery: Gallery
    known: Mapping[str, Rendered] = field(default_factory=dict)
    made: dict[str, Rendered] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.links = links_of(self.source)
        self.facts = self.gallery.facts()
        facts = {path: astuple(fact) for path, fact in self.facts.items()}
        paths = sorted({*self.links, *facts})
        self._files = [(_stem(path), path, self.links.get(path), facts.get(path)) for path in paths]

    def keys(self) -> list[str]:
        """Every hash the course needs, to look up what is known already."""
        return [self._key(fragment) for fragment in fragments_of(self.source.course)]

    def prepare(self, tell: Tell = silent) -> None:
        """Render whatever is not known yet, before a transaction holds anything up."""
        course = self.source.course
        # Told before each text: a glossary or pool of hundreds takes longer than anybody may be
        # silent.
        for fragment in _around(course):
            tell(0, None, "pages")
            self.render(fragment)
        for done, page in enumerate(course.pages):
            for fragment in _fragments_in(page):
                tell(done, len(course.pages), "pages")
                self.render(fragment)

    def render(self, fragment: Fragment) -> Rendered:
        """Raises LimitReached."""
        key = self._key(fragment)
        found = self.known.get(key) or self.made.get(key)
        if found is None:
            found = self.made[key] = self._rendered(fragment)
        return found

    def question(self, page: Page, question: Question) -> Question:
        """The question with HTML in all its texts."""

        def fill(text: Text, inline: bool) -> Text:
            rendered = self.render(of_question(page, question, text, inline))
            return replace(text, html=rendered.html)

        return question.map_texts(fill)

    def _key(self, fragment: Fragment) -> str:
        source = fragment.text.source
        facts = [RENDERER, source, fragment.lang, fragment.base, fragment.inline, fragment.scope]
        named = self._named_in(source)
        return hashlib.sha256(json.dumps([*facts, named]).encode()).hexdigest()

    def _named_in(self, source: str) -> list[tuple[str, str, str | None, Any]]:
        """The files that a text may link to, with where they lead: it depends on no others, so
        that a new page or picture does not render all the old ones again."""
        if not any(sign in source for sign in ("](", "]:", "://")):
            return []
        plain = unquote(source.replace("\\", ""))
        return [file for file in self._files if file[0] in plain]

    def _rendered(self, fragment: Fragment) -> Rendered:
        named = {path for _, path, *_ in self._named_in(fragment.text.source)}
        try:
            return self.renderer.render(
                fragment.text.source,
                lang=fragment.lang,
                links={path: url for path, url in self.links.items() if path in named},
                base=fragment.base,
                inline=fragment.inline,
                scope=fragment.scope,
                facts={path: fact for path, fact in self.facts.items() if path in named},
            )
        except RenderLimit as error:
            params = {"seconds": f"{self.renderer.seconds:g}"}
            finding = Finding("E716", fragment.base, fragment.text.line, params)
            raise LimitReached(finding) from error
