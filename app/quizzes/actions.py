"""Starting an attempt, saving answers, handing in."""

import random
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import update

from app.content.model import QuizSettings
from app.content.questions import Response, Tokens, load
from app.db import db, insert_once
from app.kit.errors import Conflict, NotFound
from app.kit.events import tell
from app.library import queries as library
from app.library import quiz_settings
from app.library.models import ModuleVersion, QuestionVersion
from app.quizzes import grading, queries
from app.quizzes.events import AttemptGraded
from app.quizzes.models import Attempt, AttemptQuestion, AttemptTerms

Fields = Mapping[str, Sequence[str]]

# Practice and pre-tests have nothing to pass: handing them in is enough.
PURPOSES_WITH_MARK = ("graded", "post-test")


@dataclass(frozen=True)
class SavedAnswer:
    """What became of an answer: stored now, or refused because a newer one is there."""

    slot: int
    is_stored: bool
    saved_at: datetime | None


def start(
    *,
    person_id: int,
    quiz: ModuleVersion,
    course_version_id: int,
    terms: AttemptTerms,
    at: datetime,
    lang: str = "",
) -> Attempt:
    """A new attempt, or the one in progress: a second click changes nothing.

    `lang`: one of the quiz's languages, "" for its source's.
    Raises Conflict when the attempts are used up, it is too early or too late, or the learner has
    not given the points of the last one yet.
    """
    previous = queries.attempts_of(person_id, quiz.module_id)
    if previous and previous[-1].is_open:
        return previous[-1]
    settings = quiz_settings.from_json(quiz.settings or {})
    number = len(previous) + 1
    _check_terms(terms, settings, previous, at)
    # Who sees rubric and model answer while giving points does not answer the quiz meanwhile.
    if queries.find_own_to_mark(previous):
        raise Conflict("attempt.unmarked")
    secret = secrets.token_bytes(32)
    questions = _choose(quiz, settings, course_version_id, random.Random(secret))  # noqa: S311
    is_new = insert_once(
        Attempt,
        person_id=person_id,
        module_id=quiz.module_id,
        module_version_id=quiz.id,
        number=number,
        attempts_allowed=terms.attempts,
        state="in_progress",
        lang=lang,
        started_at=at,
        deadline=_deadline(settings, terms, at),
        grace=settings.grace,
        max_score=sum((question.points for question in questions), Decimal(0)),
        pass_mark=settings.pass_mark if settings.purpose in PURPOSES_WITH_MARK else 0,
        secret=secret,
    )
    attempt = queries.attempts_of(person_id, quiz.module_id)[number - 1]
    if is_new:
        for slot, question in enumerate(questions, start=1):
            db.session.add(
                AttemptQuestion(attempt_id=attempt.id, slot=slot, question_version_id=question.id)
            )
        db.session.flush()
    return attempt


def _check_terms(
    terms: AttemptTerms, settings: QuizSettings, previous: Sequence[Attempt], at: datetime
) -> None:
    if terms.attempts is not None and len(previous) >= terms.attempts:
        raise Conflict("attempt.limit", attempts=terms.attempts)
    if terms.opens and at < terms.opens:
        raise Conflict("attempt.early")
    if terms.closes and at >= terms.closes:
        raise Conflict("attempt.late")


def _deadline(settings: QuizSettings, terms: AttemptTerms, at: datetime) -> datetime | None:
    if settings.time_limit is None:
        return terms.closes
    end = at + timedelta(seconds=settings.time_limit) + terms.extra_time
    return min(end, terms.closes) if terms.closes else end


def _choose(
    quiz: ModuleVersion, settings: QuizSettings, course_version_id: int, chance: random.Random
) -> list[QuestionVersion]:
    """The quiz's own questions, then those drawn from its pools; shuffled where it asks for it."""
    chosen = [version for _, version in library.questions_of(quiz.id)]
    for draw in settings.draws:
        pool = library.find_module_by_path(course_version_id, draw.source)
        candidates = [
            version
            for _, version in (library.questions_of(pool.id) if pool else ())
            if set(draw.tags) <= set(version.body["tags"]) and version not in chosen
        ]
        chosen.extend(chance.sample(candidates, min(draw.pick, len(candidates))))
    if "questions" in settings.shuffle:
        chance.shuffle(chosen)
    return chosen


