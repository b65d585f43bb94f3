"""The second factor in two tabs at once: what one has changed, the other finds."""

import pytest
from sqlalchemy import func, select

from app.accounts.models import SecondFactor
from app.audit.models import AuditEntry
from app.db import db
from tests.factories.cast import AT, create_person

PASSWORD = "kuda-baterai-stapler"
PAGE = "/profile/second-factor"
STEPS = ("", "/removal", "/recovery-codes", "/confirmation")


@pytest.fixture
def ana(client):
    person = create_person("ana", None, "", "employee", password=PASSWORD)
    client.sign_in(person, language="en")
    return person


def give_factor(person, *, is_confirmed: bool) -> None:
    confirmed = AT if is_confirmed else None
    factor = SecondFactor(
        person_id=person.id, salt=b"s" * 16, created_at=AT, confirmed_at=confirmed
    )
    db.session.add(factor)
    db.session.commit()


def count(action: str) -> int:
    return db.session.scalar(select(func.count()).where(AuditEntry.action == action))


@pytest.mark.parametrize("state", ["none", "waiting", "in use"])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("fields", [{}, {"current": "salah"}, {"code": "x"}])
def test_every_form_is_answered_in_every_state(client, ana, state, step, fields) -> None:
    if state != "none":
        give_factor(ana, is_confirmed=state == "in use")
    assert client.post(PAGE + step, data=fields).status_code in (302, 422)


@pytest.mark.parametrize("state", ["waiting", "in use"])
def test_beginning_twice_leads_to_what_there_is(client, ana, state) -> None:
    give_factor(ana, is_confirmed=state == "in use")
    assert client.post(PAGE, data={"current": PASSWORD}).location == PAGE
    assert db.session.get_one(SecondFactor, ana.id).salt == b"s" * 16


def test_what_is_gone_is_not_recorded_as_removed_again(client, ana) -> None:
    give_factor(ana, is_confirmed=True)
    for _ in range(2):
        assert client.post(f"{PAGE}/removal", data={"current": PASSWORD}).location == PAGE
    assert count("second-factor.removed") == 1


def test_an_officer_who_clicks_twice_is_recorded_once(app, client, ana) -> None:
    give_factor(ana, is_confirmed=True)
    citra = create_person("citra", None, "", "employee", "officer", password=PASSWORD)
    client.sign_in(citra)
    for _ in range(2):
        client.post(f"/people/{ana.id}/second-factor/removal", data={"current": PASSWORD})
    assert count("second-factor.removed") == 1
