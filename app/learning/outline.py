"""The modules of a course in their order, with one person's progress; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.library.queries import SyllabusEntry


@dataclass(frozen=True)
class Step:
    """A module in the outline with the person's progress."""

    entry: SyllabusEntry
    completed_at: datetime | None

    @property
    def is_done(self) -> bool:
        return self.completed_at is not None


@dataclass(frozen=True)
class Outline:
    """The modules of a course in order, pools left out."""

    steps: Sequence[Step]

    @property
    def lessons_and_quizzes(self) -> list[Step]:
        return [step for step in self.steps if step.entry.is_step]

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.lessons_and_quizzes)

    @property
    def total(self) -> int:
        return len(self.lessons_and_quizzes)

    @property
    def next(self) -> Step | None:
        """The first that is not done."""
        return next((step for step in self.lessons_and_quizzes if not step.is_done), None)

    def place_of(self, module_id: int) -> int | None:
        """1 for the first; None for a folder, which only groups."""
        ids = [step.entry.module_id for step in self.lessons_and_quizzes]
        return ids.index(module_id) + 1 if module_id in ids else None

    def neighbours(self, module_id: int) -> tuple[Step | None, Step | None]:
        """What comes before and after a module."""
        steps = self.lessons_and_quizzes
        ids = [step.entry.module_id for step in steps]
        if module_id not in ids:
            return None, None
        place = ids.index(module_id)
        before = steps[place - 1] if place else None
        after = steps[place + 1] if place + 1 < len(steps) else None
        return before, after
