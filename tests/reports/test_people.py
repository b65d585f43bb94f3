"""People with their standing, one by one: who is listed to whom, and taken along as a file."""

import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
import time_machine
from python_calamine import CalamineWorkbook
from sqlalchemy import select, update

from app.accounts import roles
from app.accounts.models import RoleGrant
from app.audit.models import AuditEntry
from app.db import db
from app.kit import clock
from app.org import actions as org
from app.org.models import Membership, Unit
from app.records.models import YearTotal
from app.reports import people, reading
from app.reports.people import Wanted
from tests.factories.cast import AT, NUMBERS, SINCE, anybody_everywhere, create_person
from tests.factories.jobs import follow
from tests.factories.plans import is_sqlite, plan_of

THIS, LAST = 2026, 2025


@pytest.fixture(autouse=True)
def _late_in_the_year() -> Iterator[None]:
    """On 22 November whoever is on pace to 20 JP has 17.87."""
    with time_machine.travel(AT, tick=True):
        yield


def has(person, jp, *, year=THIS) -> None:
    db.session.add(YearTotal(person_id=person.id, year=year, jp=jp))
    db.session.commit()


@pytest.fixture
def standing(cast):
    """Ana has met it, Budi is on pace, Dewi at risk; Citra and Eko have nothing."""
    has(cast.ana, 20)
    has(cast.budi, 18)
    has(cast.dewi, 5)
    return cast


def names(page: str) -> list[str]:
    return re.findall(r'href="/record/people/\d+(?:\?year=\d+)?">(\w+)</a>', page)


def unit_id(name: str) -> int:
    return db.session.scalars(select(Unit.id).where(Unit.name == name)).one()


def officer_of(name: str, unit: str):
    person = create_person(name, None, "", "employee")
    roles.give(person, roles.Wanted("officer", SINCE, unit_id=unit_id(unit)), by_id=None)
    db.session.commit()
    return person


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Citra", "Eko", "Dewi", "Budi", "Ana"]),
        ("?sort=-hours", ["Ana", "Budi", "Dewi", "Citra", "Eko"]),
        ("?sort=name", ["Ana", "Budi", "Citra", "Dewi", "Eko"]),
        ("?standing=met", ["Ana"]),
        ("?standing=on_the_way", ["Budi"]),
        ("?standing=at_risk", ["Dewi"]),
        ("?standing=nothing", ["Citra", "Eko"]),
        ("?standing=nonsense&sort=nonsense", ["Citra", "Eko", "Dewi", "Budi", "Ana"]),
        ("?q=EW", ["Dewi"]),
        ("?q=budi@lentera", ["Budi"]),
        ("?q=%25", []),
    ],
)
def test_the_list_is_narrowed_and_ordered_as_asked(client, standing, query, expected) -> None:
    page = client.sign_in(standing.citra).get(f"/reports/people{query}").text
    assert names(page) == expected


def test_a_number_of_the_report_leads_to_the_people_behind_it(client, standing) -> None:
    top, below = unit_id("Disdukcapil"), unit_id("Dishub")
    db.session.get_one(Unit, below).parent_id = top
    db.session.commit()
    client.sign_in(standing.citra, language="en")
    page = client.get(f"/reports/hours?unit={top}").text
    links = re.findall(r'href="(/reports/people\?[^"]+)"', page.replace("&amp;", "&"))
    assert f"/reports/people?unit={below}&standing=at_risk" in links
    assert names(client.get(f"/reports/people?unit={below}&standing=at_risk").text) == ["Dewi"]
    assert f"/reports/people?unit={top}&direct=1" in links
    assert names(client.get(f"/reports/people?unit={top}&direct=1").text) == ["Budi", "Ana"]
    assert names(client.get(f"/reports/people?unit={top}").text) == ["Dewi", "Budi", "Ana"]


