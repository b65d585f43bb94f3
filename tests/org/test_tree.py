"""The tree of units."""

import pytest

from app.db import db
from app.org.models import Agency, Unit
from app.org.tree import UnitRow, UnitTree, read_tree


@pytest.fixture
def tree():
    """Dinas B (1) with Bidang (2) with Seksi (3), and Dinas A (4)."""
    return UnitTree(
        [
            UnitRow(1, None, "Dinas B"),
            UnitRow(2, 1, "Bidang"),
            UnitRow(3, 2, "Seksi"),
            UnitRow(4, None, "Dinas A"),
        ]
    )


def test_it_leads_up_and_down(tree) -> None:
    assert list(tree.upwards(3)) == [3, 2, 1]
    assert tree.below(2) == {2, 3}
    assert tree.below(1) == {1, 2, 3}


def test_a_unit_that_is_not_there_has_nobody_above_or_below(tree) -> None:
    assert list(tree.upwards(9)) == []
    assert tree.below(9) == set()
    assert tree.name_of(9) == tree.name_of(None) == ""


def test_units_stand_by_name_below_their_parents(tree) -> None:
    found = [(unit.name, depth) for unit, depth in tree.in_order({1, 3, 4})]
    assert found == [("Dinas A", 0), ("Dinas B", 0), ("Seksi", 2)]


def test_a_ring_is_walked_once() -> None:
    ring = UnitTree([UnitRow(1, 2, "Satu"), UnitRow(2, 1, "Dua")])
    assert list(ring.upwards(1)) == [1, 2]
    assert ring.below(1) == {1, 2}


def test_a_ring_and_what_hangs_on_it_are_listed_too() -> None:
    units = [UnitRow(1, 2, "Satu"), UnitRow(2, 1, "Dua"), UnitRow(3, 1, "Tiga")]
    tree = UnitTree([*units, UnitRow(4, 4, "Sendiri"), UnitRow(5, None, "Zona")])
    found = [(unit.name, depth) for unit, depth in tree.in_order({1, 2, 3, 4, 5})]
    # From the top, then what is left by name: “Dua” is the first of the ring.
    assert found == [("Zona", 0), ("Dua", 0), ("Satu", 1), ("Tiga", 2), ("Sendiri", 0)]


def test_where_there_are_two_agencies_the_top_says_whose_it_is(cast) -> None:
    names = [unit.name for unit, _ in read_tree().in_order(_ids())]
    assert names == ["BKPSDM", "Disdukcapil", "Dishub"]
    other = Agency(name="Kota Lain", city="Lain")
    db.session.add(other)
    db.session.flush()
    db.session.add(Unit(agency_id=other.id, code="X", name="BKPSDM"))
    db.session.flush()
    names = [unit.name for unit, _ in read_tree().in_order(_ids())]
    assert names[:2] == ["BKPSDM (Kota Contoh)", "BKPSDM (Kota Lain)"]


def _ids():
    return set(db.session.scalars(db.select(Unit.id)))
