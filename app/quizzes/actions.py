"""Starting an attempt, saving answers, handing in."""

import logging
import random
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import update

from app.content.model import QuizSettings
from app.content.questions import Question, Response, Tokens, load
from app.db import db, insert_once
from app.kit.errors import Conflict, NotFound
from app.kit.events import tell
from app.library import queries as library
from app.library import quiz_settings
from app.library.models import ModuleVersion, QuestionVersion
from app.quizzes import audited, drawing, grades, grading, queries, trying
from app.quizzes.events import AttemptGraded
from app.quizzes.models import Attempt, AttemptEvent, AttemptQuestion, AttemptTerms
from app.quizzes.paging import Paging
from app.quizzes.terms import hindrance

log = logging.getLogger(__name__)

Fields = Mapping[str, Sequence[str]]

# Practice and pre-tests have nothing to pass: handing them in is enough.
PURPOSES_WITH_MARK = ("graded", "post-test")


@dataclass(frozen=True)
class SavedAnswer:
    """What became of an answer: "stored" now or before, "newer" where a newer one is there,
    "closed" where the question takes none any more. `attempt`: with its deadline of this moment;
    `response`: what was sent."""

    attempt: Attempt
    slot: int
    outcome: str
    saved_at: datetime | None
    question: Question
    response: Response | None

    @property
    def is_stored(self) -> bool:
        return self.outcome == "stored"

    @property
    def view(self) -> Mapping[str, Any]:
        """The answer as `Question.present` gives it, with nothing of the key."""
        tokens = Tokens(self.attempt.secret, self.slot)
        return self.question.present(self.response, tokens=tokens, order=None, show=frozenset())


def start(
    *,
    person_id: int,
    quiz: ModuleVersion,
    course_version_id: int,
    terms: AttemptTerms,
    at: datetime,
    lang: str = "",
    device: str | None = None,
) -> Attempt:
    """A new attempt, or the one in progress: a second click changes nothing.

    `lang`: one of the quiz's languages, "" for its source's; `device`: see `Attempt`.
    Raises Conflict when the terms are against it, or the learner has not given the points of the
    last one yet.
    """
    previous = queries.attempts_of(person_id, quiz.module_id)
    if previous and previous[-1].is_open:
        return previous[-1]
    settings = quiz_settings.from_json(quiz.settings or {})
    if found := hindrance(terms=terms, settings=settings, previous=previous, at=at):
        raise Conflict(found.code, **found.params)
    # Who sees rubric and model answer while giving points does not answer the quiz meanwhile.
    if queries.find_own_to_mark(previous):
        raise Conflict("attempt.unmarked")
    last = previous[-1] if previous and settings.builds_on_last else None
    # The same seed gives the last attempt's questions and choices their places again.
    secret = last.secret if last else secrets.token_bytes(32)
    answered = queries.responses_of(last.id) if last else {}
    questions = _choose(
        quiz, settings, course_version_id, secret=secret, person_id=person_id, kept=list(answered)
    )
    number = len(previous) + 1
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
        device=device,
    )
    # The open one: where an officer reopened the last attempt meanwhile, that one.
    attempt = queries.attempts_of(person_id, quiz.module_id)[-1]
    if is_new:
        _fill(attempt, questions, answered)
    return attempt


def _deadline(settings: QuizSettings, terms: AttemptTerms, at: datetime) -> datetime | None:
    if settings.time_limit is None:
        return terms.closes
    end = at + timedelta(seconds=settings.time_limit) + terms.extra_time
    return min(end, terms.closes) if terms.closes else end


def _choose(
    quiz: ModuleVersion,
    settings: QuizSettings,
    course_version_id: int,
    *,
    secret: bytes,
    person_id: int,
    kept: Sequence[int],
) -> list[QuestionVersion]:
    """`kept`: ids of the questions that an attempt which builds on another takes over."""
    pools = []
    for wanted in settings.draws:
        pool = library.find_module_by_path(course_version_id, wanted.source)
        found = library.questions_of(pool.id) if pool else ()
        tagged = [v for _, v in found if set(wanted.tags) <= set(v.body["tags"])]
        pools.append((wanted.pick, tagged))
    return drawing.draw(
        [version for _, version in library.questions_of(quiz.id)],
        pools,
        chance=random.Random(secret),  # noqa: S311  an order, not a secret
        is_shuffled="questions" in settings.shuffle,
        times_seen=queries.times_seen(person_id, quiz.module_id) if pools and not kept else {},
        kept=kept,
    )


