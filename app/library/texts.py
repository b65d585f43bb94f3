"""A course's texts as they are stored, rendered: the source's own and those of its translations."""

import hashlib
from collections.abc import Iterable
from typing import Any

from app.content.keys import assign_keys, items_of, with_key
from app.content.model import Course, CourseText, Page, Question, Text
from app.content.questions import dump, grading_hash
from app.library import glossaries
from app.library.rendition import Rendition, landing, prose

Bodies = dict[str, dict[str, Any]]
"""Language → a question's body as `content.questions.dump` gives it."""


def titles_of(translations: Iterable[Page | CourseText]) -> dict[str, dict[str, str]]:
    return {
        text.lang: {"title": text.title, "description": text.description} for text in translations
    }


def course_texts(course: Course, rendition: Rendition) -> dict[str, dict[str, str]]:
    """Language → what the course page shows besides title and description."""
    return {
        text.lang: {
            "audience": text.audience,
            "landing_html": rendition.render(landing(text)).html,
        }
        for text in course.translations
    }


def page_texts(page: Page, rendition: Rendition) -> dict[str, dict[str, Any]]:
    """Language → parts and outline, both as a module version has them."""
    texts = ((text.lang, parts_of(text, rendition)) for text in page.translations)
    return {lang: {"parts": parts, "outline": outline} for lang, (parts, outline) in texts}


def parts_of(page: Page, rendition: Rendition) -> tuple[list[dict[str, str]], list[list[Any]]]:
    parts: list[dict[str, str]] = []
    outline: list[list[Any]] = []
    terms = glossaries.links_for(page, rendition.source.course)
    for part in page.parts:
        if isinstance(part, Text):
            rendered = rendition.render(prose(page, part))
            parts.append({"html": terms.put_into(rendered.html)})
            outline.extend(list(entry) for entry in rendered.outline)
        else:
            parts.append({"question": part.ref})
    return parts, outline


def translated_questions(source: Question, page: Page) -> dict[str, tuple[Page, Question]]:
    """Language → page and question; `source` has its keys, which hold for all languages."""
    return {
        translated.lang: (translated, with_keys_of(source, question))
        for translated in page.translations
        for question in translated.questions
        if question.ref == source.ref
    }


def with_keys_of(source: Question, translated: Question) -> Question:
    """Answers of the same place have the same key, so that a stored answer means the same in
    every language. Accepted texts may be more or fewer; nothing stored names them."""
    changes: dict[str, Any] = {}
    for name in type(source).KEYED:
        items, keyed = items_of(translated, name), items_of(source, name)
        if len(items) == len(keyed):
            pairs = zip(items, keyed, strict=True)
            changes[name] = tuple(with_key(item, other.key) for item, other in pairs)
    return assign_keys(translated.same_but(**changes), None)


def bodies_of(source: Question, page: Page, rendition: Rendition) -> Bodies:
    translated = translated_questions(source, page)
    return {lang: dump(rendition.question(*of)) for lang, of in translated.items()}


def grading_hash_of(source: Question, page: Page) -> str:
    """That of the source, unless a translation accepts other answers: then over all of them.

    Reading numbers in another language is no other answer.
    """
    own = grading_hash(source)
    others = {
        lang: grading_hash(question.same_but(lang=source.lang))
        for lang, (_, question) in translated_questions(source, page).items()
    }
    different = sorted((lang, value) for lang, value in others.items() if value != own)
    if not different:
        return own
    return hashlib.sha256(repr((own, different)).encode()).hexdigest()
