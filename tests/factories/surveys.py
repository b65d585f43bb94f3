"""Filling in the survey of `tests/courses/jenis-soal` from what its page shows."""

import re

PAGE = "/courses/jenis-soal/modules/pendapat"
RESPONSE = f"{PAGE}/response"
RESULTS = "/studio/courses/jenis-soal/surveys/pendapat"


def form(
    page: str,
    *,
    ratings: tuple[int, ...] = (),
    reason: int | None = None,
    places: tuple[int, ...] = (),
    text: str = "",
) -> dict[str, list[str]]:
    """`ratings` of the statements in their order, `reason` and `places` by their position."""
    statements = list(dict.fromkeys(re.findall(r'name="(q1-rating-\w+)"', page)))
    fields = {
        "version": re.findall(r'name="version" value="(\d+)"', page),
        **{name: [str(n)] for name, n in zip(statements, ratings, strict=False)},
        "q3-choice": [choices(page, "q3")[place] for place in places],
        "q4-text": [text],
    }
    if reason is not None:
        fields["q2-choice"] = [choices(page, "q2")[reason]]
    return fields


def choices(page: str, question: str) -> list[str]:
    return re.findall(rf'name="{question}-choice" value="(\w+)"', page)
