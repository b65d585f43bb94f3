"""Who leaves keeps the history, and may come back."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts.models import Person
from app.db import db
from app.kit.errors import Conflict, Invalid
from app.org import actions, heads, leaving
from app.org.models import Membership, Position, Unit
from app.org.queries import find_placement
from tests.factories.cast import SINCE, create_person

AT = datetime(2026, 8, 20, 2, tzinfo=UTC)
TODAY = date(2026, 8, 20)


def unit(name: str) -> Unit:
    return db.session.scalars(select(Unit).where(Unit.name == name)).one()


@pytest.fixture
def moved(cast):
    """Ana, who has another post since 15 August."""
    actions.give_main_post(
        cast.ana,
        unit=unit("Dishub"),
        position=db.session.scalars(select(Position)).one(),
        employment_type="pns",
        rank=None,
        day=date(2026, 8, 15),
    )
    return cast.ana


def days_of(person: Person) -> list[tuple[date, date | None]]:
    rows = db.session.scalars(
        select(Membership).where(Membership.person_id == person.id).order_by(Membership.valid_from)
    )
    return [(row.valid_from, row.valid_to) for row in rows]


def test_a_last_day_before_the_present_post_began_is_refused(moved) -> None:
    before = days_of(moved)
    with pytest.raises(Invalid, match="begun") as refused:
        leaving.deactivate(moved, last_day=date(2025, 8, 20), today=TODAY, at=AT)
    assert refused.value.params["day"] == date(2026, 8, 15)
    db.session.expire_all()
    assert (days_of(moved), moved.deactivated_at) == (before, None)


def test_the_same_holds_for_a_unit_to_lead_and_a_supervisor_by_hand(cast) -> None:
    heads.set_head(unit("Dishub"), cast.budi, kind="head", day=date(2026, 8, 18))
    with pytest.raises(Invalid, match="begun"):
        leaving.deactivate(cast.budi, last_day=date(2026, 8, 17), today=TODAY, at=AT)
    actions.choose_supervisor(cast.ana, cast.eko, reason="x", by=None, day=date(2026, 8, 19), at=AT)
    with pytest.raises(Invalid, match="begun"):
        leaving.deactivate(cast.eko, last_day=date(2026, 8, 18), today=TODAY, at=AT)


def test_the_form_says_since_when_and_nothing_is_lost(client, cast, moved) -> None:
    db.session.commit()
    before = days_of(moved)
    client.sign_in(cast.citra, language="en")
    answer = client.post(f"/people/{moved.id}/deactivation", data={"day": "2025-08-20"})
    assert answer.status_code == 422
    assert "since 15 August 2026; choose that day or a later one" in answer.text
    assert days_of(moved) == before


def test_the_only_administrator_stays(cast) -> None:
    admin = create_person("fajar", cast.agency, "BKPSDM", "employee", "admin")
    with pytest.raises(Conflict, match="last-admin"):
        leaving.deactivate(admin, last_day=TODAY, today=TODAY, at=AT)
    create_person("gita", cast.agency, "BKPSDM", "employee", "admin")
    assert leaving.deactivate(admin, last_day=TODAY, today=TODAY, at=AT)


def test_an_officer_shuts_no_administrator_out(client, cast) -> None:
    admin = create_person("fajar", cast.agency, "BKPSDM", "employee", "admin")
    create_person("gita", cast.agency, "BKPSDM", "employee", "admin")
    db.session.commit()
    client.sign_in(cast.citra, language="en")
    address = f"/people/{admin.id}"
    assert client.get(f"{address}/deactivation").status_code == 403
    assert client.post(f"{address}/deactivation", data={"day": "2026-08-20"}).status_code == 403
    assert f'"{address}/deactivation"' not in client.get(address).text
    assert f'"/people/{cast.ana.id}/deactivation"' in client.get(f"/people/{cast.ana.id}").text


def test_who_left_by_mistake_is_taken_back_once(client, cast) -> None:
    leaving.deactivate(cast.ana, last_day=TODAY, today=TODAY, at=AT)
    db.session.commit()
    address = f"/people/{cast.ana.id}/reactivation"
    assert client.sign_in(cast.dewi).post(address).status_code == 403
    client.sign_in(cast.citra, language="en")
    assert f'action="{address}"' in client.get(f"/people/{cast.ana.id}").text
    assert client.get(address).status_code == 405
    for _ in range(2):
        assert client.post(address).status_code == 302
    assert db.session.get_one(Person, cast.ana.id, populate_existing=True).deactivated_at is None
    assert client.post("/people/99999/reactivation").status_code == 404


def test_old_sessions_are_not_opened_again(client, cast) -> None:
    accounts.open_session(cast.ana, user_agent="x", at=AT)
    leaving.deactivate(cast.ana, last_day=TODAY, today=TODAY, at=AT)
    leaving.reactivate(cast.ana)
    from app.accounts.queries import find_session_person

    assert find_session_person(cast.ana.session_key, at=AT) is None


def test_posts_after_leaving_are_refused(cast) -> None:
    leaving.deactivate(cast.ana, last_day=TODAY, today=TODAY, at=AT)
    with pytest.raises(Conflict, match=r"post\.left"):
        heads.set_head(unit("Dishub"), cast.ana, kind="head", day=TODAY)
    assert find_placement(cast.ana.id, day=SINCE)
