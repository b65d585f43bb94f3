"""The first pages: where somebody goes on, what waits for whom, what a supervisor sees."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from app.certificates.models import CertificateRequest
from app.db import db
from app.learning import actions as learning
from app.learning import queries as courses
from app.library import queries as library

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def read_first_module(person, course, *, at, begun=None):
    version = library.find_live(course)
    learning.enrol(person, version, at=begun or at)
    entry = library.syllabus_of(version.id)[0]
    found = courses.find_module(course, entry.ref, person_id=person.id)
    learning.complete_module(found.enrolment, entry.module_id, at=at)
    db.session.commit()


def test_learning_goes_on_with_the_first_module_that_is_not_done(client, cast) -> None:
    read_first_module(cast.ana, "contoh", at=AT)
    text = client.sign_in(cast.ana).get("/").text
    second = library.syllabus_of(library.find_live("contoh").id)[1]
    assert f'href="/courses/contoh/modules/{second.ref}"' in text
    assert "1 dari 4 bagian selesai" in text


def test_the_course_worked_in_last_comes_first(client, cast) -> None:
    read_first_module(cast.ana, "contoh", begun=AT - timedelta(days=30), at=AT)
    yesterday = AT - timedelta(days=1)
    read_first_module(cast.ana, "persetujuan", begun=yesterday, at=yesterday)
    assert [course.ref for course in courses.courses_of(cast.ana.id)] == ["contoh", "persetujuan"]


def test_who_has_not_begun_is_led_to_the_catalogue(client, cast) -> None:
    text = client.sign_in(cast.dewi).get("/").text
    assert "Mulailah dengan kursus pertama Anda" in text
    assert 'href="/courses"' in text


def test_only_the_officer_is_told_how_many_requests_wait(client, cast) -> None:
    read_first_module(cast.ana, "persetujuan", at=AT)
    assert "1 permintaan menunggu" in client.sign_in(cast.citra).get("/").text
    assert "permintaan menunggu" not in client.sign_in(cast.budi).get("/").text


def test_a_rejected_request_stands_in_the_owners_record_with_its_reason(client, cast) -> None:
    read_first_module(cast.ana, "persetujuan", at=AT)
    request = db.session.scalars(select(CertificateRequest)).one()
    request.decide("rejected", reason="Belum hadir di kelas.", by=cast.citra.id, at=AT)
    db.session.commit()
    assert "Belum hadir di kelas." in client.sign_in(cast.ana).get("/record").text
    assert "Belum hadir di kelas." not in client.sign_in(cast.dewi).get("/record").text


def test_a_supervisor_sees_the_own_team_alone(client, cast) -> None:
    read_first_module(cast.ana, "persetujuan", at=AT)
    text = client.sign_in(cast.budi).get("/team").text
    assert "Ana" in text
    assert "Dewi" not in text


def test_what_is_due_is_named_with_its_course(client, cast) -> None:
    client.sign_in(cast.ana)
    client.post("/courses/contoh/enrolment")
    client.post("/courses/contoh/modules/ujian-akhir/attempts")
    due = client.get("/").text.split('id="due"')[1].split("</section>")[0]
    assert "Ujian akhir" in due
    assert "Kursus Contoh" in due
