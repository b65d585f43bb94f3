"""Pages of errors, also where what a page usually asks for cannot be had."""

import pytest
import sqlalchemy as sa

from app.db import db
from app.records.models import YearlyTarget


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


def test_what_is_not_possible_leads_back_to_the_page_it_was_asked_on(client, cast) -> None:
    client.sign_in(cast.citra, language="en")
    target = db.session.scalars(sa.select(YearlyTarget)).first()
    address = f"/jp-targets/{target.id}/withdrawal"
    came_from = {"Referer": "http://localhost/jp-targets?type=pns"}
    answer = client.post(address, headers=came_from)
    assert answer.status_code == 409
    assert 'href="/jp-targets?type=pns"><span>Back to where you were' in answer.text
    for elsewhere in ("http://localhost/no-such-page", f"http://localhost{address}"):
        answer = client.post(address, headers={"Referer": elsewhere})
        assert 'href="/"><span>Back to the start page' in answer.text
