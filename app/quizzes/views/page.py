"""What the pages of an attempt know."""

from collections.abc import Mapping, Sequence

from flask import url_for

from app.content.model import QuizSettings
from app.library import quiz_settings
from app.quizzes import actions, grading, marking, policies, presentation, queries
from app.quizzes.models import Attempt, AttemptQuestion
from app.quizzes.presentation import QuestionView
from app.quizzes.queries import AttemptContext

# Of a question whose points the learner gives: what they judge by, whatever else is shown.
TO_JUDGE = frozenset({"answer", "key"})


def page_of(
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
    return {
        "context": context,
        "attempt": context.attempt,
        "attempts": attempts,
        "settings": settings,
        "has_mark": settings.purpose in actions.PURPOSES_WITH_MARK,
        "questions": _questions(context.attempt, slots, settings, show),
        "so_far": grading.so_far((slot.fraction, version.points) for slot, version in slots),
        "show": show,
        "typed": typed or {},
        "errors": errors or {},
        "course_url": url_for("learning.course", course_ref=context.course_ref),
        "module_url": url_for(
            "learning.module", course_ref=context.course_ref, module_ref=context.module_ref
        ),
    }


def _questions(
    attempt: Attempt,
    slots: queries.Slots,
    settings: QuizSettings,
    show: frozenset[str],
) -> Sequence[QuestionView]:
    has_marks = any(slot.marker for slot, _ in slots)
    grades = queries.grades_of(attempt.id) if has_marks else {}
    return [
        presentation.view_of(
            attempt,
            slot,
            version,
            show=_shown(slot, show),
            shuffle="choices" in settings.shuffle,
            with_hints=settings.purpose == "practice",
            grades=grades.get(slot.id, ()),
        )
        for slot, version in slots
    ]


def _shown(slot: AttemptQuestion, show: frozenset[str]) -> frozenset[str]:
    return show | TO_JUDGE if marking.is_own_to_mark(slot) else show
