"""What quizzes tell the rooms above."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class AttemptGraded:
    """An attempt has all its points: at once, or when a person gave the last of them.

    It is told again when points were corrected. `handed_in_at` is when the learner had done it,
    `at` when the grade was known.
    """

    person_id: int
    module_id: int
    is_passed: bool
    handed_in_at: datetime
    at: datetime
