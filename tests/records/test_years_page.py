"""All years at a glance, each by what was asked then."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine

from app.db import db
from app.org.models import Membership
from app.records import all_years
from app.records.models import YearlyTarget
from tests.records.test_year import enter

D = Decimal
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(datetime(2026, 11, 23, 3, 0, tzinfo=UTC), tick=False):
        yield


def told(person, *years: int) -> list[tuple[int, Decimal, Decimal | None, Decimal]]:
    rows = all_years.at_a_glance(person.id, years, today=TODAY)
    return [(one.year, one.hours, one.target, one.left) for one in rows]


def set_target(kind: str, jp: int, since: date, until: date | None = None) -> None:
    row = YearlyTarget(employment_type=kind, min_jp=D(jp), valid_from=since, valid_to=until)
    db.session.add(row)
    db.session.commit()


def test_each_year_has_its_total_and_what_was_missing(cast) -> None:
    enter(cast.ana, (date(2026, 3, 2), 12))
    enter(cast.ana, (date(2025, 3, 2), 22))
    enter(cast.dewi, (date(2025, 3, 2), 3))
    assert told(cast.ana, 2026, 2025, 2024) == [
        (2026, D(12), D(20), D(8)),
        (2025, D(22), D(20), D(0)),
        (2024, D(0), D(20), D(20)),
    ]


def test_a_year_is_measured_by_what_held_at_its_end(cast) -> None:
    for target in db.session.query(YearlyTarget).filter_by(employment_type="pns"):
        target.valid_to = date(2025, 6, 30)
    set_target("pns", 24, date(2025, 7, 1), date(2025, 12, 31))
    set_target("pns", 30, date(2026, 1, 1))
    assert [row[2] for row in told(cast.ana, 2026, 2025, 2024)] == [D(30), D(24), D(20)]


def test_a_year_is_measured_by_the_post_of_then(cast) -> None:
    set_target("pppk", 10, date(2020, 1, 1), date(2025, 12, 31))
    post = db.session.query(Membership).filter_by(person_id=cast.ana.id).one()
    terms = {name: getattr(post, name) for name in ("person_id", "unit_id", "position_id")}
    post.valid_from = date(2026, 1, 1)
    db.session.add(
        Membership(
            **terms,
            employment_type="pppk",
            valid_from=date(2025, 1, 1),
            valid_to=date(2025, 12, 31),
        )
    )
    db.session.commit()
    # Before the first post nothing was asked.
    assert [row[2] for row in told(cast.ana, 2026, 2025, 2024)] == [D(20), D(10), None]


def test_the_longest_bar_fills_the_width(cast) -> None:
    enter(cast.ana, (date(2025, 3, 2), 40))
    this, last = all_years.at_a_glance(cast.ana.id, [2026, 2025], today=TODAY)
    assert (this.bar.width, this.bar.target) == (0, 50)
    assert (last.bar.width, last.bar.target) == (100, 50)


def test_the_record_shows_all_years_as_soon_as_there_are_two(client, cast) -> None:
    enter(cast.ana, (date(2026, 3, 2), 12))
    client.sign_in(cast.ana, language="en")
    assert 'id="all-years"' not in client.get("/record").text
    enter(cast.ana, (date(2025, 3, 2), 22))
    enter(cast.ana, (date(2024, 3, 2), 9))
    table = client.get("/record?year=2024").text.split('id="all-years"')[1].split("</table>")[0]
    assert 'href="/record?year=2025">2025' in table
    assert 'href="/record">2026' in table
    assert 'href="/record?year=2024" aria-current="page">2024' in table
    assert "8 JP to go" in table
    assert "reached" in table
    assert "11 JP were missing" in table


def test_many_years_are_two_queries(cast, count_queries) -> None:
    with count_queries() as made:
        all_years.at_a_glance(cast.ana.id, range(2026, 1996, -1), today=TODAY)
    assert len(made) == 2
