"""The year's JP by unit: who is counted where, and who may see it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import select

from app.accounts import roles
from app.db import db
from app.kit import clock
from app.org import actions as org
from app.org.models import Unit
from app.org.queries import local_day
from app.org.tree import UnitRow, UnitTree
from app.org.units import move
from app.records.models import YearlyTarget
from app.reports.hours import Counts, picture_of
from app.reports.period import Period, period_of
from tests.factories.cast import AT, SINCE, create_person
from tests.records.test_year import enter

TREE = UnitTree(
    [
        UnitRow(1, None, "Dinas A"),
        UnitRow(2, 1, "Bidang A1"),
        UnitRow(3, 2, "Seksi A1a"),
        UnitRow(4, None, "Dinas B"),
        UnitRow(5, None, "Dinas kosong"),
    ]
)
OWN = {1: Counts(1, 0, 0, 0), 3: Counts(0, 2, 3, 1), 4: Counts(0, 0, 0, 5)}


def rows_of(picture) -> list[tuple[str | None, tuple[int, ...], bool]]:
    return [
        (row.unit.name if row.unit else None, row.counts.parts, row.has_more)
        for row in picture.rows
    ]


def test_a_unit_counts_everyone_below_it() -> None:
    picture = picture_of(OWN, TREE, unit=None)
    assert picture.total.parts == (1, 2, 3, 6)
    assert picture.total.people == 12
    assert rows_of(picture) == [("Dinas A", (1, 2, 3, 1), True), ("Dinas B", (0, 0, 0, 5), False)]


def test_one_step_down_the_people_of_the_unit_itself_stand_apart() -> None:
    picture = picture_of(OWN, TREE, unit=TREE.find(1))
    assert picture.total.parts == (1, 2, 3, 1)
    assert rows_of(picture) == [(None, (1, 0, 0, 0), False), ("Bidang A1", (0, 2, 3, 1), True)]


def test_the_path_leads_from_the_top() -> None:
    picture = picture_of(OWN, TREE, unit=TREE.find(3))
    assert [unit.name for unit in picture.path] == ["Dinas A", "Bidang A1", "Seksi A1a"]
    assert rows_of(picture) == [(None, (0, 2, 3, 1), False)]


def test_units_tied_to_a_ring_are_counted_once() -> None:
    tree = UnitTree([UnitRow(1, 2, "Dinas A"), UnitRow(2, 1, "Dinas B")])
    picture = picture_of({1: Counts(met=1), 2: Counts(on_the_way=1)}, tree, unit=None)
    assert picture.total.parts == (1, 1, 0, 0)
    assert rows_of(picture) == [("Dinas A", (1, 1, 0, 0), True)]


TODAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, Period(2026, TODAY, True, earlier=2025, later=None)),
        ("", Period(2026, TODAY, True, earlier=2025, later=None)),
        ("2025", Period(2025, date(2025, 12, 31), False, earlier=2024, later=2026)),
        ("2024", Period(2024, date(2024, 12, 31), False, earlier=None, later=2025)),
        ("2023", None),
        ("2027", None),
        ("lalu", None),
    ],
)
def test_the_years_reach_from_the_first_credit_to_now(text, expected) -> None:
    assert period_of(text, TODAY, first=2024) == expected


def test_before_the_first_credit_there_is_this_year() -> None:
    assert period_of(None, TODAY, first=None) == Period(2026, TODAY, True, None, None)


@pytest.fixture(autouse=True)
def _late_in_the_year() -> Iterator[None]:
    """On 22 November whoever is on pace to 20 JP has 17.87."""
    with time_machine.travel(AT, tick=True):
        yield


@pytest.fixture
def today(cast) -> date:
    return local_day(cast.citra, at=clock.now())


@pytest.fixture
def credited(cast, today):
    """Ana has all 20 JP, Budi of the same unit has half a JP, Dewi has nothing this year."""
    first = today.replace(month=1, day=1)
    enter(cast.ana, *[(first + timedelta(days=n), Decimal("2.5")) for n in range(8)])
    enter(cast.budi, (first, "0.5"))
    enter(cast.dewi, (date(today.year - 1, 6, 1), 20))
    return cast


def cells_of(page: str, unit: str) -> list[str]:
    """The numbers in a unit's row: met, on pace, at risk, nothing yet, all."""
    row = next(row for row in page.split("<tr>") if re.search(rf">\s*{unit}\s*<", row))
    cells = row.split('<td class="numeric"')[1:]
    return [re.search(r">\s*(\d+)", cell)[1] for cell in cells]


def test_the_officer_sees_each_unit_with_its_numbers(client, credited) -> None:
    page = client.sign_in(credited.citra, language="en").get("/reports/hours").text
    assert cells_of(page, "Disdukcapil") == ["1", "0", "1", "0", "2"]
    assert cells_of(page, "Dishub") == ["0", "0", "0", "1", "1"]
    assert cells_of(page, "BKPSDM") == ["0", "0", "0", "2", "2"]


def test_who_keeps_pace_is_told_from_who_does_not(client, credited, today) -> None:
    first = today.replace(month=1, day=1)
    enter(credited.budi, *[(first + timedelta(days=n), 3) for n in range(1, 7)])  # 18.5 in all
    page = client.sign_in(credited.citra, language="en").get("/reports/hours").text
    assert cells_of(page, "Disdukcapil") == ["1", "1", "0", "0", "2"]
    assert "At risk means" in page


