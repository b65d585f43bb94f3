"""What people do on the stage, by the product's own actions."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from app.accounts.models import Person
from app.content.questions import Response, Tokens, load
from app.learning import actions as learning
from app.learning import queries as learners
from app.learning.models import Enrolment
from app.library import queries as library
from app.quizzes import actions as quizzes
from app.quizzes import queries as attempts
from app.quizzes.models import Attempt, AttemptTerms
from app.quizzes.quizzes import find_quiz
from app.surveys.questionnaire import AskedQuestion
from tests.factories import answers

WHILE = timedelta(minutes=12)
REMARKS = (
    "Tambahkan contoh dari loket kecamatan.",
    "Sudah jelas.",
    "Videonya terlalu panjang untuk jaringan di distrik kami; teksnya justru sangat membantu.",
)


def enrol(person: Person, course: str, *, at: datetime) -> Enrolment:
    version = library.find_live(course)
    assert version, course
    learning.enrol(person, version, at=at)
    found = learners.find_course(course, person_id=person.id)
    assert found
    assert found.enrolment
    return found.enrolment


def finish(person: Person, course: str, *, at: datetime, modules: int | None = None) -> Enrolment:
    """Enrol and finish the first modules, or all: one a day, the last at `at`."""
    version = library.find_live(course)
    assert version, course
    entries = [entry for entry in library.syllabus_of(version.id) if entry.is_step][:modules]
    days = [at - timedelta(days=days) for days in reversed(range(len(entries)))]
    enrolment = enrol(person, course, at=days[0])
    for entry, day in zip(entries, days, strict=True):
        learning.complete_module(enrolment, entry.module_id, at=day)
    return enrolment


def begin(
    person: Person,
    course: str,
    module: str,
    *,
    at: datetime,
    terms: AttemptTerms | None = None,
) -> Attempt:
    enrol(person, course, at=at - timedelta(days=1))
    quiz = find_quiz(course, module)
    assert quiz, module
    return quizzes.start(
        person_id=person.id,
        quiz=quiz.version,
        course_version_id=quiz.course_version_id,
        terms=terms or AttemptTerms(),
        at=at,
    )


def answer(attempt: Attempt, form: Mapping[str, Sequence[str]], *, at: datetime) -> None:
    """`form`: fields `q<slot>-<name>` as a page posts them."""
    fields: dict[int, dict[str, Sequence[str]]] = {}
    for name, values in form.items():
        slot, _, rest = name.removeprefix("q").partition("-")
        fields.setdefault(int(slot), {"seq": ["1"]})[rest] = values
    quizzes.save_answers(attempt.id, person_id=attempt.person_id, fields=fields, at=at)


def write_essays(attempt: Attempt, text: str, *, at: datetime) -> None:
    form = {
        f"q{slot.slot}-text": [text]
        for slot, version in attempts.slots_of(attempt.id)
        if version.body["type"] == "essay"
    }
    answer(attempt, form, at=at)


def choose_first(attempt: Attempt, *, at: datetime, only: int | None = None) -> None:
    """The first choice of each question that has choices, or of the first `only` of them."""
    form = {}
    for slot, version in attempts.slots_of(attempt.id):
        if choices := version.body.get("choices"):
            token = Tokens(attempt.secret, slot.slot).of(choices[0]["key"])
            form[f"q{slot.slot}-choice"] = [token]
    answer(attempt, dict(list(form.items())[:only]), at=at)


def take(person: Person, course: str, module: str, *, at: datetime, right: bool = True) -> Attempt:
    """An attempt answered as `tests/courses/KUNCI.json` says, and handed in."""
    attempt = begin(person, course, module, at=at)
    answer(attempt, answers.form(attempt, right=right), at=at + WHILE / 2)
    return quizzes.submit(attempt, at=at + WHILE)


def fill_in_survey(person: Person, course: str, module: str, *, turn: int, at: datetime) -> None:
    """`turn` varies what is said."""
    enrol(person, course, at=at - timedelta(days=1))
    found = learners.find_module(course, module, person_id=person.id)
    assert found
    asked = [
        AskedQuestion(slot, version.question_id, version.id, question, _said(question, turn))
        for slot, (_, version) in enumerate(library.questions_of(found.module.id), start=1)
        for question in (load(version.body),)
    ]
    learning.answer_survey(found.enrolment, found.module.module_id, asked, at=at)


def _said(question: Any, turn: int) -> Response | None:
    if question.type == "scale":
        points = len(question.points_of_scale)
        ratings = enumerate(question.statements)
        return {"ratings": {one.key: (turn + place) % points + 1 for place, one in ratings}}
    if question.type == "essay":
        return {"text": REMARKS[turn % len(REMARKS)]}
    keys = [choice.key for choice in question.choices]
    if question.type == "multiple":
        return {"choices": keys[: turn % len(keys) + 1]}
    return {"choice": keys[turn % len(keys)]}
