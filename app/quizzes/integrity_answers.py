"""Whose wrong answers agree, within each unit; first attempts, since later ones were taught."""

from collections import Counter, defaultdict
from datetime import date
from heapq import nlargest
from itertools import chain

from sqlalchemy import ColumnElement, Text, cast, select

from app.db import db
from app.library.models import QuestionVersion
from app.org.tree import read_tree
from app.quizzes import integrity
from app.quizzes.integrity import Alike, Sheet, Wrong
from app.quizzes.integrity_data import MOST, NEWEST, asked_in
from app.quizzes.models import Attempt, AttemptQuestion
from app.quizzes.quizzes import Quiz
from app.quizzes.results_data import units_at

# Of so many is looked up what they were asked, before the best are chosen: those that agree most
# in all their wrong answers, which is the same wherever nothing is drawn.
MOST_PAIRS = 50 * MOST


def alike_answers(quiz: Quiz, *, whose: ColumnElement[bool], day: date) -> list[tuple[str, Alike]]:
    """Pairs of people of one unit on `day` with its name; who shares most on top."""
    sheets, tree = _sheets_by_unit(quiz.module_id, whose, day), read_tree()
    unit_of = {sheet.attempt_id: unit for unit, group in sheets.items() for sheet in group}
    met = chain.from_iterable(integrity.candidates(group) for group in sheets.values())
    pairs = nlargest(MOST_PAIRS, met, key=integrity.likeness)
    ids = {sheet.attempt_id for pair in pairs for sheet in pair}
    asked = {key: set(found) for key, found in asked_in(ids, QuestionVersion.question_id).items()}
    found = nlargest(MOST, integrity.alike(pairs, asked), key=lambda one: (one.same, one.share))
    return [(tree.name_of(unit_of[one.sheets[0].attempt_id]), one) for one in found]


def _sheets_by_unit(
    module_id: int, whose: ColumnElement[bool], day: date
) -> dict[int, list[Sheet]]:
    units = units_at(module_id, whose, day)
    sheets: dict[int, list[Sheet]] = defaultdict(list)
    for (attempt_id, person_id), wrong in _wrong_by_attempt(module_id, whose).items():
        if (unit := units.get(person_id)) is not None:
            sheets[unit].append(Sheet(attempt_id, person_id, frozenset(wrong)))
    people = Counter(units.values())
    return {unit: integrity.telling(group, people=people[unit]) for unit, group in sheets.items()}


def _wrong_by_attempt(
    module_id: int, whose: ColumnElement[bool]
) -> dict[tuple[int, int], list[Wrong]]:
    """By attempt and person. Not what a person marks, nor where feedback between several tries
    leads everyone to the same place."""
    firsts = (
        select(Attempt.id, Attempt.person_id)
        .where(Attempt.module_id == module_id, Attempt.number == 1, Attempt.state == "graded")
        .where(whose)
        .order_by(Attempt.id.desc())
        .limit(NEWEST)
        .subquery()
    )
    rows = db.session.execute(
        select(
            firsts.c.id,
            firsts.c.person_id,
            QuestionVersion.question_id,
            cast(AttemptQuestion.response, Text),
        )
        .join(AttemptQuestion, AttemptQuestion.attempt_id == firsts.c.id)
        .join(QuestionVersion, QuestionVersion.id == AttemptQuestion.question_version_id)
        .where(
            AttemptQuestion.fraction < 1,
            AttemptQuestion.response.is_not(None),
            AttemptQuestion.marker.is_(None),
            AttemptQuestion.tries <= 1,
        )
    )
    found: dict[tuple[int, int], list[Wrong]] = defaultdict(list)
    for attempt_id, person_id, question_id, answer in rows:
        found[attempt_id, person_id].append((question_id, answer.casefold()))
    return found
