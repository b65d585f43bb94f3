"""What the course language can say and this release cannot do yet: told before publishing."""

from collections.abc import Iterator

from app.content.model import Course, Finding, Page, QuizSettings

WORKS = {"grade": "best", "behaviour": "deferred", "navigation": "free"}
"""The values of settings of which only one is played; how they are called in the model, too."""
COUNTED = ("single", "truefalse", "multiple", "scale", "short", "numeric", "essay")
"""The types of question whose answers the results of a survey can count or list."""
FEEDBACK = "after-submit, after-pass, never"


def findings_of(course: Course) -> list[Finding]:
    return [found for page in course.pages for found in _of_page(page)]


def _of_page(page: Page) -> Iterator[Finding]:
    if page.kind == "survey":
        yield from _uncounted(page)
    if page.kind in ("quiz", "pool"):
        yield from _essays(page)
    if page.settings:
        yield from _values(page, page.settings)
        yield from _features(page, page.settings)


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


def _values(page: Page, settings: QuizSettings) -> Iterator[Finding]:
    for key, works in WORKS.items():
        value = getattr(settings, key)
        if value == works:
            continue
        if key in page.lines:
            yield _later(page, key, value, works)
        else:  # implied by the shorthand
            yield _later(page, "feedback", "immediate", FEEDBACK)


def _features(page: Page, settings: QuizSettings) -> Iterator[Finding]:
    used = {
        "delay": settings.delay > 0,
        "builds-on-last": settings.builds_on_last,
        "per-page": settings.per_page is not None,
    }
    for key, is_used in used.items():
        if is_used:
            yield _missing(key, page.path, page.lines[key])


def _later(page: Page, key: str, value: str, works: str) -> Finding:
    params = {"key": key, "value": value, "works": works, "case": "later"}
    return Finding("E104", page.path, page.lines[key], params)


def _missing(what: str, path: str, line: int) -> Finding:
    return Finding("E112", path, line, {"what": what})
