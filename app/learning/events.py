"""What learning tells the rooms above."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True)
class CourseCompleted:
    """A person met the rule of a course for the first time."""

    completion_id: int
    person_id: int
    course_id: int
    course_version_id: int
    jp: Decimal
    started_on: date
    completed_on: date
    at: datetime
