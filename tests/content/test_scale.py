"""Scale: statements rated on one scale, on survey pages only."""

import pytest

from app.content.model import Text
from app.content.questions import Question, Tokens, grading_hash
from tests.content.reading import codes, page_of, question_of, read

TOKENS = Tokens(b"secret", 1)
BODY = """
## Penilaian Anda {#q-puas type=scale}

- Materi berguna {#berguna}
- Bahasanya mudah -> jelas {#mudah}

> **Skala:** Tidak setuju | Ragu | Setuju \\| sangat
"""


def scale() -> Question:
    question = question_of(BODY, front="type: survey")
    return question.map_texts(lambda text, inline: Text(text.source, 0, text.source))


def test_statements_and_points_are_read():
    question = scale()
    assert [(s.key, s.text.source) for s in question.statements] == [
        ("berguna", "Materi berguna"),
        ("mudah", "Bahasanya mudah -> jelas"),
    ]
    points = [point.source for point in question.points_of_scale]
    assert points == ["Tidak setuju", "Ragu", "Setuju \\| sangat"]


@pytest.mark.parametrize("front", ["type: quiz", "type: pool", "description: pelajaran"])
def test_elsewhere_than_on_a_survey_page_it_is_refused(front: str):
    assert [code for _, code in codes(read(BODY, front=front)[1])] == ["E221"]


def test_posted_ratings_are_numbers_of_the_scale():
    question = scale()
    useful, easy = (f"rating-{TOKENS.of(key)}" for key in ("berguna", "mudah"))
    assert question.read({useful: ["3"], easy: ["1"]}, TOKENS) == {
        "ratings": {"berguna": 3, "mudah": 1}
    }
    assert question.read({useful: ["4"], easy: ["0"]}, TOKENS) is None
    half = question.read({useful: ["2"], "rating-x": ["1"]}, TOKENS)
    assert half == {"ratings": {"berguna": 2}}
    assert not question.is_complete(half)
    assert question.is_complete({"ratings": {"berguna": 2, "mudah": 3}})


def test_there_is_nothing_to_earn():
    assert scale().grade({"ratings": {"berguna": 3}}).fraction == 0


def test_ratings_are_shown_in_the_files_order():
    shown = scale().present(
        {"ratings": {"mudah": 2, "berguna": 9, "x": 1}},
        tokens=TOKENS,
        order=None,
        show=frozenset(),
    )
    assert shown == {
        "statements": [
            {"token": TOKENS.of("berguna"), "html": "Materi berguna", "rating": None},
            {"token": TOKENS.of("mudah"), "html": "Bahasanya mudah -> jelas", "rating": 2},
        ],
        "points": ["Tidak setuju", "Ragu", "Setuju \\| sangat"],
    }


def test_another_scale_makes_other_ratings():
    other = page_of(BODY.replace("Ragu | ", ""), front="type: survey").questions[0]
    assert grading_hash(other) != grading_hash(page_of(BODY, front="type: survey").questions[0])
