"""The texts of one course as safe HTML, each rendered at most once, ever."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from app.content.model import Course, Finding, Page, Question, Text
from app.content.render import RENDERER
from app.content.rendered import Rendered
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


def landing(course: Course) -> Fragment:
    return Fragment(course.body, course.lang, "course.md")


def prose(page: Page, text: Text) -> Fragment:
    place = page.parts.index(text)
    return Fragment(text, page.lang, page.path, scope=_scope(text, str(place)))


def of_question(page: Page, question: Question, text: Text, inline: bool) -> Fragment:
    return Fragment(text, page.lang, page.path, inline, _scope(text, question.ref))


def _scope(text: Text, name: str) -> str:
    """Most texts have no footnotes and are the same wherever they stand."""
    return name if "[^" in text.source else ""


def fragments_of(course: Course) -> Iterator[Fragment]:
    yield landing(course)
    for page in course.pages:
        for part in page.parts:
            if isinstance(part, Text):
                yield prose(page, part)
            else:
                yield from _texts_of(page, part)


def _texts_of(page: Page, question: Question) -> list[Fragment]:
    found: list[Fragment] = []

    def note(text: Text, inline: bool) -> Text:
        found.append(of_question(page, question, text, inline))
        return text

    question.map_texts(note)
    return found


@dataclass
class Rendition:
    """Renders a source's texts; `known` holds what earlier publications rendered, by hash."""

    renderer: Renderer
    source: Source
    known: Mapping[str, Rendered] = field(default_factory=dict)
    made: dict[str, Rendered] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.links = links_of(self.source)
        self._links_key = json.dumps(sorted(self.links.items()))

    def keys(self) -> list[str]:
        """Every hash the course needs, to look up what is known already."""
        return [self._key(fragment) for fragment in fragments_of(self.source.course)]

    def prepare(self) -> None:
        """Render whatever is not known yet, before a transaction holds anything up."""
        for fragment in fragments_of(self.source.course):
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
        # Only a text that has links depends on where they lead.
        links = self._links_key if "](" in source or "]:" in source else ""
        facts = [RENDERER, source, fragment.lang, fragment.base, fragment.inline, fragment.scope]
        return hashlib.sha256(json.dumps([*facts, links]).encode()).hexdigest()

    def _rendered(self, fragment: Fragment) -> Rendered:
        try:
            return self.renderer.render(
                fragment.text.source,
                lang=fragment.lang,
                links=self.links,
                base=fragment.base,
                inline=fragment.inline,
                scope=fragment.scope,
            )
        except RenderLimit as error:
            params = {"seconds": f"{self.renderer.seconds:g}"}
            finding = Finding("E705", fragment.base, fragment.text.line, params)
            raise LimitReached(finding) from error