def test_an_officer_of_a_unit_finds_its_people_alone(client, standing) -> None:
    client.sign_in(officer_of("gita", "Dishub"))
    assert names(client.get("/reports/people").text) == ["Dewi"]
    assert names(client.get("/reports/people?q=ana").text) == []
    assert client.get(f"/reports/people?unit={unit_id('Disdukcapil')}").status_code == 404
    assert NUMBERS["ana"] not in client.get("/reports/people/export.csv").text


def test_who_moved_away_since_is_no_longer_named_to_the_officer_of_before(client, standing) -> None:
    has(standing.ana, 3, year=LAST)
    org.place(
        standing.ana,
        agency=standing.agency,
        unit="Dishub",
        position="Analis",
        day=date(THIS, 2, 1),
    )
    db.session.commit()
    client.sign_in(officer_of("gita", "Disdukcapil"), language="en")
    page = client.get(f"/reports/people?year={LAST}").text
    assert names(page) == ["Budi"]
    assert "counted by unit, but not listed here" in page
    client.sign_in(standing.citra)
    address = f"/reports/people?year={LAST}&unit={unit_id('Disdukcapil')}"
    assert names(client.get(address).text) == ["Budi", "Ana"]


def test_who_has_two_posts_is_listed_once_where_the_main_one_is(client, standing) -> None:
    main = db.session.scalars(select(Membership).filter_by(person_id=standing.ana.id)).one()
    second = Membership(
        person_id=standing.ana.id,
        unit_id=unit_id("Dishub"),
        position_id=main.position_id,
        kind="second",
        employment_type="pns",
        valid_from=SINCE,
    )
    db.session.add(second)
    db.session.commit()
    client.sign_in(standing.citra)
    assert names(client.get("/reports/people").text).count("Ana") == 1
    assert names(client.get(f"/reports/people?unit={unit_id('Dishub')}").text) == ["Dewi"]


def test_a_leaver_is_listed_in_the_years_before_alone(client, standing) -> None:
    has(standing.dewi, 7, year=LAST)
    standing.dewi.deactivated_at = clock.now()
    db.session.commit()
    client.sign_in(standing.citra)
    assert "Dewi" not in names(client.get("/reports/people").text)
    assert "Dewi" in names(client.get(f"/reports/people?year={LAST}&standing=at_risk").text)


def test_pages_follow_each_other_in_every_order(cast) -> None:
    """Many have the same hours."""
    for n in range(7):
        has(create_person(f"p{n}", cast.agency, "Dishub"), n % 2)
    whom = reading.among_now(Wanted(), actor=anybody_everywhere(), at=AT)
    for sort in people.SORTS:
        wanted = Wanted(sort=sort)
        whole = [row.person_id for row in people.found(whom, wanted, after=None)]
        assert len(whole) == people.count(whom, wanted) == 12
        for place in (0, 4, 11):
            last = people.found(whom, wanted, after=None)[place].place
            rest = people.found(whom, wanted, after=last)
            assert [row.person_id for row in rest] == whole[place + 1 :]


def test_a_whole_page_leads_on(client, cast) -> None:
    for n in range(people.PAGE_SIZE):
        create_person(f"p{n:02}", cast.agency, "Dishub", "employee")
    db.session.commit()
    client.sign_in(cast.citra)
    page = client.get("/reports/people?sort=name").text
    first = names(page)
    further = re.search(r'href="(/reports/people\?[^"]*after=[^"]*)"', page)[1]
    second = names(client.get(further.replace("&amp;", "&")).text)
    assert (len(first), len(second)) == (50, 5)
    assert not set(first) & set(second)


@pytest.mark.parametrize("query", ["unit=999999", "unit=x", "year=1999", "year=x"])
def test_what_does_not_exist_is_not_found(client, cast, query) -> None:
    client.sign_in(cast.citra)
    assert client.get(f"/reports/people?{query}").status_code == 404
    assert client.get(f"/reports/people/export.csv?{query}").status_code == 404
    assert client.get("/reports/people/export.doc").status_code == 404


