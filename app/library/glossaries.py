"""A course's terms as they are stored, and the links to them in its lessons."""

from typing import Any

from app.content.glossary import Glossary
from app.content.glossary_links import TermLinks
from app.content.model import Course, Page
from app.library.rendition import Rendition, meaning

LINKED_KINDS = ("lesson", "folder")


def stored(course: Course, rendition: Rendition) -> dict[str, dict[str, Any]]:
    """Language → `{"title": "" | str, "terms": [{"term", "anchor", "html"}]}`, in the order of
    the alphabet."""
    return {glossary.lang: entry(glossary, rendition) for glossary in course.glossaries}


def entry(glossary: Glossary, rendition: Rendition) -> dict[str, Any]:
    terms = [
        {
            "term": term.term,
            "anchor": term.anchor,
            "html": rendition.render(meaning(glossary, term)).html,
        }
        for term in sorted(glossary.terms, key=lambda term: term.term.casefold())
    ]
    return {"title": glossary.title, "terms": terms}


def links_for(page: Page, course: Course) -> TermLinks:
    """For one lesson in one language; elsewhere nothing is linked."""
    terms = next((g.terms for g in course.glossaries if g.lang == page.lang), ())
    linked = terms if page.kind in LINKED_KINDS else ()
    return TermLinks(linked, f"/courses/{course.ref}/glossary?lang={page.lang}")
