"""A course whose keys change after people have answered."""

from datetime import timedelta
from pathlib import Path

from app.content.questions import Tokens
from app.db import db
from app.learning import actions as learning
from app.library import queries as library
from app.library.models import Question
from app.quizzes import actions, queries
from app.quizzes.models import Attempt, AttemptTerms
from app.quizzes.quizzes import Quiz, find_quiz
from tests.factories.cast import AT
from tests.factories.courses import publish, write_course

FRONT = """---
id: kuis
title: Kuis kunci
type: quiz
pass-mark: 60%
attempts: 3
time-required: 10 menit
{settings}---

"""
SINGLE = """## Soal {ref} {{#q-{ref} points={points}}}

- ({a}) Satu {{#satu}}
- ({b}) Dua {{#dua}}

"""


def single(ref: str, *, right: str = "satu", points: int = 1) -> str:
    marks = {"a": "x" if right == "satu" else " ", "b": "x" if right == "dua" else " "}
    return SINGLE.format(ref=ref, points=points, **marks)


def quiz_text(*questions: str, settings: str = "") -> str:
    return FRONT.format(settings=settings) + "".join(questions)


def publish_quiz(folder: Path, *questions: str, settings: str = "", **files: str) -> Quiz:
    """The course `kunci` with one quiz; again, with other questions, as its next version."""
    text = quiz_text(*questions, settings=settings)
    db.session.commit()
    publish(write_course(folder / "kunci", {"modules/01-kuis.md": text, **files}))
    return found()


def found() -> Quiz:
    quiz = find_quiz("kunci", "kuis")
    assert quiz is not None
    return quiz


def begin(person, *, at=AT) -> Attempt:
    quiz = found()
    learning.enrol(person, library.find_live("kunci"), at=AT)
    terms = AttemptTerms(attempts=quiz.settings.attempts)
    attempt = actions.start(
        person_id=person.id,
        quiz=quiz.version,
        course_version_id=quiz.course_version_id,
        terms=terms,
        at=at,
    )
    db.session.commit()
    return attempt


def answer(attempt: Attempt, *, seq: int = 1, **choices: str) -> None:
    """`a="dua"` answers q-a with the choice of that key."""
    for slot, version in queries.slots_of(attempt.id):
        ref = db.session.get_one(Question, version.question_id).ref.removeprefix("q-")
        if ref in choices:
            token = Tokens(attempt.secret, slot.slot).of(choices[ref])
            fields = {slot.slot: {"seq": [str(seq)], "choice": [token]}}
            actions.save_answers(
                attempt.id, person_id=attempt.person_id, fields=fields, at=attempt.started_at
            )


def take(person, *, at=AT, **choices: str) -> int:
    """A whole attempt; its id, since publishing lets go of what a test holds."""
    attempt = begin(person, at=at)
    answer(attempt, **choices)
    actions.submit(attempt, at=at + timedelta(minutes=5))
    db.session.commit()
    return attempt.id


def fresh(attempt_id: int) -> Attempt:
    db.session.expire_all()
    return db.session.get_one(Attempt, attempt_id)