def save_answers(
    attempt_id: int, *, person_id: int, fields: Mapping[int, Fields], at: datetime
) -> list[SavedAnswer]:
    """Store the posted answers, `fields` by slot, each with its `seq`.

    An answer counts only when its number is higher than the stored one's: sent twice it is
    stored once, and an old tab never overwrites what was answered later elsewhere.
    Raises NotFound, or Conflict when the attempt is over.
    """
    rows = queries.find_for_saving(attempt_id, person_id=person_id, slots=list(fields))
    if not rows:
        raise NotFound("attempt.unknown")
    attempt = rows[0][0]
    if not attempt.is_open or attempt.is_overdue(at):
        raise Conflict("attempt.over")
    return [_save(attempt, slot, version, fields[slot.slot], at) for _, slot, version in rows]


def _save(
    attempt: Attempt,
    slot: AttemptQuestion,
    version: QuestionVersion,
    fields: Fields,
    at: datetime,
) -> SavedAnswer:
    seq = _sequence(fields)
    response = load(version.body_in(attempt.lang)).read(fields, Tokens(attempt.secret, slot.slot))
    is_same = response == slot.response
    # The same answer again is as good as stored. After a gap it still takes the higher number:
    # an answer between the two may be on its way and must not come out on top.
    if seq <= slot.seq or (is_same and seq == slot.seq + 1):
        return SavedAnswer(slot.slot, is_same, slot.saved_at)
    is_stored = _store(slot, response, seq, at)
    return SavedAnswer(slot.slot, is_stored, at if is_stored else slot.saved_at)


def _sequence(fields: Fields) -> int:
    text = (list(fields.get("seq", ())) or ["0"])[-1]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _store(slot: AttemptQuestion, response: Response | None, seq: int, at: datetime) -> bool:
    """One statement decides, so that two saves at once end with the newer."""
    result = db.session.execute(
        update(AttemptQuestion)
        .where(AttemptQuestion.id == slot.id, AttemptQuestion.seq < seq)
        .values(response=response, seq=seq, saved_at=at)
        .execution_options(synchronize_session=False)
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]


def submit(attempt: Attempt, *, at: datetime) -> Attempt:
    """Hand in, once; a second submission finds it handed in and changes nothing."""
    attempt = queries.get_locked(attempt.id)
    if not attempt.is_open:
        return attempt
    attempt.hand_in(at=at)
    grade(attempt, given={}, at=attempt.submitted_at or at)
    return attempt


def grade(attempt: Attempt, *, given: Mapping[int, Decimal], at: datetime) -> None:
    """All that can be graded, and the attempt once nothing waits for points any more.

    `given`: points by people, by the id of the attempt's question. The attempt must be locked.
    """
    graded = []
    for slot, version in queries.slots_of(attempt.id):
        question = load(version.body_in(attempt.lang))
        slot.marker = grading.marker_of(question, slot.response)
        found = grading.grade_question(question, slot.response, given=given.get(slot.id))
        slot.fraction = grading.to_decimal(found.fraction, grading.FRACTION) if found else None
        graded.append(found)
    known = [one for one in graded if one is not None]
    if len(known) == len(graded):
        attempt.grade(grading.total(known))
    db.session.flush()
    if not attempt.is_waiting:
        _tell_graded(attempt, at=at)


def _tell_graded(attempt: Attempt, *, at: datetime) -> None:
    tell(
        AttemptGraded(
            person_id=attempt.person_id,
            module_id=attempt.module_id,
            is_passed=attempt.is_passed,
            handed_in_at=attempt.submitted_at or at,
            at=at,
        )
    )


def close_overdue(person_id: int, *, at: datetime) -> None:
    """Hand in what ran out of time; what was saved until then is graded."""
    for attempt in queries.open_attempts(person_id):
        if attempt.is_overdue(at):
            submit(attempt, at=at)
