"""What lies ahead is shown as such, and can be taken back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from app.db import db
from app.kit import clock
from app.kit.errors import Conflict, Invalid
from app.org import actions, heads, units
from app.org.models import ChosenSupervisor, FormerUnit, Membership, Position, Unit, UnitHead
from app.org.queries import local_day
from tests.factories.cast import SINCE


@pytest.fixture
def today(cast) -> date:
    return local_day(cast.citra, at=clock.now())


@pytest.fixture
def dishub(cast) -> Unit:
    return db.session.scalars(select(Unit).where(Unit.name == "Dishub")).one()


def give(person, unit, day):
    position = db.session.scalars(select(Position)).one()
    return actions.give_main_post(
        person, unit=unit, position=position, employment_type="pns", rank="III/b", day=day
    )


def test_todays_post_is_shown_as_todays_and_tomorrows_as_planned(
    client, cast, today, dishub
) -> None:
    give(cast.ana, dishub, today + timedelta(days=1))
    db.session.commit()
    page = client.sign_in(cast.citra, language="en").get(f"/people/{cast.ana.id}").text
    data, posts = page.split('id="posts"')
    assert "Disdukcapil" in data
    assert "Dishub" not in data
    assert "/cancellation" in posts


def test_a_planned_post_is_taken_back_and_the_one_before_goes_on(
    client, cast, today, dishub
) -> None:
    planned = give(cast.ana, dishub, today + timedelta(days=3))
    db.session.commit()
    address = f"/people/{cast.ana.id}/posts/{planned.id}/cancellation"
    assert client.sign_in(cast.dewi).post(address).status_code == 403
    client.sign_in(cast.citra)
    assert client.get(address).status_code == 405
    assert client.post(f"/people/{cast.dewi.id}/posts/{planned.id}/cancellation").status_code == 404
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 404
    rows = db.session.scalars(select(Membership).where(Membership.person_id == cast.ana.id)).all()
    assert [(row.valid_from, row.valid_to) for row in rows] == [(SINCE, None)]


def test_what_has_begun_is_not_taken_back(client, cast, today, dishub) -> None:
    post = give(cast.ana, dishub, today)
    db.session.commit()
    client.sign_in(cast.citra).post(f"/people/{cast.ana.id}/posts/{post.id}/cancellation")
    assert db.session.get(Membership, post.id)


def test_a_planned_supervisor_is_taken_back(client, cast, today) -> None:
    chosen = actions.choose_supervisor(
        cast.ana,
        cast.eko,
        reason="x",
        by=cast.citra,
        day=today + timedelta(days=2),
        at=clock.now(),
    )
    db.session.commit()
    client.sign_in(cast.citra)
    # Somebody else from today on would tear a hole into the plan.
    answer = client.post(f"/people/{cast.ana.id}/supervisor/withdrawal")
    assert answer.status_code == 422
    address = f"/people/{cast.ana.id}/supervisors/{chosen.id}/cancellation"
    assert client.post(address).status_code == 302
    rows = db.session.scalars(
        select(ChosenSupervisor).where(ChosenSupervisor.person_id == cast.ana.id)
    ).all()
    assert [(row.supervisor_id, row.valid_to) for row in rows] == [(cast.budi.id, None)]


def test_of_days_ahead_the_form_says_that_something_is_planned(client, cast, today, dishub) -> None:
    give(cast.ana, dishub, today + timedelta(days=3))
    db.session.commit()
    client.sign_in(cast.citra, language="en")
    unit = db.session.scalars(select(Unit.id).where(Unit.name == "BKPSDM")).one()
    fields = {"unit": unit, "position": "Analis", "employment_type": "pns", "day": str(today)}
    answer = client.post(f"/people/{cast.ana.id}/post", data=fields)
    assert answer.status_code == 422
    assert "Something else is planned from" in answer.text


def test_a_planned_head_is_taken_back_and_the_one_before_goes_on(
    client, cast, today, dishub
) -> None:
    heads.set_head(dishub, cast.budi, kind="head", day=SINCE)
    planned = heads.set_head(dishub, cast.eko, kind="head", day=today + timedelta(days=5))
    db.session.commit()
    client.sign_in(cast.citra)
    address = f"/units/{dishub.id}/heads/{planned.id}/cancellation"
    assert address in client.get(f"/units/{dishub.id}").text
    assert client.post(address).status_code == 302
    rows = db.session.scalars(select(UnitHead)).all()
    assert [(row.person_id, row.valid_to) for row in rows] == [(cast.budi.id, None)]


def test_an_acting_head_with_an_end_can_be_ended_before(client, cast, today, dishub) -> None:
    last = today + timedelta(days=30)
    head = heads.set_head(dishub, cast.budi, kind="acting", day=SINCE, until=last)
    db.session.commit()
    client.sign_in(cast.citra, language="en")
    address = f"/units/{dishub.id}/heads/{head.id}/ending"
    assert f'href="{address}"' in client.get(f"/units/{dishub.id}").text
    later = client.post(address, data={"day": str(last)}, follow_redirects=True)
    assert "It already ends on" in later.text
    assert client.post(address, data={"day": str(today)}).status_code == 302
    assert db.session.get_one(UnitHead, head.id, populate_existing=True).valid_to == today


def test_two_acting_heads_overlap_neither_before_nor_after(cast, dishub) -> None:
    june, july = date(2026, 6, 1), date(2026, 7, 1)
    heads.set_head(dishub, cast.budi, kind="acting", day=july, until=date(2026, 7, 31))
    with pytest.raises(Conflict):
        heads.set_head(dishub, cast.eko, kind="acting", day=june, until=july)
    assert heads.set_head(dishub, cast.eko, kind="acting", day=june, until=date(2026, 6, 30))


@pytest.fixture
def closing(cast) -> Unit:
    unit = units.create(cast.agency, code="X", name="Satu", parent=None, day=date(2025, 1, 1))
    heads.set_head(unit, cast.budi, kind="head", day=date(2026, 9, 1))
    units.close(unit, day=date(2026, 6, 30))
    return unit


def test_heads_that_would_begin_after_the_last_day_never_do(closing) -> None:
    assert db.session.scalars(select(UnitHead).where(UnitHead.unit_id == closing.id)).all() == []


def test_a_unit_that_ends_takes_in_only_what_ends_with_it(cast, closing) -> None:
    with pytest.raises(Invalid, match=r"unit\.closed"):
        give(cast.ana, closing, date(2026, 6, 30))
    position = db.session.scalars(select(Position)).one()
    values = {"unit": closing, "position": position, "kind": "second", "day": date(2026, 6, 1)}
    with pytest.raises(Invalid, match=r"unit\.closed"):
        actions.give_other_post(cast.ana, **values, until=date(2026, 7, 1))
    assert actions.give_other_post(cast.ana, **values, until=date(2026, 6, 30))


def test_no_unit_is_placed_below_one_that_ends(cast, dishub, closing) -> None:
    with pytest.raises(Invalid, match=r"unit\.closed"):
        units.move(dishub, parent=closing, day=date(2026, 6, 1))
    with pytest.raises(Invalid, match=r"unit\.closed"):
        units.create(cast.agency, code="Y", name="Dua", parent=closing, day=date(2026, 6, 1))


def test_nothing_begins_before_its_unit(cast, dishub) -> None:
    young = units.create(cast.agency, code="X", name="Satu", parent=None, day=date(2026, 6, 1))
    early = date(2026, 5, 31)
    with pytest.raises(Invalid, match=r"unit\.later"):
        give(cast.ana, young, early)
    with pytest.raises(Invalid, match=r"unit\.later"):
        heads.set_head(young, cast.budi, kind="head", day=early)
    with pytest.raises(Invalid, match=r"unit\.later"):
        units.move(dishub, parent=young, day=early)
    # Under its former name it was there.
    units.rename(young, name="Tiga", day=date(2026, 8, 1))
    assert give(cast.ana, young, date(2026, 6, 1))


def test_a_change_builds_on_what_another_officer_has_just_stored(cast, dishub) -> None:
    """The unit was read before the agency was locked."""
    day = date(2026, 6, 1)
    db.session.execute(
        update(Unit)
        .where(Unit.id == dishub.id)
        .values(name="Dinas Perhubungan", valid_from=day)
        .execution_options(synchronize_session=False)
    )
    units.rename(dishub, name="Dishub Kota", day=date(2026, 7, 1))
    before = db.session.scalars(select(FormerUnit).where(FormerUnit.unit_id == dishub.id)).one()
    assert (before.name, before.valid_from) == ("Dinas Perhubungan", day)
