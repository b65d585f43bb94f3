"""What the course language can say and this release cannot do yet: told before publishing."""

from collections.abc import Iterator

from app.content.model import Course, Finding, Page

COUNTED = ("single", "truefalse", "multiple", "scale", "short", "numeric", "essay")
"""The types of question whose answers the results of a survey can count or list."""


def findings_of(course: Course) -> list[Finding]:
    return [found for page in course.pages for found in _of_page(page)]


def _of_page(page: Page) -> Iterator[Finding]:
    if page.kind == "survey":
        yield from _uncounted(page)
    if page.kind in ("quiz", "pool"):
        yield from _essays(page)


def _essays(page: Page) -> Iterator[Finding]:
    """Learners cannot mark each other yet; in lessons nobody marks, so there all may stand."""
    for question in page.questions:
        if question.needs_marking and question.grading_facts()["review"] == "peer":
            yield _missing("review=peer", page.path, question.line)


def _uncounted(page: Page) -> Iterator[Finding]:
    """Nobody could read their answers."""
    for question in page.questions:
        if question.type not in COUNTED:
            yield _missing(f"type={question.type}", page.path, question.line)


def _missing(what: str, path: str, line: int) -> Finding:
    return Finding("E112", path, line, {"what": what})
