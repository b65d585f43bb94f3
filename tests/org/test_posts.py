"""Posts and supervisors by hand, with their days."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from app.db import db
from app.kit.errors import Conflict, Invalid
from app.org import actions, heads, leaving, units
from app.org.models import Membership, Position, Unit
from app.org.queries import find_placement, supervisor_of, team_of

DAY, BEFORE = date(2026, 6, 1), date(2026, 5, 31)
AT = datetime(2026, 6, 1, 2, tzinfo=UTC)


def unit(name):
    return db.session.scalars(select(Unit).where(Unit.name == name)).one()


@pytest.fixture
def analyst(cast):
    return db.session.scalars(select(Position).where(Position.title == "Analis")).one()


def move(person, name, position, day):
    return actions.give_main_post(
        person, unit=unit(name), position=position, employment_type="pns", rank=None, day=day
    )


def test_a_moved_person_was_where_they_were(cast, analyst) -> None:
    move(cast.ana, "Dishub", analyst, DAY)
    assert find_placement(cast.ana.id, day=BEFORE).unit == "Disdukcapil"
    assert find_placement(cast.ana.id, day=DAY).unit == "Dishub"


def test_the_same_move_again_is_refused_and_changes_nothing(cast, analyst) -> None:
    move(cast.ana, "Dishub", analyst, DAY)
    with pytest.raises(Conflict, match=r"post\.same"):
        move(cast.ana, "Dishub", analyst, DAY)
    count = select(func.count()).where(Membership.person_id == cast.ana.id)
    assert db.session.scalar(count) == 2


def test_nobody_moves_before_their_post_began(cast, analyst) -> None:
    with pytest.raises(Conflict, match=r"period\.later"):
        move(cast.ana, "Dishub", analyst, date(2023, 12, 31))


def test_nobody_moves_into_a_closed_unit(cast, analyst) -> None:
    closed = units.create(cast.agency, code="X", name="Satu", parent=None, day=date(2025, 1, 1))
    units.close(closed, day=BEFORE)
    with pytest.raises(Invalid, match=r"unit\.closed"):
        move(cast.ana, "Satu", analyst, DAY)


def test_acting_leaves_the_main_post_as_it_is(cast, analyst) -> None:
    post = actions.give_other_post(
        cast.ana, unit=unit("Dishub"), position=analyst, kind="acting", day=DAY, until=None
    )
    assert find_placement(cast.ana.id, day=DAY).unit == "Disdukcapil"
    assert actions.end_post(post, day=date(2026, 6, 30), by_id=cast.citra.id)
    assert post.valid_to == date(2026, 6, 30)


def test_the_same_post_is_not_held_twice_at_a_time(cast, analyst) -> None:
    values = {"unit": unit("Dishub"), "position": analyst, "kind": "second"}
    june = {"day": DAY, "until": date(2026, 6, 30)}
    actions.give_other_post(cast.ana, **values, **june)
    with pytest.raises(Conflict, match=r"post\.same-time"):
        actions.give_other_post(cast.ana, **values, day=date(2026, 6, 30), until=None)
    assert actions.give_other_post(cast.ana, **values, day=date(2026, 7, 1), until=None)


def test_a_supervisor_by_hand_counts_from_their_day(cast) -> None:
    actions.choose_supervisor(cast.ana, cast.eko, reason="Magang", by=cast.citra, day=DAY, at=AT)
    assert supervisor_of(cast.ana.id, day=BEFORE).person == cast.budi
    now = supervisor_of(cast.ana.id, day=DAY)
    assert (now.person, now.set_by, now.chosen.reason) == (cast.eko, "Citra", "Magang")
    assert [one.name for one, _, _ in team_of(cast.budi.id, day=BEFORE)] == ["Ana"]
    assert team_of(cast.budi.id, day=DAY) == []


def test_without_a_hand_the_tree_decides_again(cast) -> None:
    assert actions.unchoose_supervisor(cast.ana, day=DAY, by_id=cast.citra.id)
    assert not actions.unchoose_supervisor(cast.ana, day=DAY, by_id=cast.citra.id)
    assert supervisor_of(cast.ana.id, day=BEFORE).person == cast.budi
    assert supervisor_of(cast.ana.id, day=DAY) is None


def test_nobody_supervises_themselves(cast) -> None:
    with pytest.raises(Invalid, match="own-supervisor"):
        actions.choose_supervisor(cast.ana, cast.ana, reason="", by=None, day=DAY, at=AT)


def test_who_leaves_leads_and_supervises_no_more(cast) -> None:
    heads.set_head(unit("Disdukcapil"), cast.budi, kind="head", day=date(2024, 1, 1))
    assert leaving.deactivate(cast.budi, last_day=BEFORE, today=DAY, at=AT)
    assert not leaving.deactivate(cast.budi, last_day=BEFORE, today=DAY, at=AT)
    assert find_placement(cast.budi.id, day=BEFORE)
    assert find_placement(cast.budi.id, day=DAY) is None
    assert supervisor_of(cast.ana.id, day=BEFORE).person == cast.budi
    assert supervisor_of(cast.ana.id, day=DAY) is None


def test_what_was_planned_for_who_leaves_never_begins(cast, analyst) -> None:
    actions.give_other_post(
        cast.ana, unit=unit("Dishub"), position=analyst, kind="second", day=DAY, until=None
    )
    leaving.deactivate(cast.ana, last_day=BEFORE, today=BEFORE, at=AT)
    rows = db.session.scalars(select(Membership).where(Membership.person_id == cast.ana.id))
    assert [(row.kind, row.valid_to) for row in rows] == [("main", BEFORE)]
