"""What the pages of an attempt know."""

from collections.abc import Mapping, Sequence

from flask import url_for

from app.content.model import QuizSettings
from app.kit import clock
from app.library import quiz_settings
from app.quizzes import (
    actions,
    grades,
    grading,
    marking,
    policies,
    presentation,
    queries,
    trying,
)
from app.quizzes.models import Attempt, AttemptEvent, AttemptTerms
from app.quizzes.paging import Paging
from app.quizzes.presentation import QuestionView
from app.quizzes.queries import AttemptContext, Dot, Slots
from app.quizzes.terms import Hindrance, hindrance

# Of a question whose points the learner gives: what they judge by, whatever else is shown.
TO_JUDGE = frozenset({"answer", "key"})


def running_page(context: AttemptContext, wanted: int) -> dict[str, object]:
    """A page of questions to be answered; where they come one after another, the one reached."""
    settings = quiz_settings.from_json(context.settings)
    paging = Paging.of(context.settings)
    dots = queries.dots_of(context.attempt.id)
    pages = paging.pages(len(dots))
    number = context.attempt.page if paging.is_sequential else min(max(wanted, 1), pages)
    slots = paging.slots_on(number, [dot.slot for dot in dots])
    return {
        **_around(context, settings),
        "dots": dots,
        "page": number,
        "pages": pages,
        "total": len(dots),
        "questions": _questions(context, settings, only=slots if pages > 1 else None),
    }


def summary_page(context: AttemptContext) -> dict[str, object]:
    settings = quiz_settings.from_json(context.settings)
    questions = _questions(context, settings)
    return {
        **_around(context, settings),
        "questions": questions,
        "flagged": [question for question in questions if question.is_flagged],
    }


def result_page(
    context: AttemptContext,
    *,
    typed: Mapping[int, str] | None = None,
    errors: Mapping[int, str] | None = None,
) -> dict[str, object]:
    """`typed` and `errors`: points for own answers that could not be taken, by slot."""
    settings = quiz_settings.from_json(context.settings)
    attempts = queries.attempts_of(context.attempt.person_id, context.attempt.module_id)
    show = policies.shown(context.attempt, attempts, settings)
    slots = queries.slots_of(context.attempt.id)
    grade = grades.final(attempts, settings.grade)
    changes = queries.changes_of(context.attempt.id)
    # Where only the first attempt counts, none that follows it passes the quiz.
    can_pass = settings.grade != "first" or grade is None or grade.is_passed
    return {
        **_around(context, settings, can_pass=can_pass),
        "attempts": attempts,
        "grade": grade,
        "changes": changes,
        "has_fallen": _has_fallen(context.attempt, changes),
        "delayed": _delayed(attempts, settings),
        "questions": _views(context.attempt, slots, settings, show),
        "total": len(slots),
        "so_far": grading.so_far((slot.fraction, version.points) for slot, version in slots),
        "show": show,
        "typed": typed or {},
        "errors": errors or {},
    }


def _has_fallen(attempt: Attempt, changes: Sequence[AttemptEvent]) -> bool:
    """Whether it was passed before a change and is not any more: the module may be finished."""
    least = attempt.pass_mark * attempt.max_score
    was_passed = any(one.old_score is not None and one.old_score >= least for one in changes)
    return was_passed and not attempt.is_passed


def _delayed(attempts: Sequence[Attempt], settings: QuizSettings) -> Hindrance | None:
    """The pause before another attempt, if one runs; what else hinders, the quiz's page tells."""
    if any(attempt.is_open for attempt in attempts):
        return None
    terms = AttemptTerms(attempts=attempts[-1].attempts_allowed)
    found = hindrance(terms=terms, settings=settings, previous=attempts, at=clock.now())
    return found if found and found.code == "attempt.delay" else None


def question_page(context: AttemptContext, number: int, dots: Sequence[Dot]) -> dict[str, object]:
    """One question of a running attempt, to take its own place in the page."""
    settings = quiz_settings.from_json(context.settings)
    (question,) = _questions(context, settings, only=[number])
    return {**_around(context, settings), "question": question, "total": len(dots)}


def _around(
    context: AttemptContext, settings: QuizSettings, *, can_pass: bool = True
) -> dict[str, object]:
    attempt = context.attempt
    has_mark = settings.purpose in actions.PURPOSES_WITH_MARK
    return {
        "context": context,
        "attempt": attempt,
        "settings": settings,
        "paging": Paging.of(context.settings),
        "taken_until": attempt.taken_until,
        "has_mark": has_mark,
        "key_comes": presentation.key_comes(
            settings,
            has_mark=has_mark,
            is_limited=attempt.attempts_allowed is not None,
            can_pass=can_pass,
        ),
        "course_url": url_for("learning.course", course_ref=context.course_ref),
        "module_url": url_for(
            "learning.module", course_ref=context.course_ref, module_ref=context.module_ref
        ),
    }


def _questions(
    context: AttemptContext, settings: QuizSettings, *, only: Sequence[int] | None = None
) -> list[QuestionView]:
    slots = queries.slots_of(context.attempt.id, only=only)
    return _views(context.attempt, slots, settings, settings.review["during"])


def _views(
    attempt: Attempt, slots: Slots, settings: QuizSettings, due: frozenset[str]
) -> list[QuestionView]:
    """`due`: what is due of the attempt as a whole."""
    tried = queries.tried_of(attempt.id) if any(slot.tries for slot, _ in slots) else {}
    given = {} if attempt.is_open else queries.grades_of(attempt.id)
    views = []
    for slot, version in slots:
        answers = tried.get(slot.id, [])
        is_checked = trying.is_checked(slot.response, answers)
        show = policies.shown_of(
            slot, attempt, due, during=settings.review["during"], is_checked=is_checked
        )
        view = presentation.view_of(
            attempt,
            slot,
            version,
            settings=settings,
            show=show | TO_JUDGE if marking.is_own_to_mark(slot) else show,
            tried=answers,
            grades=given.get(slot.id, ()),
        )
        views.append(view)
    return views
