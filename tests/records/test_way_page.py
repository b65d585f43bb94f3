"""The quickest way on the record and on the first page, from what is really open to Ana."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import select

from app.db import db
from app.learning import actions as learning
from app.library import queries as library
from app.library.models import Course, CourseAlias, CourseVersion
from app.records import crediting, open_courses, pathways, queries
from app.records.closing import Cause
from app.records.way import OpenCourse
from app.reference.models import JpRule
from tests.factories.courses import LESSON, publish, write_course
from tests.records import outside
from tests.records.test_year import enter
from tests.stage import study

D = Decimal
# Noon in Jayapura, where the cast works.
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


@pytest.fixture
def november():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def write(tmp_path):
    """Publishes a course of so many pages of one JP each."""

    def publish_pages(ref: str, pages: int, front: str = "") -> None:
        files = {f"modules/{n}.md": LESSON.format(ref=f"{ref}-{n}") for n in range(1, pages + 1)}
        publish(write_course(tmp_path / ref, files, front=front))

    return publish_pages


def without_shipped_courses() -> None:
    """As if what the other tests read brought no JP."""
    for version in db.session.scalars(select(CourseVersion)):
        version.jp = D(0)
    db.session.commit()


def opened(person) -> dict[str, OpenCourse]:
    return {one.ref: one for one in open_courses.of(person.id, lang="id")}


def section(page: str, name: str) -> str:
    return " ".join(page.split(f'id="{name}"')[1].split("</section>", maxsplit=1)[0].split())


def test_hours_read_lie_on_their_days_and_the_rest_is_left(cast, write, november) -> None:
    write("arsip", 4)
    study.finish(cast.ana, "arsip", at=NOW - DAY, modules=3)
    db.session.commit()
    arsip = opened(cast.ana)["arsip"]
    # A page a day, the last yesterday; each a JP, and one page is open.
    assert arsip.read == {TODAY - n * DAY: D(1) for n in (1, 2, 3)}
    assert (arsip.left, arsip.is_running) == (1, True)


def test_of_a_course_that_asks_for_some_of_its_pages_only_those_are_left(
    cast, write, november
) -> None:
    pages = "arsip-1, arsip-2, arsip-3, arsip-4"
    write("arsip", 4, front=f"completion: {{any: 3, of: [{pages}]}}\n")
    study.finish(cast.ana, "arsip", at=NOW - DAY, modules=1)
    db.session.commit()
    arsip = opened(cast.ana)["arsip"]
    # Four JP over three pages of 45 minutes: 1.33 each, and the last two bring the rest.
    assert (arsip.read, arsip.left) == ({TODAY - DAY: D("1.33")}, D("2.67"))


def test_what_is_completed_or_has_no_jp_or_comes_after_another_is_not_open(
    cast, write, november
) -> None:
    without_shipped_courses()
    for ref, front in (
        ("awal", ""),
        ("selesai", ""),
        ("lanjut", "prerequisites: [awal]\n"),
        ("siap", "prerequisites: [selesai]\n"),
    ):
        write(ref, 2, front=front)
    study.finish(cast.ana, "selesai", at=NOW - DAY)
    db.session.commit()
    assert set(opened(cast.ana)) == {"awal", "siap"}
    assert set(opened(cast.dewi)) == {"awal", "selesai"}


def test_the_record_leads_to_the_courses_with_their_days(client, cast, write, november) -> None:
    without_shipped_courses()
    write("arsip", 4)
    write("aduan", 4)
    enter(cast.ana, (date(2026, 3, 2), 12))
    study.finish(cast.ana, "arsip", at=NOW - DAY, modules=1)
    db.session.commit()
    way = section(client.sign_in(cast.ana, language="en").get("/record").text, "way")
    # 8 JP: 1 of yesterday, 3 today, 3 tomorrow, 1 on the day after.
    assert "You can be there in 3 days, on 25 November 2026, if you begin today." in way
    cap = "8 JP are missing, and at most 3 JP of e-learning count on one day."
    assert f"{cap} You have read 1 JP of them already" in way
    assert 'href="/courses/arsip"' in way
    assert "You have begun it; 3 JP are left to read." in way
    assert way.index("arsip") < way.index("aduan")
    assert "24 November 2026 – 25 November 2026" in way


def test_whoever_follows_the_way_is_there_on_its_day(cast, write, november) -> None:
    without_shipped_courses()
    for ref in ("arsip", "aduan"):
        write(ref, 4)
    bimtek = {"form_id": outside.BIMTEK, "state": "verified", "jp_raw": D(12)}
    cause = Cause(activity_id=outside.enter(cast.ana, **bimtek).id)
    crediting.recompute([cast.ana.id], cause=cause, at=NOW)
    study.finish(cast.ana, "arsip", at=NOW - DAY, modules=1)
    year = queries.year_of(cast.ana.id, 2026, today=TODAY)
    way = pathways.find_way(cast.ana.id, year, today=TODAY, lang="id")
    assert (way.left, way.ends_on) == (0, TODAY + 2 * DAY)
    # The three pages of the one and of the other four, three a day.
    pages = [("arsip", n) for n in (1, 2, 3)] + [("aduan", n) for n in (0, 1, 2, 3)]
    for place, (ref, page) in enumerate(pages):
        enrolment = study.enrol(cast.ana, ref, at=NOW)
        module = library.syllabus_of(library.find_live(ref).id)[page]
        learning.complete_module(enrolment, module.module_id, at=NOW + place // 3 * DAY)
    assert sum(queries.months_of(cast.ana.id, 2026)) == 20


def test_a_seminar_that_waits_is_told_apart(client, cast, november) -> None:
    outside.enter(
        cast.ana,
        form_id=outside.SEMINAR,
        state="proposed",
        starts_on=date(2026, 11, 2),
        ends_on=date(2026, 11, 3),
    )
    way = section(client.sign_in(cast.ana, language="en").get("/record").text, "way")
    # Two days of 4 JP.
    assert "8 JP wait for verification. With them only 12 JP are to go." in way


def test_where_the_year_ends_too_soon_other_trainings_are_named(client, cast, write) -> None:
    without_shipped_courses()
    write("arsip", 9)
    enter(cast.ana, (date(2026, 3, 2), 8))
    with time_machine.travel(datetime(2026, 12, 30, 3, 0, tzinfo=UTC), tick=False):
        way = section(client.sign_in(cast.ana, language="en").get("/record").text, "way")
    # Two days of 3 JP leave 6 of 12; a workshop has 5 a day, a seminar 4.
    assert "Too late by e-learning alone" in way
    assert "bring 6 JP until 31 December 2026; 6 JP stay missing" in way
    assert "Workshop: 2 days count 10 JP" in way
    assert "2 days count 8 JP" in way


def test_on_the_last_day_nothing_is_named_that_would_not_be_enough(client, cast) -> None:
    without_shipped_courses()
    with time_machine.travel(datetime(2026, 12, 31, 3, 0, tzinfo=UTC), tick=False):
        way = section(client.sign_in(cast.ana, language="en").get("/record").text, "way")
    assert "No course brings JP this year any more" in way
    assert "Ask your supervisor or the training officer" in way


def test_who_has_reached_it_or_looks_at_another_year_sees_no_way(client, cast, november) -> None:
    enter(cast.ana, (date(2025, 3, 2), 4))
    client.sign_in(cast.ana, language="en")
    assert 'id="way"' in client.get("/record").text
    assert 'id="way"' not in client.get("/record?year=2025").text
    enter(cast.ana, (date(2026, 3, 2), 20))
    assert 'id="way"' not in client.get("/record").text


def test_where_another_basis_than_hours_counts_no_way_is_promised(client, cast, november) -> None:
    for row in db.session.scalars(select(JpRule).filter_by(form_id=16)):
        row.basis, row.jp = "activity", D(2)
    db.session.commit()
    year = queries.year_of(cast.ana.id, 2026, today=TODAY)
    assert pathways.find_way(cast.ana.id, year, today=TODAY, lang="id") is None
    assert client.sign_in(cast.ana).get("/record").status_code == 200


@pytest.mark.parametrize(("month", "is_warned"), [(9, False), (10, True)])
def test_from_october_on_the_first_page_warns(client, cast, write, month, is_warned) -> None:
    write("arsip", 9)
    enter(cast.ana, (date(2026, 3, 2), 14))
    with time_machine.travel(datetime(2026, month, 1, 3, 0, tzinfo=UTC), tick=False):
        page = client.sign_in(cast.ana, language="en").get("/").text
    hours = section(page, "hours")
    assert f"in 2 days, on 2 {'October' if is_warned else 'September'} 2026" in hours
    assert 'href="/record#way"' in hours
    assert ("The year ends soon" in hours) is is_warned


def test_the_queries_do_not_grow_with_the_courses(
    client, cast, write, november, count_queries
) -> None:
    write("kursus-0", 3)
    study.finish(cast.ana, "kursus-0", at=NOW - DAY, modules=1)
    db.session.commit()
    client.sign_in(cast.ana)
    with count_queries() as few:
        client.get("/record")
    for n in range(1, 6):
        write(f"kursus-{n}", 3)
        study.finish(cast.ana, f"kursus-{n}", at=NOW - DAY, modules=1)
    db.session.commit()
    with count_queries() as many:
        client.get("/record")
    assert len(many) == len(few) <= 17


def test_a_course_that_was_renamed_or_is_not_here_bars_no_way(cast, write, november) -> None:
    without_shipped_courses()
    write("dasar", 2)
    write("lanjut", 2, front="prerequisites: [awal]\n")
    write("tamu", 2, front="prerequisites: [tidak-ada-di-sini]\n")
    course = db.session.scalars(select(Course).where(Course.ref == "dasar")).one()
    db.session.add(CourseAlias(ref="awal", course_id=course.id))
    db.session.commit()
    assert set(opened(cast.ana)) == {"dasar", "tamu"}
    study.finish(cast.ana, "dasar", at=NOW - DAY)
    db.session.commit()
    assert set(opened(cast.ana)) == {"lanjut", "tamu"}
