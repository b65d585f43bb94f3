"""One commit per unsafe request; an error answer leaves nothing behind."""

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.db import db


@pytest.mark.parametrize(
    ("status", "is_kept"), [(200, True), (302, True), (422, False), (409, False)]
)
def test_the_answers_status_decides(base_app, client, cast, monkeypatch, status, is_kept) -> None:
    def answer() -> tuple[str, int]:
        db.session.get_one(Person, cast.ana.id).name = "Diubah"
        db.session.flush()
        return "", status

    person_id = cast.ana.id
    monkeypatch.setitem(base_app.view_functions, "accounts.update_language", answer)
    client.post("/language")
    name = db.session.scalar(select(Person.name).where(Person.id == person_id))
    assert (name == "Diubah") is is_kept


def test_an_exception_leaves_nothing_and_still_gets_a_page(
    base_app, client, cast, monkeypatch
) -> None:
    def fail() -> str:
        db.session.get_one(Person, cast.ana.id).email = cast.budi.email
        db.session.flush()  # breaks the unique constraint
        return ""

    person_id = cast.ana.id
    client.sign_in(cast.ana)
    monkeypatch.setitem(base_app.view_functions, "accounts.update_language", fail)
    monkeypatch.setitem(base_app.config, "PROPAGATE_EXCEPTIONS", False)
    answer = client.post("/language")
    assert answer.status_code == 500
    assert "Ada gangguan di pihak kami" in answer.text
    email = db.session.scalar(select(Person.email).where(Person.id == person_id))
    assert email == "ana@lentera.example"
