"""How many statements a page sends to the database, counted inside the process."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask import Flask

from app.config import from_environment
from app.db import db
from app.factory import create_app
from bench.load import Candidate
from tests.journeys.server import Server

# The rounds come after it: answers with higher numbers.
TURN = 0


def count_statements(server: Server, candidates: Sequence[Candidate]) -> dict[str, int]:
    """Candidate's name → SELECT, INSERT, … of one request; beginning and ending do not count."""
    settings = {name: v for name, v in server.environment.items() if name.startswith("LENTERA_")}
    app = create_app(from_environment(settings))
    with app.app_context():
        engine = db.engine
    found = {candidate.name: _count(app, engine, candidate) for candidate in candidates}
    engine.dispose()
    return found


def _count(app: Flask, engine: sa.Engine, candidate: Candidate) -> int:
    made: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            made.append(statement)

    client = app.test_client(use_cookies=False)
    request = next(candidate.content.requests(0, TURN))
    sa.event.listen(engine, "before_cursor_execute", note)
    answer = client.open(
        request.path, method=request.method, headers=request.headers, data=request.body
    )
    sa.event.remove(engine, "before_cursor_execute", note)
    if answer.status_code != 200 or candidate.marker not in answer.data:
        raise AssertionError(f"{candidate.name}: {answer.status}")
    return len(made)
