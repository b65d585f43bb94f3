"""Pages of errors, also where what a page usually asks for cannot be had."""

import pytest
import sqlalchemy as sa

from app.db import db


@pytest.fixture
def away(base_app, monkeypatch):
    """Call it, and the database answers nothing more."""
    bind = db.session.get_bind()

    def refuse(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            raise sa.exc.OperationalError(statement, {}, Exception("gone away"))

    monkeypatch.setitem(base_app.config, "PROPAGATE_EXCEPTIONS", False)
    yield lambda: sa.event.listen(bind, "before_cursor_execute", refuse)
    sa.event.remove(bind, "before_cursor_execute", refuse)


@pytest.mark.parametrize("address", ["/", "/sign-in", "/nowhere"])
def test_who_is_signed_in_gets_a_page_while_the_database_is_away(
    client, cast, away, address
) -> None:
    client.sign_in(cast.ana, language="en")
    db.session.commit()
    away()
    answer = client.get(address)
    assert answer.status_code == 500
    assert "<h1>Something went wrong on our side" in answer.text


def test_it_may_go_away_after_the_reader_was_found(
    base_app, client, cast, away, monkeypatch
) -> None:
    def fail() -> str:
        away()
        db.session.execute(sa.text("SELECT 1"))
        return ""

    client.sign_in(cast.ana, language="en")
    monkeypatch.setitem(base_app.view_functions, "accounts.profile", fail)
    answer = client.get("/profile")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text


def test_an_error_page_knows_who_reads_it_otherwise(client, cast) -> None:
    assert cast.ana.name in client.sign_in(cast.ana).get("/nowhere").text
