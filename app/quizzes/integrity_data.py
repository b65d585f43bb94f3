"""Which attempts were implausibly quick, and which began in one browser."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import nsmallest
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute

from app.accounts.models import Person
from app.content.questions import load
from app.db import db
from app.library.models import QuestionVersion
from app.quizzes import integrity
from app.quizzes.models import Attempt, AttemptQuestion
from app.quizzes.quizzes import Quiz

# How many attempts are looked at, the newest; and what a list shows of what stands out most.
NEWEST = 20_000
MOST = 100
# Of one browser; the one of a computer room may have hundreds.
MOST_USES = 20


@dataclass(frozen=True)
class QuickAttempt:
    person_id: int
    number: int
    started_at: datetime
    taken: timedelta
    words: int

    @property
    def reading_time(self) -> timedelta:
        return integrity.reading_time(self.words)


@dataclass(frozen=True)
class DeviceUse:
    """An attempt begun in a browser that others used too; `submitted_at` None: not handed in."""

    person_id: int
    number: int
    started_at: datetime
    submitted_at: datetime | None


@dataclass(frozen=True)
class Device:
    """A browser with its newest `uses`, in the order of time, of so many in `total`."""

    uses: Sequence[DeviceUse]
    total: int


def quick_attempts(quiz: Quiz, *, whose: ColumnElement[bool]) -> list[QuickAttempt]:
    """Passed in less time than reading the questions once takes; what is oddest first. `whose`: a
    condition on the attempts that are looked at, here and below."""
    words = _words_by_version(quiz.module_id)
    # No attempt has more to read than all that was ever asked: most are done with here.
    most = integrity.reading_time(sum(max(counts.values()) for counts in words.values()))
    passed = _passed(quiz, whose)
    suspects = {row.id: row for row in passed if row.submitted_at - row.started_at < most}
    asked = asked_in(suspects)
    found = (_quick(row, asked[row.id], words) for row in suspects.values())
    quick = [one for one in found if one.taken < one.reading_time]
    return nsmallest(MOST, quick, key=lambda one: one.taken / one.reading_time)


def _passed(quiz: Quiz, whose: ColumnElement[bool]) -> list[Any]:
    """Where an attempt builds on the last, later ones are meant to be short: only the first."""
    statement = (
        select(
            Attempt.id,
            Attempt.person_id,
            Attempt.number,
            Attempt.lang,
            Attempt.started_at,
            Attempt.submitted_at,
            Attempt.score,
            Attempt.max_score,
            Attempt.pass_mark,
        )
        .where(Attempt.module_id == quiz.module_id, Attempt.state == "graded", whose)
        .order_by(Attempt.id.desc())
        .limit(NEWEST)
    )
    if quiz.settings.builds_on_last:
        statement = statement.where(Attempt.number == 1)
    rows = db.session.execute(statement)
    return [row for row in rows if row.score >= row.pass_mark * row.max_score]


def _words_by_version(module_id: int) -> dict[int, dict[str, int]]:
    """Of every question version that was asked: the words to read, by language ("": its own)."""
    asked = (
        select(AttemptQuestion.question_version_id)
        .join(Attempt, Attempt.id == AttemptQuestion.attempt_id)
        .where(Attempt.module_id == module_id)
    )
    versions = db.session.scalars(select(QuestionVersion).where(QuestionVersion.id.in_(asked)))
    return {
        version.id: {
            lang: integrity.words_of(load(body))
            for lang, body in {"": version.body, **version.translations}.items()
        }
        for version in versions
    }


def _quick(
    row: Any, versions: Iterable[int], words: Mapping[int, Mapping[str, int]]
) -> QuickAttempt:
    counts = (words[version] for version in versions)
    return QuickAttempt(
        person_id=row.person_id,
        number=row.number,
        started_at=row.started_at,
        taken=row.submitted_at - row.started_at,
        words=sum(count.get(row.lang, count[""]) for count in counts),
    )


def asked_in(
    attempt_ids: Iterable[int], column: InstrumentedAttribute[int] = QuestionVersion.id
) -> dict[int, list[int]]:
    """By attempt the ids of the question versions, or another `column` of theirs."""
    found: dict[int, list[int]] = {attempt_id: [] for attempt_id in attempt_ids}
    rows = db.session.execute(
        select(AttemptQuestion.attempt_id, column)
        .join(QuestionVersion, QuestionVersion.id == AttemptQuestion.question_version_id)
        .where(AttemptQuestion.attempt_id.in_(found))
    )
    for attempt_id, value in rows:
        found[attempt_id].append(value)
    return found


def shared_devices(quiz: Quiz, *, whose: ColumnElement[bool]) -> list[Device]:
    """The one used last on top."""
    shared = (
        select(Attempt.device, func.max(Attempt.id).label("last"), func.count().label("total"))
        .where(Attempt.module_id == quiz.module_id, Attempt.device.is_not(None), whose)
        .group_by(Attempt.device)
        .having(func.count(Attempt.person_id.distinct()) > 1)
        .order_by(func.max(Attempt.id).desc())
        .limit(MOST)
        .subquery()
    )
    newest_first = func.row_number().over(
        partition_by=Attempt.device, order_by=(Attempt.started_at.desc(), Attempt.id.desc())
    )
    uses = (
        select(
            shared.c.last,
            shared.c.total,
            newest_first.label("place"),
            Attempt.person_id,
            Attempt.number,
            Attempt.started_at,
            Attempt.submitted_at,
        )
        .join(shared, shared.c.device == Attempt.device)
        .where(Attempt.module_id == quiz.module_id, whose)
        .subquery()
    )
    rows = db.session.execute(
        select(uses)
        .where(uses.c.place <= MOST_USES)
        .order_by(uses.c.last.desc(), uses.c.place.desc())
    )
    by_device = groupby(rows, key=lambda row: (row.last, row.total))
    return [Device([DeviceUse(*row[3:]) for row in own], total) for (_, total), own in by_device]


def names_of(person_ids: Iterable[int]) -> dict[int, str]:
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(set(person_ids))))
    return {row.id: row.name for row in rows}
