"""The catalogue: searching, narrowing, ordering and turning pages."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.db import db
from app.learning import actions, catalogue
from app.learning.catalogue import Wanted
from app.library.models import Course, CourseVersion
from tests.conftest import COURSES
from tests.factories.courses import publish

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def write(ref: str, title: str, **values: object) -> None:
    """A live course without pages; made by hand, for many are needed."""
    course = Course(ref=ref)
    db.session.add(course)
    db.session.flush()
    given = {
        "number": 1,
        "label": "",
        "content_hash": ref,
        "title": title,
        "description": f"Tentang {title}.",
        "lang": "id",
        "subject": "",
        "level": "",
        "provider": "",
        "jp": 3,
        "minutes": 135,
        "certificate": "none",
        "completion": {"count": None, "refs": []},
        "about": {"prerequisites": []},
        "landing_html": "",
        "search_text": title.lower(),
        "published_at": AT,
    }
    version = CourseVersion(course_id=course.id, **given | values)
    db.session.add(version)
    db.session.flush()
    course.live_version_id = version.id
    db.session.flush()


@pytest.fixture
def courses(cast):
    """Four courses besides the little ones, each with something of its own."""
    write("arsip", "Arsip Rapi", subject="tata-kelola", level="dasar", jp=2, minutes=90)
    write("coaching", "Coaching", subject="kepemimpinan", level="lanjutan", jp="2.01", minutes=91)
    write("anggaran", "anggaran", subject="tata-kelola", provider="LAN", jp=12, minutes=540)
    write(
        "data",
        "Data Terbuka",
        certificate="automatic",
        titles={"en": {"title": "Open Data", "description": ""}},
        published_at=AT + timedelta(days=900),
    )


NEW = {"arsip", "coaching", "anggaran", "data"}


def refs(cast, **wanted: str) -> list[str]:
    """Without the little courses that every test has."""
    found = catalogue.search(cast.ana.id, Wanted(**wanted))
    assert len(found) == catalogue.count(Wanted(**wanted))
    return [one.ref for one in found if one.ref in NEW]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["anggaran", "arsip", "coaching", "data"]),
        ({"words": "RAPI arsip"}, ["arsip"]),
        ({"words": "100%"}, []),
        ({"subject": "tata-kelola"}, ["anggaran", "arsip"]),
        ({"subject": "tata-kelola", "level": "dasar"}, ["arsip"]),
        ({"provider": "LAN"}, ["anggaran"]),
        ({"jp": "0-2"}, ["arsip"]),
        ({"jp": "2-5"}, ["coaching", "data"]),
        ({"jp": "10-"}, ["anggaran"]),
        ({"language": "en"}, ["data"]),
        ({"certificate": "with"}, ["data"]),
        ({"certificate": "without"}, ["anggaran", "arsip", "coaching"]),
    ],
)
def test_words_and_filters_narrow_the_list(cast, courses, wanted, found) -> None:
    assert refs(cast, **wanted) == found


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("title", ["anggaran", "arsip", "coaching", "data"]),
        ("newest", ["data", "anggaran", "coaching", "arsip"]),
        ("shortest", ["arsip", "coaching", "data", "anggaran"]),
    ],
)
def test_the_list_stands_in_the_order_wanted(cast, courses, sort, found) -> None:
    assert refs(cast, sort=sort) == found


@pytest.mark.parametrize("sort", ["title", "newest", "shortest"])
def test_its_pages_hold_every_course_once(cast, courses, monkeypatch, sort) -> None:
    monkeypatch.setattr(catalogue, "PAGE_SIZE", 2)
    wanted, seen, after = Wanted(sort=sort), [], None
    for _ in range(3):
        page = catalogue.search(cast.ana.id, wanted, after=after)
        seen += [one.ref for one in page[:2]]
        after = page[1].version.course_id
    assert len(page) == 2
    monkeypatch.setattr(catalogue, "PAGE_SIZE", 24)
    assert seen == [one.ref for one in catalogue.search(cast.ana.id, wanted)]


def test_the_choices_are_those_that_live_courses_give(cast, courses) -> None:
    choices = catalogue.choices()
    assert choices.subject == ["kepemimpinan", "orientasi", "tata-kelola"]
    assert choices.level == ["dasar", "lanjutan"]
    assert choices.jp == ["0-2", "2-5", "10-"]
    assert choices.language == ["en", "id"]
    assert choices.certificate == ["with", "without"]


def test_a_course_is_found_by_the_title_of_one_of_its_pages(client, cast) -> None:
    publish(COURSES / "dwibahasa")
    text = client.sign_in(cast.ana).get("/courses?q=sapaan").text
    assert re.findall(r'href="/courses/(\w+)"', text) == ["dwibahasa"]


def test_each_filter_in_use_can_be_taken_away(client, cast, courses) -> None:
    text = (
        client.sign_in(cast.ana, language="en")
        .get("/courses?q=a&subject=tata-kelola&level=dasar")
        .text
    )
    chips = re.findall(r'class="chip" href="([^"]+)">.*?</span> ([^<]+)<svg', text)
    assert chips == [
        ("/courses?subject=tata-kelola&amp;level=dasar", "“a”"),
        ("/courses?q=a&amp;level=dasar", "Tata kelola"),
        ("/courses?q=a&amp;subject=tata-kelola", "Dasar"),
    ]
    assert "1 course<" in text


def test_what_no_course_has_is_not_asked_for(client, cast, courses) -> None:
    text = client.sign_in(cast.ana).get("/courses?subject=punah&sort=random&jp=7&after=x").text
    assert "Arsip Rapi" in text
    assert "chip" not in text


def test_who_finds_nothing_is_shown_the_way_on(client, cast) -> None:
    text = client.sign_in(cast.ana, language="en").get("/courses?q=tidakada").text
    assert "No course found" in text
    assert "0 courses" in text
    assert 'href="/courses"><span>Show all courses' in text


def test_narrowed_in_its_place_only_the_list_comes_and_says_its_address(client, cast) -> None:
    client.sign_in(cast.ana)
    headers = {"HX-Request": "true"}
    answer = client.get("/courses?q=contoh&subject=&sort=title", headers=headers)
    assert answer.headers["HX-Push-Url"] == "/courses?q=contoh"
    assert "Kursus Contoh" in answer.text
    assert "<html" not in answer.text
    assert "HX-Request" in answer.headers["Vary"]


def test_a_card_says_how_far_its_reader_is(client, cast) -> None:
    client.sign_in(cast.ana, language="en").post("/courses/contoh/enrolment")
    client.post("/courses/contoh/modules/pengantar/completion")
    assert "1 of 4 done" in client.get("/courses").text
    assert "of 4 done" not in client.sign_in(cast.dewi).get("/courses").text


def test_the_page_makes_as_many_queries_for_many_courses(
    client, cast, courses, count_queries
) -> None:
    for number in range(30):
        write(f"k-{number}", f"Kursus {number}")
    for version in db.session.scalars(select(CourseVersion).where(CourseVersion.jp == 3)):
        actions.enrol(cast.ana, version, at=AT)
    client.sign_in(cast.ana)
    with count_queries() as made:
        assert client.get("/courses").status_code == 200
    # Session and person, choices, list, count, progress, assignments.
    assert len(made) <= 6, made
    with count_queries() as made:
        assert client.get("/courses?sort=newest&after=1").status_code == 200
    assert len(made) <= 7, made