def _fill(
    attempt: Attempt,
    questions: Sequence[QuestionVersion],
    answered: Mapping[int, Response | None],
) -> None:
    for slot, question in enumerate(questions, start=1):
        db.session.add(
            AttemptQuestion(
                attempt_id=attempt.id,
                slot=slot,
                question_version_id=question.id,
                response=answered.get(question.question_id),
            )
        )
    db.session.flush()


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
    attempt, settings = rows[0][:2]
    if not attempt.is_open or attempt.is_over(at):
        raise Conflict("attempt.over")
    paging = Paging.of(settings)
    return [
        _save(attempt, slot, version, fields[slot.slot], paging=paging, at=at)
        for *_, slot, version in rows
    ]


def _save(
    attempt: Attempt,
    slot: AttemptQuestion,
    version: QuestionVersion,
    fields: Fields,
    *,
    paging: Paging,
    at: datetime,
) -> SavedAnswer:
    seq = _sequence(fields)
    question = load(version.body_in(attempt.lang))
    response = question.read(fields, Tokens(attempt.secret, slot.slot))
    is_flagged = "1" in fields.get("flag", ())
    is_same = response == slot.response and is_flagged == slot.is_flagged
    is_closed = slot.settled_at is not None or not paging.takes(slot.slot, reached=attempt.page)
    saved_at = slot.saved_at
    if is_closed:
        outcome = "stored" if is_same else "closed"
    # The same answer again is as good as stored. After a gap it still takes the higher number:
    # an answer between the two may be on its way and must not come out on top.
    elif seq <= slot.seq or (is_same and seq == slot.seq + 1):
        outcome = "stored" if is_same else "newer"
    elif _store(slot, response, is_flagged, seq, at):
        outcome, saved_at = "stored", at
    else:
        outcome = "newer"
    return SavedAnswer(attempt, slot.slot, outcome, saved_at, question, response)


def _sequence(fields: Fields) -> int:
    text = (list(fields.get("seq", ())) or ["0"])[-1]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _store(
    slot: AttemptQuestion, response: Response | None, is_flagged: bool, seq: int, at: datetime
) -> bool:
    """One statement decides, so that two saves at once end with the newer."""
    result = db.session.execute(
        update(AttemptQuestion)
        .where(
            AttemptQuestion.id == slot.id,
            AttemptQuestion.seq < seq,
            AttemptQuestion.settled_at.is_(None),
        )
        .values(response=response, is_flagged=is_flagged, seq=seq, saved_at=at)
        .execution_options(synchronize_session=False)
    )
    return bool(result.rowcount)  # type: ignore[attr-defined]


def turn_page(attempt: Attempt, *, to: int, pages: int) -> None:
    """Where questions come one after another: on by one page, never back; twice is once."""
    if to > pages:
        return
    db.session.execute(
        update(Attempt)
        .where(Attempt.id == attempt.id, Attempt.page == to - 1)
        .values(page=to)
        .execution_options(synchronize_session=False)
    )


def submit(attempt: Attempt, *, at: datetime) -> Attempt:
    """Hand in, once; a second submission finds it handed in and changes nothing."""
    attempt = queries.get_locked(attempt.id)
    if attempt.is_open:
        _hand_in(attempt, at=at)
    return attempt


def _hand_in(attempt: Attempt, *, at: datetime) -> None:
    attempt.hand_in(at=at)
    db.session.flush()
    _grade_if_possible(attempt, at=at)


