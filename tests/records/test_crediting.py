"""Credits of a person in the database: entered, computed anew, and told on the record."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.db import db
from app.learning import actions as learning
from app.learning.events import CourseCompleted
from app.learning.models import CourseCompletion, Enrolment, ModuleCompletion
from app.library import queries as library
from app.org.models import Agency, Membership
from app.records import actions, crediting, queries
from app.records.closing import Cause
from app.records.models import Activity, ActivityDay, JpCredit, YearTotal
from app.reference.models import JpRule
from tests.stage import study

D = Decimal
AT = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
MON, TUE, WED = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 25)


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
    # Monday: 2 of the second, which ended first, then only 1 of the first's 2; Tuesday: 1.
    by_title = {e.activity.title: e.jp_credited for e in queries.entries_of(cast.ana.id, year=2026)}
    assert by_title == {"Kursus Contoh": D(2), "Kursus dengan Persetujuan": D(2)}
    assert sum(queries.months_of(cast.ana.id, 2026)) == D(4)
    assert len(db.session.scalars(select(JpCredit)).all()) == 3


def test_a_changed_law_counts_from_its_day(cast) -> None:
    old = db.session.scalars(select(JpRule).filter_by(form_id=16)).one()
    old.valid_to = MON
    db.session.add(JpRule(form_id=16, basis="programme", daily_cap=D(4), valid_from=TUE))
    db.session.flush()
    complete(cast.ana, "contoh", {MON: 225, TUE: 225}, "10")
    # 5 JP a day: 3 by the old rule, 4 by the new.
    assert sum(queries.months_of(cast.ana.id, 2026)) == D(7)


def test_days_of_two_years_count_for_their_own(cast) -> None:
    complete(cast.ana, "contoh", {date(2026, 12, 31): 90, date(2027, 1, 1): 45}, "3")
    assert sum(queries.months_of(cast.ana.id, 2026)) == D(2)
    assert sum(queries.months_of(cast.ana.id, 2027)) == D(1)
    assert totals_of(cast.ana) == {2026: D(2), 2027: D(1)}


def test_the_totals_of_years_follow_the_credits(cast) -> None:
    complete(cast.ana, "contoh", {date(2026, 12, 31): 90, date(2027, 1, 1): 45}, "3")
    complete(cast.dewi, "contoh", {MON: 45}, "1")
    activity = db.session.scalars(select(Activity).filter_by(person_id=cast.ana.id)).one()
    activity.state = "rejected"
    db.session.flush()
    crediting.recompute([cast.ana.id], cause=Cause(activity_id=activity.id), at=AT)
    assert totals_of(cast.ana) == {}
    assert totals_of(cast.dewi) == {2026: D(1)}
    activity.state = "verified"
    db.session.flush()
    crediting.recompute([cast.ana.id], cause=Cause(activity_id=activity.id), at=AT)
    assert totals_of(cast.ana) == {2026: D(2), 2027: D(1)}


def totals_of(person) -> dict[int, Decimal]:
    rows = db.session.scalars(select(YearTotal).filter_by(person_id=person.id))
    return {row.year: row.jp for row in rows}


def test_the_record_says_what_counts_and_why(client, cast) -> None:
    complete(cast.ana, "contoh", {MON: 225}, "5")
    page = client.sign_in(cast.ana, language="en").get("/record").text
    assert "3 of 5" in page
    assert "at most 3 JP of “E-learning” count on one day; valid from 1 January 2018" in page


def test_the_target_follows_the_employment_type(cast) -> None:
    targets = queries.targets_of([cast.ana.id, cast.dewi.id], day=MON)
    assert {person: target.min_jp for person, target in targets.items()} == {
        cast.ana.id: D(20),
        cast.dewi.id: D(20),
    }


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("Asia/Jakarta", {2026: D("0.62")}),
        ("Asia/Makassar", {2026: D("0.62")}),
        ("Asia/Jayapura", {2027: D("0.62")}),
    ],
)
def test_the_year_is_that_of_the_agencys_clock(cast, zone, hours) -> None:
    """Read on 31 December at 15.30 UTC: 22.30 in the west, 23.30 in the middle, in the east half
    an hour into the new year. 28 minutes ÷ 45 = 0.62 JP."""
    db.session.get_one(Agency, cast.agency.id).time_zone = zone
    db.session.flush()
    at = datetime(2026, 12, 31, 15, 30, tzinfo=UTC)
    version = library.find_live("contoh")
    enrolment = study.enrol(cast.ana, "contoh", at=at)
    for entry in library.syllabus_of(version.id):
        if entry.is_step:
            learning.complete_module(enrolment, entry.module_id, at=at)
    found = {year: sum(queries.months_of(cast.ana.id, year)) for year in (2026, 2027)}
    assert {year: jp for year, jp in found.items() if jp} == hours


def test_hours_are_those_of_what_was_finished_whatever_the_rule(cast) -> None:
    complete(cast.ana, "contoh", {MON: 225, TUE: 45}, "6")
    rows = db.session.scalars(select(ActivityDay).order_by(ActivityDay.day)).all()
    # 225 of 270 minutes are 5 JP, 45 are 1; the cap has no say in it.
    assert [(row.day, row.jp) for row in rows] == [(MON, 5), (TUE, 1)]


def test_the_record_names_all_days_that_were_cut_alike(client, cast) -> None:
    complete(cast.ana, "contoh", {MON: 225, TUE: 180}, "9")
    page = client.sign_in(cast.ana, language="en").get("/record").text
    assert "2 days:" in page
    # 3 + 3 of 5 + 4
    assert "6 of 9 JP count, because at most 3 JP" in page
    assert "24 November 2026: 3 of 4" in page


def test_who_has_a_contract_reads_which_year_is_shown(client, cast) -> None:
    said = "For PPPK the year of the contract counts."
    assert said not in client.sign_in(cast.ana, language="en").get("/record").text
    post = db.session.scalars(select(Membership).filter_by(person_id=cast.ana.id)).one()
    post.employment_type = "pppk"
    db.session.commit()
    assert said in client.get("/record").text
