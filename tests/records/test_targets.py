"""What a year asks: shown, entered from a day on, ended; and who has more is told so."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.db import db
from app.kit import clock
from app.kit.errors import Conflict
from app.org.models import Membership
from app.records import closing, target_impact, targets
from app.records.models import YearlyTarget, YearTotal
from tests.records.test_year import enter

D = Decimal
TYPED = {"employment_type": "pppk", "valid_from": "2027-01-01", "min_jp": "20", "max_jp": "30,5"}


def held(employment_type: str) -> list[tuple[Decimal, date, date | None]]:
    rows = db.session.scalars(
        select(YearlyTarget)
        .filter_by(employment_type=employment_type)
        .order_by(YearlyTarget.valid_from)
    )
    return [(row.min_jp, row.valid_from, row.valid_to) for row in rows]


def set_target(least: int, since: date, *, by) -> YearlyTarget:
    return targets.enter("pns", least=D(least), most=None, since=since, by=by)


@pytest.fixture
def citra(client, cast):
    return client.sign_in(cast.citra, language="en")


@pytest.fixture
def first() -> date:
    """From which day the target of the law holds."""
    return held("pns")[0][1]


def test_the_list_tells_what_is_asked(citra) -> None:
    page = citra.get("/jp-targets").text
    assert 'data-label="At least">20 JP<' in page
    assert 'data-label="At most">24 JP<' in page
    assert "by the year of the contract" in page


def test_a_new_target_ends_the_one_before(citra, cast) -> None:
    since = held("pppk")[0][1]
    assert citra.post("/jp-targets", data=TYPED).location == "/jp-targets"
    assert held("pppk") == [(20, since, date(2026, 12, 31)), (20, date(2027, 1, 1), None)]
    new = db.session.scalars(select(YearlyTarget).filter_by(valid_from=date(2027, 1, 1))).one()
    assert (new.max_jp, new.period) == (D("30.5"), "contract")
    entry = db.session.scalars(select(AuditEntry).filter_by(action="yearly-target.entered")).one()
    assert (entry.actor_id, entry.object_id) == (cast.citra.id, str(new.id))
    assert "planned" in citra.get("/jp-targets").text


def test_a_target_holds_until_the_next_that_is_planned(cast, first) -> None:
    set_target(30, date(2028, 1, 1), by=cast.citra)
    set_target(25, date(2027, 1, 1), by=cast.citra)
    assert held("pns") == [
        (20, first, date(2026, 12, 31)),
        (25, date(2027, 1, 1), date(2027, 12, 31)),
        (30, date(2028, 1, 1), None),
    ]


def test_a_target_from_the_same_day_takes_the_place_of_the_other(cast, first) -> None:
    set_target(30, date(2027, 1, 1), by=cast.citra)
    set_target(25, date(2027, 1, 1), by=cast.citra)
    assert held("pns") == [(20, first, date(2026, 12, 31)), (25, date(2027, 1, 1), None)]


def test_an_end_that_was_set_stays_with_the_target_that_takes_over(cast, first) -> None:
    (row,) = db.session.scalars(select(YearlyTarget).filter_by(employment_type="pns"))
    targets.end(row, date(2029, 12, 31), by=cast.citra)
    set_target(25, date(2027, 1, 1), by=cast.citra)
    assert held("pns")[1] == (25, date(2027, 1, 1), date(2029, 12, 31))
    with pytest.raises(Conflict, match="over"):
        targets.end(row, date(2027, 1, 1), by=cast.citra)


def test_a_planned_target_is_withdrawn_as_if_it_had_not_been_entered(citra, cast, first) -> None:
    set_target(30, date(2028, 1, 1), by=cast.citra)
    planned = set_target(25, date(2027, 1, 1), by=cast.citra)
    db.session.commit()
    address = f"/jp-targets/{planned.id}/withdrawal"
    assert citra.post(address).location == "/jp-targets"
    assert held("pns") == [(20, first, date(2027, 12, 31)), (30, date(2028, 1, 1), None)]
    entry = db.session.scalars(select(AuditEntry).filter_by(action="yearly-target.withdrawn")).one()
    assert entry.actor_id == cast.citra.id
    # A second click finds nothing to withdraw.
    assert citra.post(address).status_code == 404


def test_an_end_that_was_set_outlives_what_was_planned_after_it(cast, first) -> None:
    (row,) = db.session.scalars(select(YearlyTarget).filter_by(employment_type="pns"))
    targets.end(row, date(2026, 12, 31), by=cast.citra)
    planned = set_target(25, date(2027, 1, 1), by=cast.citra)
    targets.withdraw(planned, by=cast.citra, today=date(2026, 11, 22))
    assert held("pns") == [(20, first, date(2026, 12, 31))]


def test_the_end_of_what_was_planned_goes_with_it(cast, first) -> None:
    planned = set_target(25, date(2027, 1, 1), by=cast.citra)
    targets.end(planned, date(2027, 6, 30), by=cast.citra)
    assert held("pns")[1] == (25, date(2027, 1, 1), date(2027, 6, 30))
    targets.withdraw(planned, by=cast.citra, today=date(2026, 11, 22))
    assert held("pns") == [(20, first, None)]


def test_a_target_that_holds_is_not_withdrawn(citra, cast, first) -> None:
    today = set_target(25, clock.now().date(), by=cast.citra)
    db.session.commit()
    answer = citra.post(f"/jp-targets/{today.id}/withdrawal")
    assert answer.status_code == 409
    assert "This target holds already" in answer.text
    assert [least for least, *_ in held("pns")] == [20, 25]


def test_a_target_is_ended(citra, cast) -> None:
    row = db.session.scalars(select(YearlyTarget).filter_by(employment_type="pppk")).one()
    address = f"/jp-targets/{row.id}/ending"
    assert citra.get(address).status_code == 200
    for wrong in ("", "1999-01-01", "gestern"):
        assert citra.post(address, data={"last_day": wrong}).status_code == 422
    assert citra.post(address, data={"last_day": "2026-06-30"}).location == "/jp-targets"
    assert row.valid_to == date(2026, 6, 30)
    entry = db.session.scalars(select(AuditEntry).filter_by(action="yearly-target.ended")).one()
    assert entry.actor_id == cast.citra.id


def close(cast, year: int) -> None:
    closing.close_year(cast.agency, year, by=cast.citra, at=clock.now())
    db.session.commit()


def test_what_a_closed_year_asked_stays(citra, cast, first) -> None:
    close(cast, 2025)
    new = {**TYPED, "employment_type": "pns", "valid_from": "2025-12-31"}
    for answer in (citra.post("/jp-targets", data=new), preview(citra, **new)):
        assert answer.status_code == 422
        assert "2025 is closed" in answer.text
        assert "Choose 1 January 2026 or later" in answer.text
    with pytest.raises(Conflict, match="closed"):
        set_target(30, date(2025, 12, 31), by=cast.citra)
    (row,) = db.session.scalars(select(YearlyTarget).filter_by(employment_type="pns"))
    # Its last day says what 2025 asks, so the day before would be a change of it.
    with pytest.raises(Conflict, match="closed"):
        targets.end(row, date(2025, 12, 30), by=cast.citra)
    assert held("pns") == [(20, first, None)]
    set_target(30, date(2026, 1, 1), by=cast.citra)
    assert held("pns") == [(20, first, date(2025, 12, 31)), (30, date(2026, 1, 1), None)]


def preview(client, **values: str):
    return client.get("/jp-targets/preview", query_string=values)


def test_the_preview_tells_what_it_replaces_and_saves_nothing(citra, first) -> None:
    page = preview(citra, **TYPED).text
    assert "20 to 30.5 JP" in page
    assert "20 to 24 JP" in page
    assert "No year that has begun ends while it holds" in page
    assert "Until it begins it can be withdrawn." in page
    assert 'href="/jp-targets/new?employment_type=pppk' in page
    assert len(held("pppk")) == 1
    form = citra.get("/jp-targets/new", query_string=TYPED).text
    assert 'value="30,5"' in form
    assert 'value="2027-01-01"' in form


def test_the_preview_counts_who_has_enough_by_either_target(citra, cast, first) -> None:
    # All are PNS. Of this year Ana has 20 JP, which were enough; of the last one Dewi had 31.
    for person, year, jp in ((cast.ana, 2026, 20), (cast.dewi, 2026, 19), (cast.dewi, 2025, 31)):
        db.session.add(YearTotal(person_id=person.id, year=year, jp=D(jp)))
    db.session.commit()
    people = len(db.session.scalars(select(Membership).filter_by(is_main=True)).all())

    def years(least: int, since: date) -> list[tuple[int, int, int, int]]:
        found = target_impact.impact_of(
            "pns", least=D(least), since=since, today=date(2026, 11, 22), at=clock.now()
        )
        return [(one.year, one.people, one.before, one.after) for one in found.years]

    assert years(30, date(2026, 12, 31)) == [(2026, people, 1, 0)]
    assert years(19, date(2026, 1, 1)) == [(2026, people, 1, 2)]
    assert [(year, *met) for year, _, *met in years(30, date(2025, 12, 31))] == [
        (2026, 1, 0),
        (2025, 1, 1),
    ]
    # What is planned for the end of the year measures it, not what holds today: 20 are not 30.
    set_target(30, date(2026, 12, 1), by=cast.citra)
    assert years(20, date(2026, 12, 15)) == [(2026, people, 0, 1)]
    # Until the next one only: this year is measured by that.
    set_target(20, date(2026, 6, 1), by=cast.citra)
    assert [year for year, *_ in years(30, date(2025, 12, 31))] == [2025]
    assert years(30, date(2027, 1, 1)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"employment_type": ""},
        {"employment_type": "honorer"},
        {"valid_from": ""},
        {"valid_from": "0027-01-01"},
        {"min_jp": ""},
        {"min_jp": "0"},
        {"min_jp": "dua puluh"},
        {"max_jp": "19"},
        {"max_jp": "-1"},
    ],
)
def test_a_target_that_cannot_be_is_refused(citra, wrong) -> None:
    assert citra.post("/jp-targets", data={**TYPED, **wrong}).status_code == 422
    assert preview(citra, **{**TYPED, **wrong}).status_code == 422
    assert len(held("pppk")) == 1


def test_others_may_not(client, cast) -> None:
    for person in (cast.ana, cast.budi, cast.eko):
        client.sign_in(person)
        for address in (
            "/jp-targets",
            "/jp-targets/new",
            "/jp-targets/preview",
            "/jp-targets/1/ending",
        ):
            assert client.get(address).status_code == 403
        for address in ("/jp-targets", "/jp-targets/1/ending"):
            assert client.post(address, data=TYPED).status_code == 403


def test_what_is_not_there_is_not_found(citra) -> None:
    assert citra.get("/jp-targets/999/ending").status_code == 404
    assert citra.post("/jp-targets/999/ending").status_code == 404


def test_who_has_more_than_the_most_is_told_and_keeps_it(client, cast) -> None:
    row = db.session.scalars(select(Membership).filter_by(person_id=cast.ana.id)).one()
    row.employment_type = "pppk"
    year = clock.local_date(clock.now(), cast.agency.time_zone).year
    client.sign_in(cast.ana, language="en")
    enter(cast.ana, (date(year, 1, 5), 24))
    assert "are not asked of PPPK" not in client.get("/record").text
    enter(cast.ana, (date(year, 1, 6), 1))
    page = client.get("/record").text
    assert "More than 24 JP a year are not asked of PPPK." in page
    # 24 + 1, all of them
    assert "25" in page.split('class="big-number-figure"')[1].split("</")[0]
