"""Where a question stands in the picture of facility and discrimination."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.quizzes.analysis.report import QuestionReport

WIDTH = 400
HEIGHT = 300
LEFT = 44
BOTTOM = 44
MARGIN = 16
LOWEST = -0.5
"""A discrimination below it hardly exists; it is drawn at the edge, as a facility below 0 is."""


@dataclass(frozen=True)
class Point:
    x: float
    y: float
    number: int
    tone: str


def points(questions: Iterable[QuestionReport]) -> list[Point]:
    """Of the newest versions that have both figures."""
    found = []
    for question in questions:
        figures = question.newest.figures
        if figures.facility is not None and figures.discrimination is not None:
            tone = next((finding.tone for finding in question.newest.findings), "good")
            place = (x_of(figures.facility), y_of(figures.discrimination))
            found.append(Point(*place, number=question.number, tone=tone))
    return found


def x_of(facility: float) -> float:
    return round(LEFT + max(facility, 0) * (WIDTH - LEFT - MARGIN), 1)


def y_of(discrimination: float) -> float:
    height = HEIGHT - BOTTOM - MARGIN
    return round(MARGIN + (1 - max(discrimination, LOWEST)) / (1 - LOWEST) * height, 1)
