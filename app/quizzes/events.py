"""What quizzes tell the rooms above."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AttemptGraded:
    """An attempt was closed and graded."""

    person_id: int
    module_id: int
    is_passed: bool
    at: datetime
