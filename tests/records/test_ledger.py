"""Which hours count: the daily cap of e-learning, over all courses of a day."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.db import db
from app.learning.events import CourseCompleted
from app.learning.models import CourseCompletion, Enrolment, ModuleCompletion
from app.library import queries as library
from app.records import actions, ledger, queries
from app.records.models import DailyCap, JpCredit

D = Decimal
MON, TUE, WED = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)


def credited(raw, *, cap, used):
    found = ledger.credit(raw, cap_on=lambda _day: cap, used=used)
    return sum((one.credited for one in found), D(0))


@pytest.mark.parametrize(
    ("raw", "cap", "used", "expected"),
    [
        # 5 JP finished on one day: 3 count.
        ({MON: D(5)}, D(3), {}, D(3)),
        # A 12-JP course read at 4 JP a day on three days: 3 + 3 + 3.
        ({MON: D(4), TUE: D(4), WED: D(4)}, D(3), {}, D(9)),
        # Another course was credited 2 on Monday: 1 is left there, all of Tuesday's 2 count.
        ({MON: D(2), TUE: D(2)}, D(3), {MON: D(2)}, D(3)),
        # The day is full, and nothing is carried over.
        ({MON: D(2)}, D(3), {MON: D(3)}, D(0)),
        # An earlier rule allowed more: nothing is taken back.
        ({MON: D(2)}, D(3), {MON: D(4)}, D(0)),
        # A form without a cap counts whole.
        ({MON: D(8)}, None, {}, D(8)),
    ],
)
def test_the_cap_of_a_day(raw, cap, used, expected) -> None:
    assert credited(raw, cap=cap, used=used) == expected


@pytest.mark.parametrize(
    ("jp", "minutes", "expected"),
    [
        # 28 minutes ÷ 45 = 0.62 JP: 10 of 28 minutes are 0.22 (0.2214…), the rest is 0.40.
        (D("0.62"), {MON: 10, TUE: 18}, {MON: D("0.22"), TUE: D("0.40")}),
        (D("1"), {MON: 15, TUE: 15, WED: 15}, {MON: D("0.33"), TUE: D("0.33"), WED: D("0.34")}),
        (D("2"), {MON: 90}, {MON: D("2")}),
        (D("0"), {}, {}),
    ],
)
def test_hours_are_spread_by_minutes(jp, minutes, expected) -> None:
    assert ledger.spread(jp, minutes) == expected


DAYS = st.dictionaries(
    st.dates(date(2024, 2, 28), date(2024, 3, 3)), st.integers(1, 600), max_size=5
)


@given(DAYS, st.decimals(0, 40, places=2), st.decimals(0, 5, places=2))
def test_parts_add_up_and_no_day_exceeds_its_cap(minutes, jp, cap) -> None:
    raw = ledger.spread(jp, minutes)
    assert sum(raw.values(), D(0)) == (jp if minutes else 0)
    for one in ledger.credit(raw, cap_on=lambda _day: cap, used={}):
        assert 0 <= one.credited <= min(one.raw, cap)


def complete(person, ref: str, days: dict[date, int], jp: str) -> None:
    """A finished course whose first modules were read for so many minutes on these days."""
    version = library.find_live(ref)
    at = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
    enrolment = Enrolment(person_id=person.id, course_id=version.course_id, enrolled_at=at)
    db.session.add(enrolment)
    db.session.flush()
    modules = library.syllabus_of(version.id)
    for (day, minutes), entry in zip(days.items(), modules, strict=False):
        db.session.add(
            ModuleCompletion(
                enrolment_id=enrolment.id,
                module_id=entry.module_id,
                completed_at=at,
                local_date=day,
                minutes=minutes,
            )
        )
    completion = CourseCompletion(
        enrolment_id=enrolment.id,
        course_version_id=version.id,
        completed_at=at,
        local_date=max(days),
        jp=D(jp),
    )
    db.session.add(completion)
    db.session.flush()
    event = CourseCompleted(
        completion_id=completion.id,
        person_id=person.id,
        course_id=version.course_id,
        course_version_id=version.id,
        jp=D(jp),
        started_on=min(days),
        completed_on=max(days),
        at=at,
    )
    actions.on_course_completed(event)
    actions.on_course_completed(event)  # told twice, entered once


def test_two_courses_share_the_day(cast) -> None:
    complete(cast.ana, "contoh", {MON: 90, TUE: 45}, "3")
    complete(cast.ana, "persetujuan", {MON: 90}, "2")
    # Monday: 2 of the first, then only 1 of the second's 2; Tuesday: 1.
    by_title = {e.activity.title: e.jp_credited for e in queries.entries_of(cast.ana.id, year=2026)}
    assert by_title == {"Kursus Contoh": D(3), "Kursus dengan Persetujuan": D(1)}
    assert sum(queries.months_of(cast.ana.id, 2026)) == D(4)
    assert len(db.session.scalars(select(JpCredit)).all()) == 3


def test_a_changed_law_counts_from_its_day(cast) -> None:
    old = db.session.scalars(select(DailyCap)).one()
    old.valid_to = MON
    db.session.add(DailyCap(form_id=16, jp=D(4), valid_from=TUE))
    db.session.flush()
    complete(cast.ana, "contoh", {MON: 225, TUE: 225}, "10")
    # 5 JP a day: 3 by the old rule, 4 by the new.
    assert sum(queries.months_of(cast.ana.id, 2026)) == D(7)


def test_days_of_two_years_count_for_their_own(cast) -> None:
    complete(cast.ana, "contoh", {date(2026, 12, 31): 90, date(2027, 1, 1): 45}, "3")
    assert sum(queries.months_of(cast.ana.id, 2026)) == D(2)
    assert sum(queries.months_of(cast.ana.id, 2027)) == D(1)


def test_the_record_says_what_counts_and_why(client, cast) -> None:
    complete(cast.ana, "contoh", {MON: 225}, "5")
    page = client.sign_in(cast.ana).get("/record").text
    assert "3 dari 5" in page
    assert "paling banyak 3 JP sehari" in page


def test_the_target_follows_the_employment_type(cast) -> None:
    targets = queries.targets_of([cast.ana.id, cast.dewi.id], day=MON)
    assert {person: target.min_jp for person, target in targets.items()} == {
        cast.ana.id: D(20),
        cast.dewi.id: D(20),
    }
