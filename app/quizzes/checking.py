"""Checking one answer during the attempt, where the quiz gives feedback at once."""

from collections.abc import Mapping
from datetime import datetime

from app.content.questions import load
from app.db import db
from app.kit.errors import Conflict, NotFound
from app.library import quiz_settings
from app.quizzes import actions, queries, trying
from app.quizzes.actions import Fields, SavedAnswer
from app.quizzes.models import AnswerTry, Attempt
from app.quizzes.paging import Paging


def save_and_check(
    attempt: Attempt, number: int, *, fields: Mapping[int, Fields], at: datetime
) -> list[SavedAnswer]:
    """`fields` as in `save_answers`: without JavaScript those of the whole page.

    Where another tab has stored a newer answer, nobody's try is counted for what they do not see.
    """
    saved = actions.save_answers(attempt.id, person_id=attempt.person_id, fields=fields, at=at)
    if all(answer.outcome != "newer" for answer in saved if answer.slot == number):
        check_answer(attempt, number, at=at)
    return saved


def check_answer(attempt: Attempt, number: int, *, at: datetime) -> None:
    """Count what is stored in slot `number` as a try, and settle it where that was the last.

    The same answer again is no further try: two clicks are one. Raises NotFound, or Conflict where
    nothing is to be checked.
    """
    stored = queries.settings_of(attempt.module_version_id)
    settings = quiz_settings.from_json(stored)
    found = queries.find_slot_locked(attempt.id, number)
    if found is None:
        raise NotFound("attempt.unknown")
    if not Paging.of(stored).takes(number, reached=attempt.page):
        raise Conflict("answer.left")
    slot, version = found
    question = load(version.body_in(attempt.lang))
    allowed = trying.tries_allowed(settings, question)
    if not allowed:
        raise Conflict("answer.not-checked-here")
    if slot.settled_at is not None:
        return
    if not question.is_complete(slot.response):
        raise Conflict("answer.incomplete", number=number)
    tried = queries.tried_of(attempt.id).get(slot.id, [])
    if trying.is_checked(slot.response, tried):
        return
    slot.tries = len(tried) + 1
    db.session.add(
        AnswerTry(
            attempt_question_id=slot.id, number=slot.tries, response=slot.response, tried_at=at
        )
    )
    if trying.is_settled(question, [*tried, slot.response], allowed):
        slot.settled_at = at
    db.session.flush()
