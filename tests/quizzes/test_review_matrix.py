"""Each moment of a quiz shows what its row says, and no other part of the review."""

import re

import pytest
from sqlalchemy import select

from app.content.questions import Tokens
from app.db import db
from app.quizzes.models import Attempt
from tests.factories.courses import publish, write_course

PARTS = ("correctness", "points", "feedback", "explanation", "key")
ROWS = (*(("answer", part) for part in PARTS), ("answer",), ("points",), ())
# The second answer is wrong: 3 of 4 points.
SETTINGS = {
    "during": "behaviour: immediate\npass-mark: 90%\nattempts: 3",
    "after-submit": "pass-mark: 90%\nattempts: 3",
    "after-pass": "pass-mark: 60%\nattempts: 3",
    "after-last": "pass-mark: 90%\nattempts: 1",
}
QUESTION = """
## Soal {ref} {{#q-{ref} points={points}}}

- (x) Benar {{#a}}
  > umpanbalik-a-{ref}
- ( ) Keliru {{#b}}
  > umpanbalik-b-{ref}

> **Salah:** umumsalah-{ref}

> **Pembahasan:** pembahasan-{ref}
"""
EVIDENCE = {
    "answer": r"checked\s+disabled",
    "correctness": r'<p class="outcome">\s*<span class="verdict',
    "points": r"0 of 1 points",
    "feedback": r"umumsalah",
    "explanation": r"pembahasan",
    "key": r"is-missed",
}


def quiz(number: int, moment: str, row: tuple[str, ...]) -> str:
    rows = {name: (row if name == moment else ()) for name in SETTINGS}
    review = "".join(f"  {name}: [{', '.join(shown)}]\n" for name, shown in rows.items())
    front = (
        f"id: k{number}\ntitle: Kuis {number}\ntype: quiz\n{SETTINGS[moment]}\nreview:\n{review}"
    )
    questions = [QUESTION.format(ref=f"{number}-{n}", points=p) for n, p in ((1, 3), (2, 1))]
    return f"---\n{front}---\n{''.join(questions)}"


def found(page: str) -> set[str]:
    return {part for part, pattern in EVIDENCE.items() if re.search(pattern, page)}


@pytest.fixture
def see(client, cast, tmp_path):
    """The page on which a moment's row is due, of each quiz in turn."""

    def pages(moment, rows):
        files = {f"modules/{n:02}-k.md": quiz(n, moment, row) for n, row in enumerate(rows)}
        publish(write_course(tmp_path / "tinjauan", files))
        client.sign_in(cast.ana, language="en")
        client.post("/courses/tinjauan/enrolment")
        return [look(n, moment) for n in range(len(rows))]

    def look(number, moment):
        client.post(f"/courses/tinjauan/modules/k{number}/attempts")
        attempt = db.session.scalars(select(Attempt).order_by(Attempt.id.desc())).first()
        fields = answered(attempt, 1, "a") | answered(attempt, 2, "b")
        if moment == "during":
            client.post(f"/attempts/{attempt.id}/questions/2/check", data=fields)
        else:
            client.post(f"/attempts/{attempt.id}/answers", data=fields)
            client.post(f"/attempts/{attempt.id}/submission")
        return client.get(f"/attempts/{attempt.id}").text

    return pages


def answered(attempt, slot, key):
    return {f"q{slot}-choice": Tokens(attempt.secret, slot).of(key), f"q{slot}-seq": "1"}


@pytest.mark.parametrize("moment", ["after-submit", "after-pass", "after-last"])
def test_a_moment_shows_the_parts_of_its_row_and_no_other(see, moment) -> None:
    for row, page in zip(ROWS, see(moment, ROWS), strict=True):
        assert found(page) == set(row), (moment, row)
        # Of the answers' own feedback never that of a choice that was not taken.
        assert ("umpanbalik-b" in page) == (row == ("answer", "feedback"))


def test_during_the_attempt_a_checked_answer_shows_its_row(see) -> None:
    rows = ROWS[: len(PARTS)]
    for row, page in zip(rows, see("during", rows), strict=True):
        assert found(page) == set(row), row
        # The other question was answered and not checked: nothing of it is told.
        assert not re.search(r"(umum|bahas|balik)\S*-1\b", page)
