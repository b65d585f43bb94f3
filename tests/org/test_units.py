"""Changing the tree keeps what was before."""

from datetime import date

import pytest

from app.db import db
from app.kit.errors import Conflict, Invalid
from app.org import heads, units
from app.org.models import FormerUnit, Unit
from app.org.queries import find_placement, supervisor_of
from app.org.tree import read_tree

DAY = date(2026, 6, 1)
BEFORE, AFTER = date(2026, 5, 31), date(2026, 6, 2)


@pytest.fixture
def dishub(cast):
    return db.session.scalars(db.select(Unit).where(Unit.name == "Dishub")).one()


@pytest.fixture
def disdukcapil(cast):
    return db.session.scalars(db.select(Unit).where(Unit.name == "Disdukcapil")).one()


def test_a_new_name_holds_from_its_day_and_the_old_one_before(cast, dishub) -> None:
    assert units.rename(dishub, name="Dinas Perhubungan", day=DAY)
    assert find_placement(cast.dewi.id, day=BEFORE).unit == "Dishub"
    assert find_placement(cast.dewi.id, day=DAY).unit == "Dinas Perhubungan"
    assert read_tree(BEFORE).name_of(dishub.id) == "Dishub"
    assert read_tree(DAY).name_of(dishub.id) == "Dinas Perhubungan"


def test_a_moved_unit_stands_where_it_stood_on_each_day(cast, dishub, disdukcapil) -> None:
    heads.set_head(disdukcapil, cast.budi, kind="head", day=date(2024, 1, 1))
    assert units.move(dishub, parent=disdukcapil, day=DAY)
    assert [one.name for one in read_tree(BEFORE).path(dishub.id)] == ["Dishub"]
    assert [one.name for one in read_tree(DAY).path(dishub.id)] == ["Disdukcapil", "Dishub"]
    assert supervisor_of(cast.dewi.id, day=BEFORE) is None
    assert supervisor_of(cast.dewi.id, day=DAY).person == cast.budi


def test_the_same_change_again_changes_nothing(cast, dishub) -> None:
    assert units.rename(dishub, name="Perhubungan", day=DAY)
    assert not units.rename(dishub, name="Perhubungan", day=AFTER)
    assert db.session.query(FormerUnit).count() == 1


def test_a_slip_is_mended_on_its_day_without_a_trace_in_the_tree(cast, dishub) -> None:
    units.rename(dishub, name="Perhubngan", day=DAY)
    units.rename(dishub, name="Perhubungan", day=DAY)
    former = db.session.query(FormerUnit).one()
    assert (former.name, former.valid_to, dishub.name) == ("Dishub", BEFORE, "Perhubungan")


def test_nothing_changes_before_the_last_change(cast, dishub) -> None:
    units.rename(dishub, name="Perhubungan", day=DAY)
    with pytest.raises(Conflict) as refused:
        units.rename(dishub, name="Transportasi", day=BEFORE)
    assert (refused.value.code, refused.value.params) == ("period.later", {"day": DAY})


def test_a_unit_cannot_stand_below_itself(cast, dishub, disdukcapil) -> None:
    units.move(dishub, parent=disdukcapil, day=DAY)
    for parent in (dishub, disdukcapil):
        with pytest.raises(Invalid, match="within-itself"):
            units.move(disdukcapil, parent=parent, day=AFTER)


def test_the_tree_is_six_deep_and_no_deeper(cast, dishub, disdukcapil) -> None:
    place = disdukcapil
    for level in range(2, 7):
        place = units.create(
            cast.agency, code=f"L{level}", name=f"Tingkat {level}", parent=place, day=DAY
        )
    assert len(read_tree().path(place.id)) == 6
    with pytest.raises(Invalid, match="too-deep"):
        units.create(cast.agency, code="L7", name="Tingkat 7", parent=place, day=DAY)
    with pytest.raises(Invalid, match="too-deep"):
        units.move(disdukcapil, parent=dishub, day=DAY)


def test_a_code_is_given_once_in_an_agency(cast) -> None:
    units.create(cast.agency, code="X", name="Satu", parent=None, day=DAY)
    with pytest.raises(Invalid, match="code-taken"):
        units.create(cast.agency, code="X", name="Dua", parent=None, day=DAY)


def test_a_new_head_ends_the_one_before_and_both_stay_known(cast, dishub) -> None:
    heads.set_head(dishub, cast.budi, kind="head", day=date(2024, 1, 1))
    heads.set_head(dishub, cast.citra, kind="head", day=DAY)
    assert supervisor_of(cast.dewi.id, day=BEFORE).person == cast.budi
    assert supervisor_of(cast.dewi.id, day=DAY).person == cast.citra


def test_a_unit_with_people_cannot_be_closed(cast, dishub) -> None:
    with pytest.raises(Conflict) as refused:
        units.close(dishub, day=DAY)
    assert refused.value.params == {"people": 1, "units": 0}


def test_a_closed_unit_is_gone_the_day_after_and_takes_its_head_along(cast) -> None:
    unit = units.create(cast.agency, code="X", name="Satu", parent=None, day=date(2025, 1, 1))
    head = heads.set_head(unit, cast.budi, kind="head", day=date(2025, 1, 1))
    assert units.close(unit, day=DAY)
    assert not units.close(unit, day=DAY)
    assert head.valid_to == DAY
    assert read_tree(DAY).find(unit.id)
    assert not read_tree(AFTER).find(unit.id)
