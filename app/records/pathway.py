"""The quickest valid way to what a year asks, by e-learning here; pure.

A course's JP lie on the days on which its modules are finished, and count once it is completed. How
fast somebody reads is not asked: what is read beyond a day's limit is lost, but not forbidden.

The fewest days: more courses never earn less by a given day, so no choice of them is sooner there
than all of them together, which by `n` days earn whatever is less of what is read already with the
room of these days, and of all there is to read. The day is settled by that alone; then courses are
taken until they reach the same goal on it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import accumulate

from app.records import ledger
from app.records.ledger import NOTHING
from app.records.way import Calendar, OpenCourse, Step, Way


def quickest(missing: Decimal, courses: Sequence[OpenCourse], calendar: Calendar) -> Way:
    """To `missing`, or else as far as the year allows."""
    days = calendar.days
    rooms = [NOTHING, *accumulate(calendar.room(day) for day in days)]
    together = _Choice(calendar)
    for course in courses:
        together.add(course)
    goal = min(missing, together.earlier + rooms[-1], together.material)
    count = bisect_left(rooms, goal - together.earlier)
    choice = _choose(courses, goal, _Choice(calendar, room=rooms[count]))
    steps = _schedule(choice, days[:count] or [calendar.today])
    return Way(missing, _counted(steps, calendar), calendar.cap, calendar.today)


@dataclass
class _Choice:
    """Courses taken so far; `room`: of the days to come. `earlier`: what was read in them before
    today and finds room there; `material`: the same with what was read today and is left."""

    calendar: Calendar
    room: Decimal = NOTHING
    courses: dict[str, OpenCourse] = field(default_factory=dict)
    earlier: Decimal = NOTHING
    material: Decimal = NOTHING
    booked: dict[date, Decimal] = field(default_factory=dict)

    def add(self, course: OpenCourse) -> None:
        self.courses[course.ref] = course
        self.material += course.left
        for day, jp in self.found_in(course).items():
            self.booked[day] = self.booked.get(day, NOTHING) + jp
            self.material += jp
            self.earlier += jp if day < self.calendar.today else NOTHING

    def found_in(self, course: OpenCourse) -> dict[date, Decimal]:
        """Day → JP read in it that find room there."""
        return {day: min(jp, self.room_on(day)) for day, jp in course.read.items()}

    def room_on(self, day: date) -> Decimal:
        return self.calendar.room(day) - self.booked.get(day, NOTHING)

    def without(self, courses: Iterable[OpenCourse]) -> list[OpenCourse]:
        """The rest, those with the least to read first, and of equals what runs."""
        rest = (course for course in courses if course.ref not in self.courses)
        return sorted(rest, key=lambda one: (one.left, not one.is_running, one.ref))


def _choose(courses: Sequence[OpenCourse], goal: Decimal, choice: _Choice) -> _Choice:
    """First what has to release the hours read in it, then what is begun and leaves nothing over
    (what only its last step holds up before all), then the largest, and last the one with the
    least to read that is enough."""
    running = [course for course in courses if course.is_running]
    for course in sorted(running, key=lambda one: sum(one.read.values()), reverse=True):
        if choice.earlier + choice.room < goal:
            choice.add(course)
    begun = choice.without(running)
    for course in sorted(begun, key=lambda one: (not one.left, one.left), reverse=True):
        brings = course.left or sum(choice.found_in(course).values())
        if brings and choice.material < goal and course.left <= goal - choice.material:
            choice.add(course)
    rest = choice.without(courses)
    while choice.material < goal:
        place = bisect_left(rest, goal - choice.material, key=lambda one: one.left)
        choice.add(rest.pop(min(place, len(rest) - 1)))
    return choice


def _schedule(choice: _Choice, days: Sequence[date]) -> list[Step]:
    """What runs before what is new, and each day as much as counts; the rest on the last."""
    diary = _Diary({day: choice.room_on(day) for day in days})
    courses = _Choice(choice.calendar).without(choice.courses.values())
    return [diary.plan(course) for course in sorted(courses, key=lambda one: not one.is_running)]


@dataclass
class _Diary:
    """`rooms`: what may still be read on each day, in their order."""

    rooms: dict[date, Decimal]

    def plan(self, course: OpenCourse) -> Step:
        first, shares, left = self.day, dict(course.read), course.left
        while left:
            day = self.day
            jp = left if len(self.rooms) == 1 else min(left, self.rooms[day])
            shares[day] = shares.get(day, NOTHING) + jp
            self.rooms[day] = max(self.rooms[day] - jp, NOTHING)
            left -= jp
        return Step(course, first, max([first, *shares]), shares)

    @property
    def day(self) -> date:
        """The next with room, or the last."""
        day = next(iter(self.rooms))
        while len(self.rooms) > 1 and not self.rooms[day]:
            del self.rooms[day]
            day = next(iter(self.rooms))
        return day


def _counted(steps: Sequence[Step], calendar: Calendar) -> list[Step]:
    """By the ledger itself, beside what has been earned before."""
    earned = ledger.Entry(0, 0, date.min, date.min, shares=calendar.used)
    entries = [
        ledger.Entry(place, 0, step.starts_on, step.ends_on, shares=step.shares)
        for place, step in enumerate(steps, start=1)
    ]
    credits = ledger.credits_of([earned, *entries], {0: calendar.rules})
    days: list[dict[date, Decimal]] = [{} for _ in range(len(entries) + 1)]
    for credit in credits:
        if credit.day.year == calendar.today.year:
            days[credit.entry_id][credit.day] = credit.credited
    return [
        _told(step, counts, calendar.today) for step, counts in zip(steps, days[1:], strict=True)
    ]


def _told(step: Step, counts: Mapping[date, Decimal], today: date) -> Step:
    earlier = sum((jp for day, jp in counts.items() if day < today), NOTHING)
    return replace(step, counts=sum(counts.values(), NOTHING), earlier=earlier)
