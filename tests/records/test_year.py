"""A person's year: by month, and against what it asks."""

from datetime import UTC, date, datetime
from decimal import Decimal

from app.db import db
from app.records import queries
from app.records.models import Activity, JpCredit, YearlyTarget, YearTotal
from app.records.year import Year

D = Decimal
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def enter(person, *days, title="Etika ASN", raw=None) -> Activity:
    """An activity with (day, credited) for each of `days`."""
    activity = Activity(
        person_id=person.id,
        form_id=16,
        title=title,
        provider="BKPSDM",
        starts_on=days[0][0],
        ends_on=days[-1][0],
        jp_raw=raw or sum(D(jp) for _, jp in days),
        created_at=AT,
    )
    db.session.add(activity)
    db.session.flush()
    for day, jp in days:
        db.session.add(
            JpCredit(activity_id=activity.id, day=day, raw=D(jp), worth=D(jp), credited=D(jp))
        )
        total = db.session.get(YearTotal, (person.id, day.year))
        if total is None:
            total = YearTotal(person_id=person.id, year=day.year, jp=D(0))
            db.session.add(total)
        total.jp += D(jp)
    db.session.commit()
    return activity


def test_a_year_adds_up_its_months() -> None:
    year = Year(2026, [D(3), D(0), D("2.5")], target=D(20))
    assert (year.hours, year.left) == (D("5.5"), D("14.5"))
    assert year.rows == [(1, D(3), D(3)), (2, D(0), D(3)), (3, D("2.5"), D("5.5"))]


def test_more_than_the_target_leaves_nothing_and_without_a_target_nothing_is_missing() -> None:
    assert Year(2026, [D(24)], target=D(20)).left == 0
    assert Year(2026, [D(4)], target=None).left == 0


def test_months_hold_what_was_credited_on_their_days(cast) -> None:
    enter(cast.ana, (date(2026, 1, 31), 2), (date(2026, 2, 1), 1))
    enter(cast.ana, (date(2025, 12, 31), 3))
    enter(cast.dewi, (date(2026, 1, 5), 3))
    assert queries.months_of(cast.ana.id, 2026, until=3) == [D(2), D(1), D(0)]
    assert queries.years_of(cast.ana.id) == [2026, 2025]
    assert queries.years_of(cast.eko.id) == []


def test_a_past_year_is_measured_by_the_target_of_its_end(cast) -> None:
    for target in db.session.query(YearlyTarget).filter_by(employment_type="pns"):
        target.valid_to = date(2025, 12, 31)
    db.session.add(YearlyTarget(employment_type="pns", min_jp=D(24), valid_from=date(2026, 1, 1)))
    db.session.flush()
    today = date(2026, 3, 4)
    assert queries.year_of(cast.ana.id, 2025, today=today).target == D(20)
    assert queries.year_of(cast.ana.id, 2026, today=today).target == D(24)
    assert len(queries.year_of(cast.ana.id, 2025, today=today).months) == 12
    assert len(queries.year_of(cast.ana.id, 2026, today=today).months) == 3


def test_what_was_earned_in_two_years_stands_in_both_with_its_part(cast) -> None:
    enter(cast.ana, (date(2025, 12, 31), 2), (date(2026, 1, 2), 1))
    for year, part, other in ((2025, 2, 2026), (2026, 1, 2025)):
        (entry,) = queries.entries_of(cast.ana.id, year=year)
        assert (entry.jp_raw, entry.jp_credited, entry.other_years) == (D(part), D(part), [other])


def test_what_counts_for_a_person_is_what_their_activities_earned(cast) -> None:
    enter(cast.dewi, (date(2026, 1, 5), 3))
    assert queries.entries_of(cast.ana.id, year=2026) == []