BROKEN = ["after=x", "after=1&key=a&rank=NaN", "after=1", "rank=x&after=1"]


@pytest.mark.parametrize("query", BROKEN)
def test_a_broken_place_begins_at_the_first_page(client, standing, query) -> None:
    page = client.sign_in(standing.citra).get(f"/reports/people?{query}").text
    assert len(names(page)) == 5


@pytest.mark.parametrize("name", ["ana", "budi", "dewi", "eko"])
def test_it_is_the_officers_page(client, cast, name) -> None:
    client.sign_in(getattr(cast, name))
    assert client.get("/reports/people").status_code == 403
    assert client.get("/reports/people/export.xlsx").status_code == 403
    assert client.post("/reports/people/exports/xlsx").status_code == 403


def test_the_file_holds_whom_the_list_found_and_is_recorded(client, standing) -> None:
    client.sign_in(standing.citra, language="en")
    answer = client.get("/reports/people/export.xlsx?standing=at_risk")
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.data)).get_sheet_by_index(0).to_python()
    assert rows == [
        ["Name", "NIP", "Position", "Unit", "JP in 2026", "Minimum in JP", "Standing"],
        ["Dewi", NUMBERS["dewi"], "Analis", "Dishub", 5.0, 20.0, "At risk"],
    ]
    csv = client.get("/reports/people/export.csv?standing=met").data.decode("utf-8-sig")
    assert csv.splitlines()[1] == f"Ana;'{NUMBERS['ana']};Analis;Disdukcapil;20;20;Minimum met"
    kept = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id.desc())).first()
    assert kept == "report.exported"


def test_a_file_of_many_is_made_by_a_job_with_the_grants_of_its_moment(
    client, standing, monkeypatch
) -> None:
    monkeypatch.setattr("app.reports.views.people.MANY_ROWS", 3)
    client.sign_in(standing.citra, language="en")
    page = client.get("/reports/people").text
    assert 'action="/reports/people/exports/xlsx"' in page
    assert client.get("/reports/people/exports/xlsx").status_code == 405
    asked = client.post("/reports/people/exports/csv?standing=nothing")
    assert asked.status_code == 302
    follow(client, asked)
    made = client.get(f"{asked.location}/file").data.decode("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in made] == ["Name", "Citra", "Eko"]


def test_whoever_lost_the_unit_meanwhile_gets_no_file_of_it(client, standing) -> None:
    gita = officer_of("gita", "Dishub")
    client.sign_in(gita, language="en")
    asked = client.post(f"/reports/people/exports/csv?unit={unit_id('Dishub')}")
    db.session.execute(
        update(RoleGrant)
        .where(RoleGrant.person_id == gita.id, RoleGrant.role == "officer")
        .values(unit_id=unit_id("BKPSDM"))
    )
    assert "You no longer look after this unit" in follow(client, asked).text
    assert client.get(f"{asked.location}/file").status_code == 404


def test_the_queries_do_not_grow_with_people(client, cast, count_queries) -> None:
    client.sign_in(cast.citra)
    with count_queries() as few:
        client.get("/reports/people")
    for n in range(30):
        create_person(f"pegawai{n}", cast.agency, f"Unit {n}", "employee")
    with count_queries() as many:
        client.get("/reports/people")
    assert len(many) == len(few) <= 9


def test_units_and_totals_are_found_by_their_indexes(cast) -> None:
    unit = unit_id("Dishub")
    whom = reading.among_now(Wanted(unit=unit), actor=anybody_everywhere(), at=AT)
    plan = plan_of(people._narrowed(whom, Wanted()))
    # Over a table of five rows PostgreSQL takes any index.
    assert "ix_membership_unit_id" in plan or not is_sqlite(), plan
    for table in ("membership", "year_total", "person"):
        assert f"SCAN {table}" not in plan, plan
        assert f"Seq Scan on {table}" not in plan, plan
