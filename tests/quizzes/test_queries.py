"""How many queries the pages of an attempt make, and which index serves the clock."""

import pytest

from app.db import db
from app.kit import clock
from app.learning import actions as learning
from app.learning import queries as courses
from app.library import queries as library
from app.quizzes import actions, queries
from app.quizzes.models import AttemptTerms
from tests.factories.courses import publish, write_course
from tests.factories.plans import plan_of


def quiz_of(count: int, *front: str) -> str:
    lines = "".join(f"{line}\n" for line in front)
    questions = "".join(f"## Soal {n} {{#q-{n}}}\n\n- = {n}\n\n" for n in range(1, count + 1))
    return f"---\nid: kuis\ntitle: Kuis\ntype: quiz\n{lines}---\n\n{questions}"


@pytest.fixture
def attempt_of(cast, tmp_path):
    def start(count: int, *front: str):
        files = {"modules/kuis.md": quiz_of(count, *front)}
        publish(write_course(tmp_path / f"kuis-{count}", files))
        version = library.find_live(f"kuis-{count}")
        learning.enrol(cast.ana, version, at=clock.now())
        module = courses.find_module(f"kuis-{count}", "kuis", person_id=cast.ana.id).module
        attempt = actions.start(
            person_id=cast.ana.id,
            quiz=module,
            course_version_id=version.id,
            terms=AttemptTerms(attempts=3),
            at=clock.now(),
        )
        fields = {n: {"text": [str(n)], "seq": ["1"]} for n in range(1, count + 1)}
        actions.save_answers(attempt.id, person_id=cast.ana.id, fields=fields, at=clock.now())
        db.session.commit()
        return attempt

    return start


@pytest.mark.parametrize("page", ["", "/summary"])
def test_a_running_attempt_costs_the_same_with_three_questions_and_with_thirty(
    client, cast, attempt_of, count_queries, page
) -> None:
    client.sign_in(cast.ana)
    made = []
    for attempt in (attempt_of(3), attempt_of(30, "per-page: 5")):
        url = f"/attempts/{attempt.id}{page}"
        with count_queries() as seen:
            assert client.get(url).status_code == 200
        made.append(len(seen))
    # The session, the attempt, the list of questions, and those of the page.
    assert made[0] == made[1] <= 4


def test_a_result_costs_the_same_with_three_questions_and_with_thirty(
    client, cast, attempt_of, count_queries
) -> None:
    client.sign_in(cast.ana)
    made = []
    for attempt in (attempt_of(3), attempt_of(30)):
        actions.submit(attempt, at=clock.now())
        db.session.commit()
        url = f"/attempts/{attempt.id}"
        with count_queries() as seen:
            assert client.get(url).status_code == 200
        made.append(len(seen))
    # The session, the attempt, all attempts at the quiz, what was changed in this one, the answers,
    # points given by people.
    assert made[0] == made[1] <= 6


def test_a_page_of_questions_holds_no_other(client, cast, attempt_of) -> None:
    attempt = attempt_of(30, "per-page: 5")
    page = client.sign_in(cast.ana).get(f"/attempts/{attempt.id}?page=2").text
    shown = [n for n in range(1, 31) if f'id="q{n}"' in page]
    assert shown == [6, 7, 8, 9, 10]


def test_the_clock_finds_what_is_due_by_an_index(app) -> None:
    assert "ix_attempt_deadline" in plan_of(queries.due(at=clock.now()))
