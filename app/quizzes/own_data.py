"""A person's attempts. Whether an answer was right is told where and when the quiz says so, and
nowhere sooner; so it is not among these. Points that somebody gave are, as soon as they are due."""

from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import ColumnElement, bindparam, case, select

from app.db import db
from app.kit.personal import Kind
from app.library import quiz_settings
from app.library.models import Module, ModuleVersion, Question, QuestionVersion
from app.quizzes import policies
from app.quizzes.labels import STATES
from app.quizzes.models import AnswerTry, Attempt, AttemptEvent, AttemptQuestion, ManualGrade

TO_GRADE = lazy_gettext("To grade your answers, and to be able to explain the grade later.")
QUIZ = lazy_gettext("Quiz")
ATTEMPT = lazy_gettext("Attempt")
WHEN = lazy_gettext("When")
EVENTS = {
    "timed_out": lazy_gettext("Closed because the time was up"),
    "abandoned": lazy_gettext("Given up"),
    "reopened": lazy_gettext("Opened again"),
    "extended": lazy_gettext("More time given for an attempt"),
    "overridden": lazy_gettext("Points of an answer changed by hand"),
    "regraded": lazy_gettext("Graded anew by a corrected key"),
}


def _due(part: str, column: Any) -> ColumnElement[Any]:
    """Nothing but in those attempts whose review shows this part by now (`_due_of`)."""
    is_due = Attempt.id.in_(bindparam(part, value=[], expanding=True))
    return case((is_due, column))


def _due_of(person_id: int) -> dict[str, list[int]]:
    """Part of a review → ids of the person's attempts in which it is shown."""
    rows = db.session.execute(
        select(Attempt, ModuleVersion.settings)
        .join(ModuleVersion, ModuleVersion.id == Attempt.module_version_id)
        .where(Attempt.person_id == person_id)
        .order_by(Attempt.number)
    ).all()
    due: dict[str, list[int]] = {"points": [], "feedback": []}
    for attempt, kept in rows:
        settings = quiz_settings.from_json(kept or {})
        attempts = [one for one, _ in rows if one.module_id == attempt.module_id]
        shown = policies.shown(attempt, attempts, settings)
        for part in due.keys() & shown:
            due[part].append(attempt.id)
    return due


KINDS = (
    Kind(
        "quizzes.attempts",
        lazy_gettext("Your attempts"),
        TO_GRADE,
        select(
            Module.ref.label("quiz"),
            Attempt.number.label("attempt"),
            Attempt.state.label("state"),
            Attempt.started_at.label("began"),
            Attempt.submitted_at.label("handed_in"),
            Attempt.score.label("score"),
            Attempt.max_score.label("most"),
            Attempt.device.label("browser_mark"),
        )
        .select_from(Attempt)
        .join(Module, Module.id == Attempt.module_id)
        .order_by(Attempt.id.desc()),
        Attempt.person_id,
        {
            "quiz": QUIZ,
            "attempt": ATTEMPT,
            "state": lazy_gettext("State"),
            "began": lazy_gettext("From"),
            "handed_in": lazy_gettext("Handed in"),
            "score": lazy_gettext("Points"),
            "most": lazy_gettext("Of"),
            "browser_mark": lazy_gettext("Random mark of the browser"),
        },
        codes={"state": STATES},
        stays=True,
    ),
    Kind(
        "quizzes.answers",
        lazy_gettext("Your answers"),
        TO_GRADE,
        select(
            Module.ref.label("quiz"),
            Attempt.number.label("attempt"),
            Question.ref.label("question"),
            AttemptQuestion.response.label("answer"),
            AttemptQuestion.saved_at.label("saved"),
        )
        .select_from(AttemptQuestion)
        .join(Attempt, Attempt.id == AttemptQuestion.attempt_id)
        .join(Module, Module.id == Attempt.module_id)
        .join(QuestionVersion, QuestionVersion.id == AttemptQuestion.question_version_id)
        .join(Question, Question.id == QuestionVersion.question_id)
        .where(AttemptQuestion.response.is_not(None))
        .order_by(Attempt.id.desc(), AttemptQuestion.slot),
        Attempt.person_id,
        {
            "quiz": QUIZ,
            "attempt": ATTEMPT,
            "question": lazy_gettext("Question"),
            "answer": lazy_gettext("Answer"),
            "saved": lazy_gettext("Saved"),
        },
        stays=True,
    ),
    Kind(
        "quizzes.tries",
        lazy_gettext("Answers that you had checked"),
        TO_GRADE,
        select(
            Module.ref.label("quiz"),
            Attempt.number.label("attempt"),
            AnswerTry.number.label("try"),
            AnswerTry.response.label("answer"),
            AnswerTry.tried_at.label("at"),
        )
        .select_from(AnswerTry)
        .join(AttemptQuestion, AttemptQuestion.id == AnswerTry.attempt_question_id)
        .join(Attempt, Attempt.id == AttemptQuestion.attempt_id)
        .join(Module, Module.id == Attempt.module_id)
        .order_by(AnswerTry.tried_at.desc()),
        Attempt.person_id,
        {
            "quiz": QUIZ,
            "attempt": ATTEMPT,
            "try": lazy_gettext("Try"),
            "answer": lazy_gettext("Answer"),
            "at": WHEN,
        },
        stays=True,
    ),
    Kind(
        "quizzes.marks",
        lazy_gettext("Points that somebody gave you"),
        TO_GRADE,
        select(
            Module.ref.label("quiz"),
            Attempt.number.label("attempt"),
            _due("points", ManualGrade.points).label("points"),
            _due("feedback", ManualGrade.comment).label("comment"),
            ManualGrade.given_at.label("at"),
        )
        .select_from(ManualGrade)
        .join(AttemptQuestion, AttemptQuestion.id == ManualGrade.attempt_question_id)
        .join(Attempt, Attempt.id == AttemptQuestion.attempt_id)
        .join(Module, Module.id == Attempt.module_id)
        # While others of the attempt wait, the first are not told yet.
        .where(Attempt.state == "graded")
        .order_by(ManualGrade.id.desc()),
        Attempt.person_id,
        {
            "quiz": QUIZ,
            "attempt": ATTEMPT,
            "points": lazy_gettext("Points"),
            "comment": lazy_gettext("Comment"),
            "at": WHEN,
        },
        due=_due_of,
        stays=True,
    ),
    Kind(
        "quizzes.events",
        lazy_gettext("What happened to your attempts"),
        TO_GRADE,
        select(
            Module.ref.label("quiz"),
            Attempt.number.label("attempt"),
            AttemptEvent.kind.label("kind"),
            AttemptEvent.reason.label("reason"),
            AttemptEvent.at.label("at"),
        )
        .select_from(AttemptEvent)
        .join(Attempt, Attempt.id == AttemptEvent.attempt_id)
        .join(Module, Module.id == Attempt.module_id)
        .order_by(AttemptEvent.id.desc()),
        Attempt.person_id,
        {
            "quiz": QUIZ,
            "attempt": ATTEMPT,
            "kind": lazy_gettext("Kind"),
            "reason": lazy_gettext("Reason"),
            "at": WHEN,
        },
        codes={"kind": EVENTS},
        stays=True,
    ),
)
