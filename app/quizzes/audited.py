"""What of quizzes is recorded, and its words."""

from decimal import Decimal

from flask_babel import lazy_gettext

from app.audit import catalogue
from app.audit.actions import Changes, record
from app.quizzes.models import Attempt, AttemptEvent

catalogue.register(
    actions={
        "answer.marked": lazy_gettext("Points given for an answer"),
        "attempt.extended": lazy_gettext("More time given for an attempt"),
        "attempt.overridden": lazy_gettext("Points of an answer changed by hand"),
        "attempt.regraded": lazy_gettext("Points changed by a corrected key"),
        "attempt.reopened": lazy_gettext("Attempt opened again"),
        "quiz.regraded": lazy_gettext("Corrected key carried out"),
        "results.exported": lazy_gettext("Results of a quiz taken along as a file"),
    },
    fields={
        "deadline": lazy_gettext("Deadline"),
        "file": lazy_gettext("File"),
        "points": lazy_gettext("Points"),
        "question": lazy_gettext("Question"),
        "score": lazy_gettext("Score"),
    },
    objects={"attempt": lazy_gettext("Attempt"), "quiz": lazy_gettext("Quiz")},
    views={
        "results.attempt": lazy_gettext("An attempt at a quiz"),
        "results.marking": lazy_gettext("An answer that waits for points"),
        "results.person": lazy_gettext("Results of quizzes"),
    },
)
# What people do to attempts of others; the rest the clock or the owner does.
KINDS = ("extended", "overridden", "regraded", "reopened")


def noted(event: AttemptEvent, attempt: Attempt) -> None:
    if event.kind in KINDS:
        record(
            f"attempt.{event.kind}",
            actor_id=event.by_id,
            subject_id=attempt.person_id,
            about=("attempt", attempt.id),
            changes={
                "reason": (None, event.reason),
                "score": (event.old_score, event.new_score),
                **_details(event),
            },
        )


def _details(event: AttemptEvent) -> Changes:
    """As `supervision.extend` and `marking.override` have noted them."""
    details = event.details
    if event.kind == "extended":
        return {"deadline": (details["from"], details["to"])}
    if event.kind == "overridden":
        before, now = details["points"]
        return {"question": (None, details["slot"]), "points": (before, now)}
    return {}


def marked(
    attempt: Attempt, question: int, *, before: str | None, points: Decimal, by_id: int
) -> None:
    record(
        "answer.marked",
        actor_id=by_id,
        subject_id=attempt.person_id,
        about=("attempt", attempt.id),
        changes={"question": (None, question), "points": (before, points)},
    )


def regraded(module_id: int, *, reason: str, by_id: int) -> None:
    """Once for all attempts; each whose points change has an entry of its own."""
    record(
        "quiz.regraded",
        actor_id=by_id,
        about=("quiz", module_id),
        changes={"reason": (None, reason)},
    )


def exported(module_id: int, file: str, *, by_id: int) -> None:
    record(
        "results.exported",
        actor_id=by_id,
        about=("quiz", module_id),
        changes={"file": (None, file)},
    )
