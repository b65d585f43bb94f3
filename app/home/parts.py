"""What the first page has for each role; None where somebody does not have the role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.accounts.models import Person
from app.accounts.policies import is_author, is_employee, is_officer
from app.certificates import queries as certificates
from app.home import queries
from app.home.queries import Latest, OwnCourse, OwnDraft, Suggestion
from app.kit import plots
from app.learning import queries as learning
from app.learning.outline import Step
from app.learning.queries import Current
from app.privacy import corrections
from app.quizzes import waiting
from app.quizzes.policies import may_mark
from app.records import queries as records
from app.records import queue
from app.records.pathways import find_way
from app.records.policies import may_verify
from app.records.way import Way
from app.records.year import Year
from app.reports import queries as reports
from app.reports.hours import Counts, total_of
from app.reports.period import this_year

COMPLETED = 5
# From October on who is behind is warned.
LATE = 10


@dataclass(frozen=True)
class Learning:
    """`next_step`: in the course worked in last; `way`: to the year's minimum, None where nothing
    is missing; `is_late`: the year ends soon."""

    year: Year
    running: Sequence[Current]
    next_step: Step | None
    finished: Sequence[Current]
    way: Way | None
    is_late: bool
    suggestions: Sequence[Suggestion]


@dataclass(frozen=True)
class Officer:
    """`hours`: how far everybody whom the officer looks after is with the year's minimum."""

    count_waiting: int
    count_corrections: int
    latest: Sequence[Latest]
    hours: Counts
    year: int

    @property
    def stack(self) -> Sequence[plots.Part]:
        return plots.stack(self.hours.parts)


@dataclass(frozen=True)
class Author:
    courses: Sequence[OwnCourse]
    drafts: Sequence[OwnDraft]


def learning_of(person: Person, *, today: date, lang: str) -> Learning | None:
    if not is_employee(person):
        return None
    year = records.year_of(person.id, today.year, today=today)
    courses = learning.courses_of(person.id, lang=lang)
    running = [course for course in courses if not course.completed_on]
    finished = [course for course in courses if course.completed_on]
    return Learning(
        year=year,
        running=running,
        next_step=_next_step(running[0], person, lang) if running else None,
        finished=finished[:COMPLETED],
        way=find_way(person.id, year, today=today, lang=lang),
        is_late=today.month >= LATE,
        suggestions=queries.suggestions_for(person.id, lang=lang),
    )


def _next_step(course: Current, person: Person, lang: str) -> Step | None:
    """Where the person goes on in a running course; None when every module is done."""
    found = learning.find_course(course.ref, person_id=person.id, lang=lang)
    if found is None or found.enrolment is None:
        return None
    return learning.outline_of(found.version.id, found.enrolment.id, lang=lang).next


def officer_of(person: Person, *, now: datetime, today: date, lang: str) -> Officer | None:
    if not is_officer(person):
        return None
    counts = reports.counts_by_unit(this_year(today), actor=person, at=now)
    return Officer(
        count_waiting=certificates.count_open_requests(person),
        count_corrections=corrections.count_waiting(person),
        latest=queries.latest_completions(actor=person, lang=lang),
        hours=total_of(counts.values()),
        year=today.year,
    )


def author_of(person: Person, *, lang: str) -> Author | None:
    if not is_author(person):
        return None
    return Author(queries.courses_by(person, lang=lang), queries.drafts_by(person))


def count_to_mark(person: Person) -> int | None:
    return waiting.count(person) if may_mark(person) else None


def count_to_verify(person: Person, *, today: date) -> int | None:
    if not may_verify(person):
        return None
    return queue.count(queue.Reader(person, today), queue.Wanted())
