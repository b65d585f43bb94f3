"""Who supervises whom on a day, against a plain walk up the tree."""

from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.db import db
from app.org import lines
from app.org.models import (
    Agency,
    ChosenSupervisor,
    FormerUnit,
    Membership,
    Position,
    Unit,
    UnitHead,
)
from app.org.queries import supervisor_of, team_of
from tests.factories.cast import create_person
from tests.factories.plans import is_sqlite, plan_of

START = date(2026, 1, 1)
DAYS, PEOPLE, UNITS = 6, 6, 6
number = count()


def day_of(place):
    return START + timedelta(days=place)


@st.composite
def worlds(draw):
    """Units by place, each below an earlier one or none, from day 0 and from day `changed`.

    Posts, heads and choices run from their first to their last day; of each kind one at a time.
    """
    above = [draw(st.sampled_from([None, *range(place)])) for place in range(UNITS)]
    later = [draw(st.sampled_from([None, *range(place)])) for place in range(UNITS)]
    changed = [draw(st.integers(1, DAYS)) for _ in range(UNITS)]
    posts = [draw(st.integers(0, UNITS - 1)) for _ in range(PEOPLE)]
    period = st.tuples(st.integers(0, DAYS - 1), st.integers(0, DAYS - 1)).map(sorted)
    person = st.integers(0, PEOPLE - 1)
    heads = draw(
        st.dictionaries(
            st.tuples(st.integers(0, UNITS - 1), st.sampled_from(["head", "acting"])),
            st.tuples(person, period),
            max_size=9,
        )
    )
    chosen = draw(st.dictionaries(person, st.tuples(person, period), max_size=2))
    return above, later, changed, posts, heads, chosen


def supervisor_by_walk(world, person, day):
    above, later, changed, posts, heads, chosen = world

    def holds(period):
        return period[0] <= day <= period[1]

    if person in chosen and chosen[person][0] != person and holds(chosen[person][1]):
        return chosen[person][0]
    unit = posts[person]
    while unit is not None:
        leading = {
            kind: heads[unit, kind][0]
            for kind in ("head", "acting")
            if (unit, kind) in heads and holds(heads[unit, kind][1])
        }
        if leading and person not in leading.values():
            return leading.get("acting", leading.get("head"))
        unit = (later if day >= changed[unit] else above)[unit]
    return None


def build(world):
    above, later, changed, posts, heads, chosen = world
    turn = next(number)
    agency = Agency(name=f"Kota {turn}", city="Kota")
    db.session.add(agency)
    db.session.flush()
    position = Position(agency_id=agency.id, title="Analis")
    units = [Unit(agency_id=agency.id, code=f"U{i}", name=f"Unit {i}") for i in range(UNITS)]
    people = [create_person(f"p{turn}-{i}") for i in range(PEOPLE)]
    db.session.add_all([position, *units])
    db.session.flush()

    def id_of(place):
        return None if place is None else units[place].id

    for place, unit in enumerate(units):
        unit.parent_id, unit.valid_from = id_of(later[place]), day_of(changed[place])
        db.session.add(
            FormerUnit(
                unit_id=unit.id,
                parent_id=id_of(above[place]),
                name=f"Dahulu {place}",
                valid_to=day_of(changed[place] - 1),
            )
        )
    for place, unit in enumerate(posts):
        db.session.add(
            Membership(
                person_id=people[place].id,
                unit_id=units[unit].id,
                position_id=position.id,
                employment_type="pns",
                valid_from=START,
            )
        )
    for (unit, kind), (head, (first, last)) in heads.items():
        db.session.add(
            UnitHead(
                unit_id=units[unit].id,
                person_id=people[head].id,
                kind=kind,
                valid_from=day_of(first),
                valid_to=day_of(last),
            )
        )
    for person, (supervisor, (first, last)) in chosen.items():
        if person != supervisor:
            db.session.add(
                ChosenSupervisor(
                    person_id=people[person].id,
                    supervisor_id=people[supervisor].id,
                    reason="",
                    set_at=people[person].created_at,
                    valid_from=day_of(first),
                    valid_to=day_of(last),
                )
            )
    db.session.flush()
    return people


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(world=worlds(), day=st.integers(0, DAYS - 1))
def test_the_line_upwards_and_the_team_are_those_of_a_plain_walk(app, world, day) -> None:
    people = build(world)
    expected = [supervisor_by_walk(world, person, day) for person in range(PEOPLE)]
    found = [supervisor_of(person.id, day=day_of(day)) for person in people]
    assert [one.person if one else None for one in found] == [
        None if one is None else people[one] for one in expected
    ]
    for place, person in enumerate(people):
        team = {one.id for one, _, _ in team_of(person.id, day=day_of(day))}
        assert team == {people[i].id for i, boss in enumerate(expected) if boss == place}


@pytest.fixture
def unit_ids(cast):
    return {unit.name: unit for unit in db.session.scalars(db.select(Unit))}


DAY = date(2026, 11, 22)


def lead(unit, person, kind="head", since=date(2024, 1, 1), until=None) -> None:
    db.session.add(
        UnitHead(unit_id=unit.id, person_id=person.id, kind=kind, valid_from=since, valid_to=until)
    )
    db.session.flush()


def test_nobody_supervises_where_no_unit_has_a_head(cast) -> None:
    assert supervisor_of(cast.dewi.id, day=DAY) is None


def test_the_head_of_the_unit_supervises_and_is_told_with_the_unit(cast, unit_ids) -> None:
    lead(unit_ids["Dishub"], cast.citra)
    found = supervisor_of(cast.dewi.id, day=DAY)
    assert (found.person, found.unit, found.head.valid_from, found.chosen) == (
        cast.citra,
        "Dishub",
        date(2024, 1, 1),
        None,
    )


def test_who_was_set_by_hand_goes_before_the_head(cast, unit_ids) -> None:
    lead(unit_ids["Disdukcapil"], cast.citra)
    assert supervisor_of(cast.ana.id, day=DAY).person == cast.budi
    assert supervisor_of(cast.budi.id, day=DAY).person == cast.citra


def test_who_acts_counts_while_they_act(cast, unit_ids) -> None:
    lead(unit_ids["Dishub"], cast.citra)
    lead(unit_ids["Dishub"], cast.eko, "acting", date(2026, 3, 1), date(2026, 3, 31))
    bosses = [
        supervisor_of(cast.dewi.id, day=day).person
        for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 31), date(2026, 4, 1))
    ]
    assert bosses == [cast.citra, cast.eko, cast.eko, cast.citra]


def test_each_answer_is_one_query(cast, count_queries) -> None:
    for ask in (supervisor_of, team_of):
        with count_queries() as made:
            ask(cast.budi.id, day=DAY)
        assert len(made) == 1


def test_posts_and_heads_are_found_by_their_indexes(cast) -> None:
    """Also where the tables are large: a walk is read first, whatever the planner takes it for."""
    for cte, index in (
        (lines.candidates(cast.ana.id, DAY), "ix_unit_head_unit_id"),
        (lines.team_ids(cast.budi.id, DAY), "ix_membership_unit_id"),
    ):
        plan = plan_of(db.select(cte))
        # A planner that has counted a handful of rows may take another index, but no whole table.
        assert index in plan if is_sqlite() else "Seq Scan on membership" not in plan
