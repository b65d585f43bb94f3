"""Before and after: learners who are signed in and enrolled, and a look at what was stored."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import Flask, session
from flask_wtf.csrf import generate_csrf

from app.accounts import actions as accounts
from app.accounts.models import Person
from app.config import from_environment
from app.content.questions import Tokens
from app.db import db
from app.factory import create_app
from app.kit import clock
from app.learning import actions as learning
from app.library import queries as library
from app.web.transaction import transaction
from bench.crowd import Paper, Ticket
from tests.journeys.server import Server

COURSE, QUIZ = "ujian", "/courses/ujian/modules/ujian-akhir"
SINCE = date(2024, 1, 1)
# The right answers, from the course's file: the key of the choice, or the number.
RIGHT = {
    **{f"q-{number:02}": "benar" for number in range(1, 17)},
    **{"q-17": "10", "q-18": "5", "q-19": "14", "q-20": "3"},
}


@contextmanager
def inside(server: Server) -> Iterator[Flask]:
    """An application of our own on the server's database."""
    settings = {name: v for name, v in server.environment.items() if name.startswith("LENTERA_")}
    app = create_app(from_environment(settings))
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


def sign_in(server: Server, number: int) -> list[Ticket]:
    with inside(server) as app, transaction():
        people = [_enrolled(f"peserta{n}@lentera.example") for n in range(number)]
    # Outside, for what a request keeps (the token) must not go on to the next.
    return [_ticket(app, person) for person in people]


def _enrolled(email: str) -> Person:
    at = clock.now()
    person = accounts.create_person(name="Peserta", email=email, password=None, at=at)
    accounts.grant_role(person, "employee", day=SINCE)
    version = library.find_live(COURSE)
    if version is None:
        raise RuntimeError("the course was not published")
    learning.enrol(person, version, at=at)
    accounts.open_session(person, user_agent="bench", at=at)
    return person


def _ticket(app: Flask, person: Person) -> Ticket:
    """Without typing a password, which takes 50 ms of CPU."""
    with app.test_request_context("/"):
        session["_user_id"], session["_fresh"] = person.session_key, True
        token = generate_csrf()
        response = app.make_response("")
        app.session_interface.save_session(app, session, response)
    return Ticket(person.id, response.headers["Set-Cookie"].partition(";")[0], token)


def faults(server: Server, papers: Sequence[Paper]) -> list[str]:
    """Whatever of the papers is not in the database as it was sent, or graded otherwise."""
    with inside(server):
        rows = db.session.execute(
            sa.text(
                "SELECT a.person_id, a.secret, a.state, a.score, s.slot, s.seq, s.response, q.ref "
                "FROM attempt a JOIN attempt_question s ON s.attempt_id = a.id "
                "JOIN question_version v ON v.id = s.question_version_id "
                "JOIN question q ON q.id = v.question_id"
            )
        ).all()
    by_person: dict[int, list[sa.Row[Any]]] = {}
    for row in rows:
        by_person.setdefault(row.person_id, []).append(row)
    return [
        f"learner {paper.ticket.person_id}: {fault}"
        for paper in papers
        for fault in _faults(paper, by_person.get(paper.ticket.person_id, []))
    ]


def _faults(paper: Paper, rows: Sequence[sa.Row[Any]]) -> Iterator[str]:
    if paper.failure:
        yield paper.failure
    if len(rows) != len(RIGHT) or len(paper.last) != len(RIGHT):
        yield f"{len(rows)} questions stored, {len(paper.last)} answered, of {len(RIGHT)}"
        return
    right = 0
    for row in rows:
        seq, value = paper.last[row.slot]
        response = json.loads(row.response) if isinstance(row.response, str) else row.response
        stored = _sent_as(response, Tokens(bytes(row.secret), row.slot))
        if (row.seq, stored) != (seq, value):
            yield f"question {row.slot}: sent {seq} {value}, stored {row.seq} {response}"
        right += RIGHT[row.ref] in (response or {}).values()
    if (rows[0].state, float(rows[0].score or 0)) != ("graded", right):
        yield f"{rows[0].state} with {rows[0].score}, {right} answers are right"


def _sent_as(response: dict[str, str] | None, tokens: Tokens) -> str:
    if not response:
        return ""
    return tokens.of(response["choice"]) if "choice" in response else response["text"]
