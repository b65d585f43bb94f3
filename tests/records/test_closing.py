"""Closing a year: totals stay known, and later changes are corrections that everybody sees."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select, text

from app.audit.models import AuditEntry
from app.db import db
from app.kit.errors import Conflict
from app.org.models import Agency, Membership, Position, Unit
from app.records import closing, corrections, crediting, impact, ruling
from app.records.closing import Cause
from app.records.models import ClosedTotal, JpCorrection, YearClosing
from tests.records.law import rule
from tests.records.test_rules import enter, read

D = Decimal
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
MAY = date(2025, 5, 5)


def close(cast, year: int = 2025) -> YearClosing:
    closing.close_year(cast.agency, year, by=cast.citra, at=AT)
    return db.session.scalars(select(YearClosing).filter_by(year=year)).one()


def totals() -> dict[int, Decimal]:
    return {row.person_id: row.jp for row in db.session.scalars(select(ClosedTotal))}


def test_everybody_who_had_a_post_at_the_years_end_keeps_their_total(cast) -> None:
    read(cast.ana, MAY, date(2025, 12, 31), date(2026, 1, 1))
    read(cast.dewi, MAY, jp="0.62")
    close(cast)
    # 3 + 3 of 2025; 1 January is of the next year
    assert totals() == {
        cast.ana.id: D(6),
        cast.dewi.id: D("0.62"),
        cast.budi.id: D(0),
        cast.citra.id: D(0),
        cast.eko.id: D(0),
    }


def test_who_left_or_moved_during_the_year_keeps_one_total(cast) -> None:
    """Dewi retired in June, Eko moved to another agency in October, Budi left the year before."""
    leave(cast.dewi, date(2025, 6, 30))
    leave(cast.eko, date(2025, 9, 30))
    leave(cast.budi, date(2024, 12, 31))
    other = Agency(name="Kabupaten Lain", city="Lain", time_zone="Asia/Jakarta")
    db.session.add(other)
    db.session.flush()
    unit = Unit(agency_id=other.id, code="L", name="Lain")
    db.session.add(unit)
    db.session.flush()
    position = Position(agency_id=other.id, title="Analis")
    db.session.add(position)
    db.session.flush()
    db.session.add(
        Membership(
            person_id=cast.eko.id,
            unit_id=unit.id,
            position_id=position.id,
            employment_type="pns",
            valid_from=date(2025, 10, 1),
        )
    )
    read(cast.dewi, MAY)
    read(cast.eko, MAY)
    close(cast)
    assert totals() == {cast.ana.id: D(0), cast.citra.id: D(0), cast.dewi.id: D(3)}
    closing.close_year(other, 2025, by=cast.citra, at=AT)
    assert totals()[cast.eko.id] == D(3)


def leave(person, day: date) -> None:
    for post in db.session.scalars(select(Membership).filter_by(person_id=person.id)):
        post.valid_from, post.valid_to = date(2020, 1, 1), day


def test_a_late_entry_is_a_correction_and_a_second_builds_on_it(cast) -> None:
    read(cast.ana, MAY)
    close(cast)
    first = enter(cast.ana, 4, date(2025, 6, 2), title="Lokakarya")
    second = enter(cast.ana, 9, date(2025, 7, 1), title="Seminar")
    found = db.session.scalars(select(JpCorrection).order_by(JpCorrection.id)).all()
    # 3, then 5 of the workshop, then 4 of the seminar
    assert [(one.before, one.after, one.activity_id) for one in found] == [
        (3, 8, first.id),
        (8, 12, second.id),
    ]


def test_what_changes_no_closed_total_is_no_correction(cast) -> None:
    read(cast.ana, MAY)
    close(cast)
    # The day is full already; the second is of an open year.
    read(cast.ana, MAY, jp="2")
    read(cast.ana, date(2026, 1, 5))
    assert db.session.scalars(select(JpCorrection)).all() == []


def test_a_changed_rule_corrects_a_closed_year(cast) -> None:
    read(cast.ana, MAY)
    held = close(cast)
    row, change = ruling.enter(rule(16, daily_cap=2, since=date(2025, 1, 1)), by=cast.citra)
    assert impact.impact_of(change).closed == [2025]
    crediting.recompute([cast.ana.id], cause=Cause(rule_id=row.id), at=AT)
    (one,) = db.session.scalars(select(JpCorrection))
    assert (one.closing_id, one.before, one.after, one.rule_id) == (held.id, 3, 2, row.id)


def test_the_record_shows_the_correction_with_its_reason(client, cast) -> None:
    read(cast.ana, MAY)
    close(cast)
    enter(cast.ana, 4, date(2025, 6, 2), title="Lokakarya terlambat")
    db.session.commit()
    page = client.sign_in(cast.ana, language="en").get("/record?year=2025").text
    assert "2025 was closed on 22 November 2026 with 3 JP" in page
    assert "22 November 2026: 3 JP became 8." in page
    assert "“Lokakarya terlambat” was entered or changed." in page
    assert "was closed on" not in client.get("/record").text
    assert corrections.find_closed(cast.dewi.id, 2026) is None


@pytest.mark.parametrize(
    ("zone", "over"), [("Asia/Jakarta", False), ("Asia/Makassar", False), ("Asia/Jayapura", True)]
)
def test_a_year_is_over_by_the_agencys_clock(cast, zone, over) -> None:
    """31 December, 15.30 UTC: 22.30 in the west, 23.30 in the middle, 00.30 of the new year in the
    east."""
    agency = db.session.get_one(Agency, cast.agency.id)
    agency.time_zone = zone
    at = datetime(2026, 12, 31, 15, 30, tzinfo=UTC)
    if over:
        closing.close_year(agency, 2026, by=cast.citra, at=at)
        assert db.session.scalars(select(YearClosing)).one().year == 2026
        return
    with pytest.raises(Conflict, match="year"):
        closing.close_year(agency, 2026, by=cast.citra, at=at)


def test_the_officer_closes_a_year_once(client, cast) -> None:
    read(cast.ana, MAY)
    client.sign_in(cast.citra, language="en")
    fields = {"agency": cast.agency.id, "year": 2025}
    assert "2025" in client.get("/closed-years").text
    assert client.post("/closed-years", data=fields).location == "/closed-years"
    page = client.get("/closed-years").text
    assert "by Citra" in page
    assert client.post("/closed-years", data=fields).status_code == 409
    (entry,) = db.session.scalars(select(AuditEntry).filter_by(action="year.closed"))
    assert entry.actor_id == cast.citra.id


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 422),
        ({"agency": "x", "year": "2025"}, 422),
        ({"agency": "1", "year": "1"}, 422),
        ({"agency": "999999", "year": "2025"}, 404),
        ({"year": "2999"}, 422),
        # Years of which the page offers nothing: long ago, before the first credit, to come.
        ({"agency": "1", "year": "1990"}, 404),
        ({"agency": "1", "year": "2026"}, 404),
    ],
)
def test_what_is_no_year_of_an_agency_is_refused(client, cast, fields, status) -> None:
    read(cast.ana, MAY)
    assert client.sign_in(cast.citra).post("/closed-years", data=fields).status_code == status
    assert db.session.scalars(select(YearClosing)).all() == []


def test_others_close_nothing(client, cast) -> None:
    fields = {"agency": cast.agency.id, "year": 2025}
    for person in (cast.ana, cast.budi, cast.eko):
        client.sign_in(person)
        assert client.get("/closed-years").status_code == 403
        assert client.post("/closed-years", data=fields).status_code == 403


def test_the_pages_ask_a_fixed_number_of_questions(client, cast, count_queries) -> None:
    read(cast.ana, MAY)
    client.sign_in(cast.citra)
    with count_queries() as few:
        client.get("/closed-years")
    for year in (2024, 2025):
        close(cast, year)
    db.session.commit()
    with count_queries() as many:
        client.get("/closed-years")
    assert len(many) == len(few) <= 5


def test_people_and_corrections_are_found_by_their_indexes(cast) -> None:
    is_sqlite = db.session.get_bind().dialect.name == "sqlite"
    if not is_sqlite:
        # An empty table is read whole whatever indexes there are.
        db.session.execute(text("SET LOCAL enable_seqscan = off"))
    explain = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"
    for statement, table, index in (
        (impact.people_with(16, MAY, None), "activity", "ix_activity_form_id"),
        (
            select(ClosedTotal.jp).where(ClosedTotal.person_id == 1),
            "closed_total",
            "ix_closed_total_person_id",
        ),
        (
            select(JpCorrection.after).where(JpCorrection.person_id == 1),
            "jp_correction",
            "ix_jp_correction_person_id",
        ),
        (
            select(JpCorrection.id).where(JpCorrection.closing_id == 1),
            "jp_correction",
            "ix_jp_correction_closing_id",
        ),
    ):
        made = statement.compile(db.engine, compile_kwargs={"literal_binds": True})
        plan = "\n".join(str(row[-1]) for row in db.session.execute(text(f"{explain} {made}")))
        assert index in plan if is_sqlite else f"Seq Scan on {table}" not in plan


def test_closing_is_asked_on_a_page_of_its_own(app, client, cast) -> None:
    """Without scripts nothing else stands between a slip and what cannot be undone."""
    read(cast.ana, MAY)
    client.sign_in(cast.citra, language="en")
    address = f"/closed-years/new?agency={cast.agency.id}&year=2025"
    assert address.replace("&", "&amp;") in client.get("/closed-years").text
    page = client.get(address).text
    # Ana, Budi, Citra, Dewi, Eko
    assert "The totals of 5 people are kept" in page
    assert "This cannot be undone" in page
    assert db.session.scalars(select(YearClosing)).all() == []
    assert client.get("/closed-years/new").status_code == 422
    assert client.get(address.replace("2025", "1995")).status_code == 404
    # As in a browser: a link bears no token.
    app.config["WTF_CSRF_ENABLED"] = True
    assert client.get(address).status_code == 200
    close(cast)
    db.session.commit()
    assert client.get(address).location == "/closed-years"
    assert client.sign_in(cast.ana).get(address).status_code == 403


def test_corrections_are_listed_with_their_reason_page_by_page(
    client, cast, count_queries, monkeypatch
) -> None:
    read(cast.ana, MAY)
    held = close(cast)
    enter(cast.ana, 4, date(2025, 6, 2), title="Lokakarya")
    address = f"/closed-years/{held.id}/corrections"
    client.sign_in(cast.citra, language="en")
    assert address in client.get("/closed-years").text
    with count_queries() as few:
        assert "“Lokakarya” was entered or changed." in client.get(address).text
    enter(cast.dewi, 9, date(2025, 7, 1), title="Seminar")
    monkeypatch.setattr(corrections, "PAGE_SIZE", 1)
    with count_queries() as many:
        newest = client.get(address).text
    assert len(many) == len(few)
    assert ("Seminar" in newest, "Lokakarya" in newest) == (True, False)
    last = db.session.scalars(select(JpCorrection.id).order_by(JpCorrection.id.desc())).first()
    older = client.get(f"{address}?before={last}").text
    assert ("Seminar" in older, "Lokakarya" in older) == (False, True)
    assert client.get("/closed-years/999999/corrections").status_code == 404
    assert client.sign_in(cast.ana).get(address).status_code == 403
