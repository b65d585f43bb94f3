"""What lies ahead is shown as such, and can be taken back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from app.accounts import roles
from app.db import db
from app.kit import clock
from app.kit.errors import Conflict, Invalid
from app.org import actions, heads, units
from app.org.models import ChosenSupervisor, FormerUnit, Membership, Position, Unit, UnitHead
from app.org.queries import local_day
from tests.factories.cast import SINCE, create_person


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


def test_a_plan_whose_end_would_close_a_ring_is_not_taken_back(client, cast, today) -> None:
    """Budi supervises Ana until Eko does; from then on Ana supervises Budi."""
    then = today + timedelta(days=5)

    def set_by_hand(person, supervisor) -> ChosenSupervisor:
        return actions.choose_supervisor(
            person, supervisor, reason="x", by=cast.citra, day=then, at=clock.now()
        )

    plan = set_by_hand(cast.ana, cast.eko)
    ring = set_by_hand(cast.budi, cast.ana)
    db.session.commit()
    client.sign_in(cast.citra, language="en")
    address = f"/people/{cast.ana.id}/supervisors/{plan.id}/cancellation"
    page = client.post(address, follow_redirects=True).text
    assert "By hand, Budi already stands below Ana at that time" in page
    rows = select(ChosenSupervisor).where(ChosenSupervisor.person_id == cast.ana.id)
    held = [(row.supervisor_id, row.valid_to) for row in db.session.scalars(rows)]
    assert sorted(held, key=str) == sorted(
        [(cast.budi.id, then - timedelta(days=1)), (cast.eko.id, None)], key=str
    )
    client.post(f"/people/{cast.budi.id}/supervisors/{ring.id}/cancellation")
    client.post(address)
    assert [(row.supervisor_id, row.valid_to) for row in db.session.scalars(rows)] == [
        (cast.budi.id, None)
    ]


@pytest.fixture
def unit_officer(cast):
    """Gita looks after Ana's unit alone."""
    gita = create_person("gita", cast.agency, "BKPSDM", "employee")
    unit = db.session.scalars(select(Unit).where(Unit.name == "Disdukcapil")).one()
    roles.give(gita, roles.Wanted("officer", SINCE, unit_id=unit.id), by_id=None)
    db.session.commit()
    return gita


def test_posts_elsewhere_of_somebody_within_reach_are_not_ended_or_taken_back(
    client, cast, today, dishub, unit_officer
) -> None:
    moved = give(cast.ana, dishub, today + timedelta(days=9)).id
    here = db.session.scalars(select(Unit).where(Unit.name == "Disdukcapil")).one()
    archivist = Position(agency_id=cast.agency.id, title="Arsiparis")
    db.session.add(archivist)
    db.session.flush()

    def second(unit, day) -> int:
        return actions.give_other_post(
            cast.ana, unit=unit, position=archivist, kind="second", day=day, until=None
        ).id

    running, planned = second(dishub, SINCE), second(here, today + timedelta(days=3))
    db.session.commit()
    person = f"/people/{cast.ana.id}"
    page = client.sign_in(unit_officer, language="en").get(person).text
    assert "Dishub" in page
    elsewhere = f"{person}/posts/{running}/ending"
    assert elsewhere not in page
    assert client.get(elsewhere).status_code == 404
    assert client.post(elsewhere, data={"day": today.isoformat()}).status_code == 404
    assert f"{person}/posts/{moved}/cancellation" not in page
    assert client.post(f"{person}/posts/{moved}/cancellation").status_code == 404
    own = f"{person}/posts/{planned}/cancellation"
    assert own in page
    assert client.post(own).status_code == 302
    assert db.session.get(Membership, planned) is None


def test_an_officer_of_the_unit_ends_a_post_in_their_own_unit(
    client, cast, today, unit_officer
) -> None:
    here = db.session.scalars(select(Unit).where(Unit.name == "Disdukcapil")).one()
    archivist = Position(agency_id=cast.agency.id, title="Arsiparis")
    db.session.add(archivist)
    db.session.flush()
    post = actions.give_other_post(
        cast.ana, unit=here, position=archivist, kind="second", day=SINCE, until=None
    )
    db.session.commit()
    address = f"/people/{cast.ana.id}/posts/{post.id}/ending"
    client.sign_in(unit_officer)
    assert address in client.get(f"/people/{cast.ana.id}").text
    assert client.get(address).status_code == 200
    assert client.post(address, data={"day": today.isoformat()}).status_code == 302
    assert db.session.get_one(Membership, post.id, populate_existing=True).valid_to == today


@pytest.mark.parametrize("days", [9, 12])
def test_a_new_main_post_does_not_do_away_with_one_planned_elsewhere(
    client, cast, today, dishub, unit_officer, days
) -> None:
    """On its very day it would be a slip, later its end."""
    planned = give(cast.ana, dishub, today + timedelta(days=9)).id
    here = db.session.scalars(select(Unit.id).where(Unit.name == "Disdukcapil")).one()
    db.session.commit()
    fields = {
        "unit": here,
        "position": "Analis",
        "employment_type": "pns",
        "day": today + timedelta(days=days),
    }
    address = f"/people/{cast.ana.id}/post"
    answer = client.sign_in(unit_officer, language="en").post(address, data=fields)
    assert answer.status_code == 422
    assert "in a unit that you do not look after" in answer.text
    db.session.expire_all()
    assert db.session.get_one(Membership, planned).valid_to is None
    assert client.sign_in(cast.citra).post(address, data=fields).status_code == 302


def test_a_plan_is_not_taken_back_where_the_unit_before_is_closed(
    client, cast, today, dishub
) -> None:
    """The post before would go on in it."""
    old = units.create(cast.agency, code="X", name="Satu", parent=None, day=date(2025, 1, 1))
    give(cast.ana, old, date(2025, 2, 1))
    planned = give(cast.ana, dishub, today + timedelta(days=5)).id
    units.close(old, day=today + timedelta(days=4))
    db.session.commit()
    client.sign_in(cast.citra, language="en")
    address = f"/people/{cast.ana.id}/posts/{planned}/cancellation"
    page = client.post(address, follow_redirects=True).text
    assert "“Satu” was closed on" in page
    posts = select(Membership.valid_to).where(Membership.person_id == cast.ana.id)
    open_ends = db.session.scalars(posts.where(Membership.valid_to.is_(None))).all()
    assert (len(open_ends), bool(db.session.get(Membership, planned))) == (1, True)


def test_a_plan_is_not_taken_back_where_the_supervisor_before_has_left(client, cast, today) -> None:
    plan = actions.choose_supervisor(
        cast.ana,
        cast.eko,
        reason="x",
        by=cast.citra,
        day=today + timedelta(days=5),
        at=clock.now(),
    )
    cast.budi.deactivated_at = clock.now()
    db.session.commit()
    client.sign_in(cast.citra, language="en")
    address = f"/people/{cast.ana.id}/supervisors/{plan.id}/cancellation"
    page = client.post(address, follow_redirects=True).text
    assert "The account of Budi is deactivated" in page
    assert db.session.get(ChosenSupervisor, plan.id, populate_existing=True)