def abandon(attempt: Attempt, *, at: datetime) -> None:
    """Its owner gives it up to begin anew; where attempts are counted, it is one of them."""
    attempt = queries.get_locked(attempt.id)
    if attempt.is_open:
        attempt.abandon()
        note(attempt, "abandoned", at=at, by_id=attempt.person_id)


def close_due(attempt_id: int, *, at: datetime) -> None:
    """What the clock does to an attempt: overdue at its deadline, closed after its grace.

    Once, whoever comes first; what is not due stays. Where nothing was answered, nothing was
    handed in.
    """
    attempt = queries.get_locked(attempt_id)
    if attempt.state == "submitted":
        _grade_if_possible(attempt, at=at)
    if attempt.state == "in_progress" and attempt.has_run_out(at):
        attempt.run_out()
        db.session.flush()
    if attempt.state == "overdue" and attempt.is_over(at):
        _close(attempt, at=at)


def _close(attempt: Attempt, *, at: datetime) -> None:
    note(attempt, "timed_out", at=at, by_id=None)
    if queries.has_answers(attempt.id):
        _hand_in(attempt, at=at)
        return
    attempt.abandon()
    db.session.flush()


def close_overdue(person_id: int, *, at: datetime) -> None:
    for attempt_id in queries.run_out_of(person_id, at=at):
        close_due(attempt_id, at=at)


def _grade_if_possible(attempt: Attempt, *, at: datetime) -> None:
    """Whatever goes wrong while grading, what was handed in stays handed in; it is graded later."""
    try:
        with db.session.begin_nested():
            grade(attempt, at=at)
    except Exception:
        log.exception("attempt %s is handed in and could not be graded", attempt.id)
        db.session.refresh(attempt)


def grade(attempt: Attempt, *, at: datetime) -> None:
    """All that can be graded, and the attempt once nothing waits for points any more.

    A grade follows from answers, tries, keys and points given by people alone, so it can be done
    again at any time. The attempt must be locked.
    """
    settings = quiz_settings.from_json(queries.settings_of(attempt.module_version_id))
    tried = queries.tried_of(attempt.id)
    given = queries.points_given(attempt.id)
    penalty = trying.penalty_of(settings)
    graded, most = [], Decimal(0)
    for slot, version in queries.slots_of(attempt.id):
        question = load(version.body_in(attempt.lang))
        slot.marker = grading.marker_of(question, slot.response)
        found = grading.grade_question(
            question,
            slot.response,
            tried=tried.get(slot.id, ()),
            penalty=penalty,
            given=given.get(slot.id),
        )
        slot.fraction = grading.to_decimal(found.fraction, grading.FRACTION) if found else None
        graded.append(found)
        most += version.points
    known = [one for one in graded if one is not None]
    if len(known) < len(graded):
        attempt.wait_for_points()
    else:
        attempt.max_score = most
        attempt.grade(grading.total(known))
    db.session.flush()
    if not attempt.is_waiting:
        _tell_graded(attempt, settings, at=at)


def _tell_graded(attempt: Attempt, settings: QuizSettings, *, at: datetime) -> None:
    attempts = queries.attempts_of(attempt.person_id, attempt.module_id)
    found = grades.final(attempts, settings.grade)
    tell(
        AttemptGraded(
            person_id=attempt.person_id,
            module_id=attempt.module_id,
            is_passed=found is not None and found.is_passed,
            handed_in_at=attempt.submitted_at or at,
            at=at,
        )
    )


def note(
    attempt: Attempt,
    kind: str,
    *,
    at: datetime,
    by_id: int | None,
    reason: str = "",
    old_score: Decimal | None = None,
    regrading_id: int | None = None,
    details: Mapping[str, object] | None = None,
) -> None:
    """Into the trail, and into the audit; the score of now is the new one."""
    event = AttemptEvent(
        attempt_id=attempt.id,
        kind=kind,
        at=at,
        by_id=by_id,
        reason=reason,
        regrading_id=regrading_id,
        old_score=old_score,
        new_score=attempt.score,
        details=dict(details or {}),
    )
    db.session.add(event)
    audited.noted(event, attempt)
    db.session.flush()
