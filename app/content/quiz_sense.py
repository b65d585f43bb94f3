"""Settings of a quiz that are right one by one and make no sense together."""

from collections.abc import Iterator

from app.content.fields import Fields
from app.content.model import QuizSettings

WHILE_OPEN = frozenset({"answer"})
"""What may be shown before anything was marked."""


def check_sense(fields: Fields, settings: QuizSettings) -> None:
    for key, needs in vain(settings):
        if key in fields.nodes:
            fields.report.add("W133", fields.line(key), key=key, needs=needs)
    check_moments(fields, settings)
    check_feedback(fields, settings)


def vain(settings: QuizSettings) -> Iterator[tuple[str, str]]:
    """Keys that have no effect, and what they would need to have one."""
    if settings.behaviour != "interactive":
        yield from (("tries", "behaviour: interactive"), ("try-penalty", "behaviour: interactive"))
    elif settings.tries == 1:
        yield "try-penalty", "tries: 2"
    if settings.attempts == 1:
        yield from ((key, "attempts: 2") for key in ("delay", "grade", "builds-on-last"))
    if settings.purpose in ("practice", "pre-test"):
        yield "pass-mark", "purpose: graded"
    if settings.time_limit is None:
        yield "grace", "time-limit: 20 menit"
    if settings.navigation == "sequential" and settings.per_page is None:
        yield "navigation", "per-page: 1"


def check_moments(fields: Fields, settings: QuizSettings) -> None:
    """Rows for a moment that never comes."""
    node = fields.nodes.get("review")
    rows = node.value if node and isinstance(node.value, dict) else {}
    if settings.purpose in ("practice", "pre-test"):
        if "after-pass" in rows:
            line = rows["after-pass"].line
            fields.report.add("W133", line, key="after-pass", needs="purpose: graded")
        if fields.said("feedback") == "after-pass":
            line = fields.line("feedback")
            fields.report.add("W133", line, key="feedback: after-pass", needs="purpose: graded")
    if settings.attempts is None and "after-last" in rows:
        line = rows["after-last"].line
        fields.report.add("W133", line, key="after-last", needs="attempts: 3")


def check_feedback(fields: Fields, settings: QuizSettings) -> None:
    """Marks during the attempt belong to questions that are marked during the attempt."""
    shows_marks = bool(settings.review["during"] - WHILE_OPEN)
    if shows_marks == (settings.behaviour != "deferred"):
        return
    key = next((key for key in ("review", "feedback") if key in fields.nodes), "behaviour")
    case = "marks" if shows_marks else "silence"
    params = {"behaviour": settings.behaviour, "case": case}
    fields.report.add("E134", fields.line(key), **params)
