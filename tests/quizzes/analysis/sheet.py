"""Little tables of points and answers to calculate with."""

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from app.content.keys import assign_keys
from app.content.parse import parse_page
from app.content.questions import Question
from app.quizzes.analysis.items import ItemFigures, item_figures
from app.quizzes.analysis.sittings import Answered, Sitting

UNIT = 1_000_000


def sittings(rows: Sequence[Sequence[float | None]], *, worth: float = 1) -> list[Sitting]:
    """A row is a person, a column the points in a question; None where they did not get it."""
    return [
        Sitting(
            1,
            {
                place: Answered(place, place, round(points * UNIT), round(worth * UNIT))
                for place, points in enumerate(row)
                if points is not None
            },
        )
        for row in rows
    ]


def in_quiz(rows: Sequence[Sitting]) -> dict[int, set[int]]:
    """As if every question stood in the quiz itself, in each version."""
    questions = {question for sitting in rows for question in sitting.answers}
    return {sitting.quiz_version_id: questions for sitting in rows}


def taken(rows: list[Sitting], question_id: int) -> list[tuple[Answered, float | None]]:
    answers = [(sitting, sitting.answers[question_id]) for sitting in rows]
    return [(answered, sitting.rest(answered)) for sitting, answered in answers]


def question(markdown: str) -> Question:
    findings: list[Any] = []
    source = f"---\nid: x\ntitle: X\ntype: quiz\nlang: id\n---\n\n{markdown}"
    page = parse_page(source, path="x.md", lang="id", findings=findings)
    assert findings == []
    assert page
    return assign_keys(page.questions[0], None)


def answered(
    asked: Question,
    groups: Sequence[tuple[int, dict[str, Any] | None, float]],
    *,
    key: Question | None = None,
) -> ItemFigures:
    """`groups`: how many gave which answer, and their result in the other questions."""
    rows = [
        (_graded(asked, key or asked, response), rest)
        for count, response, rest in groups
        for _ in range(count)
    ]
    return item_figures(asked, [key or asked], rows)


def _graded(asked: Question, key: Question, response: dict[str, Any] | None) -> Answered:
    earned = key.grade(response).fraction * Fraction(UNIT)
    return Answered(1, 1, round(earned), UNIT, None if response is None else json.dumps(response))