def test_the_year_before_has_numbers_of_its_own(client, credited, today) -> None:
    client.sign_in(credited.citra, language="en")
    page = client.get(f"/reports/hours?year={today.year - 1}").text
    assert cells_of(page, "Dishub") == ["1", "0", "0", "1"]
    assert cells_of(page, "Disdukcapil") == ["0", "0", "2", "2"]


def test_who_leaves_later_stays_in_the_years_before(client, credited, today) -> None:
    address = f"/reports/hours?year={today.year - 1}"
    client.sign_in(credited.citra)
    before = cells_of(client.get(address).text, "Dishub")
    credited.dewi.deactivated_at = clock.now()
    db.session.commit()
    assert cells_of(client.get(address).text, "Dishub") == before


def test_an_officer_of_a_unit_sees_a_past_year_of_the_units_of_today(
    client, credited, today
) -> None:
    """Dishub came below Disdukcapil this year, BKPSDM left it: figures and rows are of the same
    units, those that Gita looks after now."""
    units = {one.name: one for one in db.session.scalars(select(Unit))}
    before, since = date(today.year - 1, 2, 1), date(today.year, 1, 2)
    for name, parent, day in (
        ("BKPSDM", units["Disdukcapil"], before),
        ("BKPSDM", None, since),
        ("Dishub", units["Disdukcapil"], since),
    ):
        move(units[name], parent=parent, day=day)
    gita = create_person("gita", None, "", "employee")
    wanted = roles.Wanted("officer", SINCE, unit_id=units["Disdukcapil"].id)
    roles.give(gita, wanted, by_id=None)
    db.session.commit()
    client.sign_in(gita, language="en")
    year = f"/reports/hours?year={today.year - 1}"
    page = client.get(year).text
    assert cells_of(page, "Disdukcapil") == ["0", "0", "2", "2"]
    assert cells_of(page, "Dishub") == ["1", "0", "0", "1"]
    assert "BKPSDM" not in page
    # Ana, Budi and Dewi; who is in none of these rows is not in the sum either.
    assert re.search(r"1\s*(<[^>]*>\s*)*of 3\b", page)
    one = client.get(f"{year}&unit={units['Disdukcapil'].id}").text
    assert "Dishub" not in one.partition("<main")[2]
    assert client.get(f"{year}&unit={units['BKPSDM'].id}").status_code == 404
    assert client.get(f"{year}&unit={units['Dishub'].id}").status_code == 200


def test_a_click_goes_one_step_down(client, credited) -> None:
    top = db.session.query(Unit).filter_by(name="Disdukcapil").one()
    below = db.session.query(Unit).filter_by(name="Dishub").one()
    below.parent_id = top.id
    client.sign_in(credited.citra, language="en")
    page = client.get("/reports/hours").text
    assert cells_of(page, "Disdukcapil") == ["1", "0", "1", "1", "3"]
    assert f'href="/reports/hours?unit={top.id}"' in page
    page = client.get(f"/reports/hours?unit={top.id}").text
    assert cells_of(page, "Directly in this unit") == ["1", "0", "1", "0", "2"]
    assert cells_of(page, "Dishub") == ["0", "0", "0", "1", "1"]
    assert 'href="/reports/hours">All units' in page


def test_who_has_no_unit_is_told_apart_and_who_left_is_not_counted(client, cast) -> None:
    create_person("fajar", None, "", "employee")
    gone = create_person("gilang", cast.agency, "Dishub", "employee")
    gone.deactivated_at = clock.now()
    page = client.sign_in(cast.citra, language="en").get("/reports/hours").text
    assert "1 person has no unit yet" in page
    assert cells_of(page, "Dishub") == ["0", "0", "0", "1", "1"]


def test_hundredths_that_add_up_to_the_minimum_reach_it(client, cast, today) -> None:
    """Ten times 0.1 is less than 1 where numbers are kept in binary."""
    first = today.replace(month=1, day=1)
    enter(cast.ana, (first, 3), (first + timedelta(days=1), "16"))
    enter(cast.ana, *[(first + timedelta(days=n), "0.1") for n in range(10)])
    page = client.sign_in(cast.citra, language="en").get("/reports/hours").text
    assert cells_of(page, "Disdukcapil")[0] == "1"


def test_without_a_target_nobody_has_reached_it(client, cast, today) -> None:
    org.place(
        cast.ana,
        agency=cast.agency,
        unit="Disdukcapil",
        position="Analis",
        day=today,
        employment_type="pppk",
    )
    enter(cast.ana, (today.replace(day=1), 3))
    db.session.query(YearlyTarget).filter_by(employment_type="pppk").delete()
    page = client.sign_in(cast.citra, language="en").get("/reports/hours").text
    assert cells_of(page, "Disdukcapil") == ["0", "1", "0", "1", "2"]


@pytest.mark.parametrize("query", ["unit=999999", "unit=x", "unit=", "year=1999", "year=x"])
def test_what_does_not_exist_is_not_found(client, cast, query) -> None:
    assert client.sign_in(cast.citra).get(f"/reports/hours?{query}").status_code == 404


@pytest.mark.parametrize("name", ["ana", "budi", "dewi", "eko"])
def test_it_is_the_officers_page(client, cast, name) -> None:
    assert client.sign_in(getattr(cast, name)).get("/reports/hours").status_code == 403


def test_the_queries_do_not_grow_with_units_or_people(client, cast, count_queries) -> None:
    client.sign_in(cast.citra)
    with count_queries() as few:
        client.get("/reports/hours")
    for n in range(4):
        create_person(f"pegawai{n}", cast.agency, f"Unit {n}", "employee")
    with count_queries() as many:
        client.get("/reports/hours")
    assert len(many) == len(few) <= 8
