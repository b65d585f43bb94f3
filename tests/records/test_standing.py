"""How people stand with the year: the pace by hand-made numbers, and the same for everybody at
once."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from app.accounts.reach import reaches_unit
from app.db import db
from app.org import actions as org
from app.org.models import Membership, Unit
from app.records.models import YearlyTarget, YearTotal
from app.records.standing import STANDINGS, share_of_year, standing_of
from app.records.standings import standings
from tests.factories.cast import AT, acting, create_person
from tests.factories.plans import plan_of

D = Decimal
DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2026, 1, 1), Fraction(1, 365)),
        # 31 + 28 + 1, and with the leap day 31 + 29 + 1.
        (date(2026, 3, 1), Fraction(60, 365)),
        (date(2024, 2, 29), Fraction(60, 366)),
        (date(2024, 3, 1), Fraction(61, 366)),
        (date(2024, 7, 1), Fraction(1, 2)),
        (date(2024, 12, 31), Fraction(1)),
        (date(2026, 12, 31), Fraction(1)),
    ],
)
def test_of_a_year_have_passed_its_days_until_today(day, share) -> None:
    assert share_of_year(day) == share


# 22 November is day 326 of 365, so 20 JP ask for 20 × 326 ÷ 365 = 17.863 by then; 29 February of a
# leap year is day 60 of 366, so they ask for 20 × 60 ÷ 366 = 3.279.
CASES = [
    (DAY, "20", "20", "met"),
    (DAY, "24.5", "20", "met"),
    (DAY, "17.87", "20", "on_the_way"),
    (DAY, "17.86", "20", "at_risk"),
    (DAY, "0.1", "20", "at_risk"),
    (DAY, "0", "20", "nothing"),
    (date(2024, 2, 29), "3.28", "20", "on_the_way"),
    (date(2024, 2, 29), "3.27", "20", "at_risk"),
    # Half of a leap year: exactly half of what it asks.
    (date(2024, 7, 1), "10", "20", "on_the_way"),
    (date(2024, 7, 1), "9.99", "20", "at_risk"),
    # 73 of 365 days are a fifth: 4 of 20, and 0.3 of 1.5, which binary numbers would miss.
    (date(2026, 3, 14), "4", "20", "on_the_way"),
    (date(2026, 3, 14), "3.99", "20", "at_risk"),
    (date(2026, 3, 14), "0.3", "1.5", "on_the_way"),
    # A year that is over.
    (date(2025, 12, 31), "19.99", "20", "at_risk"),
    (date(2025, 12, 31), "20", "20", "met"),
    # Where nothing is asked.
    (DAY, "3", None, "on_the_way"),
    (DAY, "0", None, "nothing"),
]


@pytest.mark.parametrize(("day", "hours", "target", "expected"), CASES)
def test_somebody_stands_by_the_pace_since_january(day, hours, target, expected) -> None:
    asked = None if target is None else D(target)
    assert standing_of(D(hours), asked, share=share_of_year(day)) == expected


@pytest.mark.parametrize(("day", "hours", "target", "expected"), CASES)
def test_the_database_says_the_same(cast, day, hours, target, expected) -> None:
    ask(target)
    db.session.add(YearTotal(person_id=cast.ana.id, year=day.year, jp=D(hours)))
    db.session.add(YearTotal(person_id=cast.ana.id, year=day.year - 1, jp=D(50)))
    db.session.flush()
    assert stands(cast.ana, day) == (
        D(hours),
        None if target is None else D(target),
        expected,
    )
    assert expected in STANDINGS


def ask(target: str | None) -> None:
    db.session.query(YearlyTarget).delete()
    if target is not None:
        first = date(2020, 1, 1)
        db.session.add(YearlyTarget(employment_type="pns", min_jp=D(target), valid_from=first))
    db.session.flush()


def stands(person, day):
    found = standings(day, at=AT).where(Membership.person_id == person.id)
    rows = db.session.execute(found).all()
    assert len(rows) == 1
    row = rows[0]
    target = None if row.target is None else round(D(str(row.target)), 2)
    return round(D(str(row.hours)), 2), target, row.standing


def names_on(day: date, *conditions, at=AT) -> set[int]:
    return set(db.session.scalars(standings(day, at=at).where(*conditions)))


def test_everybody_with_a_main_post_of_the_day_has_one_row(cast) -> None:
    """Budi has a second post, Fajar none yet, Gilang's began later, Hani has left."""
    unit = db.session.query(Unit).filter_by(name="Dishub").one()
    budi = db.session.query(Membership).filter_by(person_id=cast.budi.id).one()
    db.session.add(
        Membership(
            person_id=cast.budi.id,
            unit_id=unit.id,
            position_id=budi.position_id,
            kind="acting",
            employment_type="pns",
            valid_from=date(2025, 1, 1),
        )
    )
    create_person("fajar", None, "", "employee")
    gilang = create_person("gilang")
    org.place(
        gilang, agency=cast.agency, unit="Dishub", position="Analis", day=DAY + timedelta(days=1)
    )
    hani = create_person("hani", cast.agency, "Dishub")
    hani.deactivated_at = AT
    db.session.flush()
    everybody = {one.id for one in (cast.ana, cast.budi, cast.citra, cast.dewi, cast.eko)}
    assert names_on(DAY) == everybody
    assert names_on(DAY + timedelta(days=1)) == everybody | {gilang.id}
    assert names_on(DAY, at=AT - timedelta(days=1)) == everybody | {hani.id}
    assert names_on(DAY, Membership.unit_id == unit.id) == {cast.dewi.id}


def test_whoever_asks_adds_whom_they_reach(cast) -> None:
    unit = db.session.query(Unit).filter_by(name="Dishub").one()
    acting(cast.citra, "officer", unit_id=unit.id)
    assert names_on(DAY, reaches_unit(cast.citra, Membership.unit_id)) == {cast.dewi.id}


def test_a_citys_year_is_read_from_the_totals_by_an_index_and_not_from_its_credits(cast) -> None:
    plan = plan_of(standings(DAY, at=AT))
    assert "jp_credit" not in plan
    assert "SCAN year_total" not in plan
    assert "Seq Scan on year_total" not in plan
    assert "year_total" in plan
