"""The years of a unit beside each other, and a past year's people where they were."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import select

from app.accounts import roles
from app.db import db
from app.org import actions as org
from app.org.models import Unit
from app.records.models import YearTotal
from app.reports import history
from app.reports.hours import Counts
from app.reports.period import periods_since
from tests.factories.cast import AT, SINCE, anybody_everywhere, create_person

TODAY = date(2026, 11, 22)
D = Decimal


@pytest.fixture(autouse=True)
def _late_in_the_year() -> Iterator[None]:
    with time_machine.travel(AT, tick=True):
        yield


def has(person, jp, year) -> None:
    db.session.add(YearTotal(person_id=person.id, year=year, jp=D(jp)))
    db.session.commit()


def unit_id(name: str) -> int:
    return db.session.scalars(select(Unit.id).where(Unit.name == name)).one()


@pytest.mark.parametrize(
    ("first", "expected"),
    [(None, [2026]), (2026, [2026]), (2024, [2026, 2025, 2024]), (2010, [2026, 2025, 2024])],
)
def test_the_years_since_the_first_credit_are_told_up_to_a_number(first, expected) -> None:
    assert [one.year for one in periods_since(first, TODAY, most=3)] == expected


def told(units=None) -> list[tuple[int, Counts, Decimal]]:
    periods = periods_since(2024, TODAY, most=10)
    found = history.years_of(periods, actor=anybody_everywhere(), units=units, at=AT)
    return [(one.period.year, one.counts, round(one.average, 2)) for one in found]


def test_each_year_counts_people_where_they_were_at_its_end(cast) -> None:
    """Ana came from Disdukcapil to Dishub today; Dewi has been at Dishub all along."""
    has(cast.ana, "20", 2025)
    has(cast.ana, "6.5", 2026)
    has(cast.dewi, "10", 2025)
    org.place(cast.ana, agency=cast.agency, unit="Dishub", position="Analis", day=TODAY)
    db.session.commit()
    assert told({unit_id("Dishub")}) == [
        (2026, Counts(at_risk=1, nothing=1), D("3.25")),  # (6.5 + 0) ÷ 2
        (2025, Counts(at_risk=1), D("10.00")),
        (2024, Counts(nothing=1), D("0.00")),
    ]
    assert told()[1] == (2025, Counts(met=1, at_risk=1, nothing=3), D("6.00"))  # 30 ÷ 5


def test_a_leaver_stays_in_the_years_before(cast) -> None:
    has(cast.dewi, "20", 2025)
    cast.dewi.deactivated_at = AT
    db.session.commit()
    found = told({unit_id("Dishub")})
    assert found[0] == (2026, Counts(), D(0))
    assert found[1] == (2025, Counts(met=1), D("20.00"))


def test_the_page_is_of_the_units_that_the_officer_looks_after(client, cast) -> None:
    has(cast.dewi, "20", 2025)
    gita = create_person("gita", None, "", "employee")
    wanted = roles.Wanted("officer", SINCE, unit_id=unit_id("Dishub"))
    roles.give(gita, wanted, by_id=None)
    db.session.commit()
    page = client.sign_in(gita, language="en").get("/reports/years")
    assert page.text.count('data-label="Employees">1<') == 2
    assert client.get(f"/reports/years?unit={unit_id('Dishub')}").status_code == 200
    assert client.get(f"/reports/years?unit={unit_id('BKPSDM')}").status_code == 404
    assert client.sign_in(cast.budi).get("/reports/years").status_code == 403


@pytest.mark.parametrize("query", ["unit=x", "unit=", "unit=999999"])
def test_what_does_not_exist_is_not_found(client, cast, query) -> None:
    assert client.sign_in(cast.citra).get(f"/reports/years?{query}").status_code == 404


def test_a_year_more_costs_one_small_query(client, cast, count_queries) -> None:
    has(cast.ana, "1", 2025)
    client.sign_in(cast.citra)
    with count_queries() as two:
        client.get("/reports/years")
    has(cast.ana, "1", 2020)
    with count_queries() as seven:
        client.get("/reports/years")
    assert len(seven) - len(two) == 5
    assert len(two) <= 9
