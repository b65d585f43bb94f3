"""Pages and courses written down in the course language; `parse` and `folder` read them back."""

from collections.abc import Iterator

from app.content.course_reader import FILE
from app.content.escape import closed
from app.content.front_writer import course_front, front, page_front, scalar, translation_front
from app.content.headings import heading_of
from app.content.lines import lines_of
from app.content.model import Course, CourseText, Glossary, Page, Question, Term, Text
from app.content.question_writer import write_question
from app.content.translations import source_hash

__all__ = ["write_course", "write_page", "write_question"]

LEVEL_IN_LESSON = 3


def write_page(page: Page, *, lang: str = "id") -> str:
    """Without its translations. `lang` is the course's, which a page need not name."""
    return with_body(page_front(page, lang), pieces_of(page, scoring_of(page)))


def scoring_of(page: Page) -> str:
    """What questions take from their page; what holds unsaid is not written."""
    scoring = page.settings.scoring if page.settings else "exact"
    return "" if scoring == "exact" else scoring


def write_translation(text: Page | CourseText, of: Page | Course, source: str) -> str:
    """`source` is the file of which it is the translation."""
    head = translation_front(text, of.ref, source_hash(source))
    pieces = pieces_of(text, "") if isinstance(text, Page) else [text.body.source]
    return with_body(head, pieces)


def with_body(head: str, pieces: Iterator[str] | list[str]) -> str:
    body = "\n\n".join(piece.rstrip("\n") for piece in pieces if piece)
    return f"{head}\n{body}\n" if body else head


def pieces_of(page: Page, scoring: str) -> Iterator[str]:
    level = LEVEL_IN_LESSON if page.kind == "lesson" else 2
    after_question = False
    for part in page.parts:
        if isinstance(part, Question):
            yield write_question(
                part, level=level, scoring=scoring, is_translated=is_translation(page)
            )
        else:
            text = prose(part, page.kind)
            if after_question and not begins_with_heading(text):
                yield "---"
            yield text
        after_question = isinstance(part, Question)


def is_translation(page: Page) -> bool:
    return page.path.removesuffix(".md").endswith(f".{page.lang}")


def prose(part: Text, kind: str) -> str:
    """Text before or between questions, in which no heading may begin a question."""
    lines, texts = lines_of(closed(part.source))[0], []
    for line in lines:
        heading = heading_of(line)
        asks = heading and (heading.is_question or (kind != "lesson" and heading.level == 2))
        texts.append("\\" + line.raw if asks else line.raw)
    return "\n".join(texts)


def begins_with_heading(text: str) -> bool:
    return heading_of(lines_of(text)[0][0]) is not None


def write_course(course: Course) -> dict[str, str]:
    """By course-relative path; assets are the caller's."""
    files = {FILE: with_body(course_front(course), [closed(course.body.source)])}
    for translation in course.translations:
        files[translation.path] = write_translation(translation, course, files[FILE])
    for page in course.pages:
        files[page.path] = write_page(page, lang=course.lang)
        for translated in page.translations:
            files[translated.path] = write_translation(translated, page, files[page.path])
    return files | {glossary.path: write_glossary(glossary) for glossary in course.glossaries}


def write_glossary(glossary: Glossary) -> str:
    head = front({"title": scalar(glossary.title)}) + "\n" if glossary.title else ""
    return head + "\n\n".join(map(entry, glossary.terms)) + "\n"


def entry(term: Term) -> str:
    first, *rest = closed(term.definition.source).split("\n")
    return "\n".join([term.term, f": {first}", *(f"    {line}" if line else "" for line in rest)])
