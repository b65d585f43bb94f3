"""The first pages: where somebody goes on, what waits for whom, what a supervisor sees."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from app.accounts.models import Person
from app.audit.models import AuditEntry
from app.certificates.models import CertificateRequest
from app.db import db
from app.kit import clock
from app.learning import actions as learning
from app.learning import queries as courses
from app.library import queries as library
from app.org.queries import local_day
from tests.factories.cast import create_person
from tests.factories.courses import LESSON, publish, write_course
from tests.records.test_year import enter

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


def test_the_year_stands_as_number_and_line_with_what_is_still_to_come(client, cast) -> None:
    today = local_day(cast.ana, at=clock.now())
    enter(cast.ana, (today.replace(day=1), 3))
    learning.enrol(cast.ana, library.find_live("persetujuan"), at=AT)
    db.session.commit()
    page = client.sign_in(cast.ana, language="en").get("/").text
    assert "17 JP to go" in page
    assert 'class="plot-sparkline" role="img"' in page
    # All that is open here has less.
    assert "of the 17 JP that are missing" in page
    assert 'href="/record#way"' in page


def test_nothing_is_planned_once_the_minimum_is_reached(client, cast) -> None:
    today = local_day(cast.ana, at=clock.now())
    enter(cast.ana, (today.replace(day=1), 20))
    page = client.sign_in(cast.ana, language="en").get("/").text
    assert "minimum is reached" in page
    assert "The quickest way" not in page


def test_courses_of_a_subject_that_was_begun_are_suggested_until_they_are_begun(
    client, cast, tmp_path
) -> None:
    front = "subject: Kearsipan\n"
    for ref in ("arsip", "arsip-lanjut"):
        publish(
            write_course(
                tmp_path / ref, {"modules/satu.md": LESSON.format(ref="satu")}, front=front
            )
        )
    client.sign_in(cast.ana, language="en")
    assert "Suggested for you" not in client.get("/").text
    client.post("/courses/arsip/enrolment")
    suggested = client.get("/").text.split('id="suggestions"')[1].split("</section>")[0]
    assert 'href="/courses/arsip-lanjut"' in suggested
    assert 'href="/courses/arsip"' not in suggested
    assert "Kearsipan" in suggested
    client.post("/courses/arsip-lanjut/enrolment")
    assert "Suggested for you" not in client.get("/").text


def test_the_officer_sees_who_completed_a_course_last(client, cast) -> None:
    read_first_module(cast.ana, "persetujuan", at=AT)
    assert "Latest completions" in client.sign_in(cast.citra, language="en").get("/").text
    assert "Latest completions" not in client.sign_in(cast.budi, language="en").get("/").text


def test_an_author_sees_the_own_courses_with_their_learners(client, cast) -> None:
    version = library.find_live("persetujuan")
    version.published_by_id = cast.eko.id
    read_first_module(cast.ana, "persetujuan", at=AT)
    page = client.sign_in(cast.eko, language="en").get("/").text
    own = page.split('id="own-courses"')[1].split("</table>")[0]
    assert 'href="/studio/courses/persetujuan"' in own
    assert own.count('data-label="Learners">1<') == own.count('data-label="Completed">1<') == 1
    assert 'id="own-courses"' not in client.sign_in(cast.citra, language="en").get("/").text


def test_the_queries_of_the_first_page_do_not_grow(client, cast, count_queries) -> None:
    read_first_module(cast.ana, "persetujuan", at=AT)
    read_first_module(cast.ana, "contoh", at=AT)
    client.sign_in(cast.ana)
    with count_queries() as made:
        client.get("/")
    assert len(made) <= 18


def test_a_team_is_counted_narrowed_and_ordered(client, cast) -> None:
    today = local_day(cast.budi, at=clock.now())
    fajar = create_person("fajar", cast.agency, "Disdukcapil", "employee", supervisor=cast.budi)
    enter(fajar, (today.replace(day=1), 20))
    client.sign_in(cast.budi, language="en")
    page = client.get("/team").text
    assert "<strong>1</strong>" in page
    assert "of 2 people" in " ".join(page.split())
    assert page.index("Ana<") < page.index("Fajar<")
    behind = client.get("/team?show=behind").text
    assert "Ana<" in behind
    assert "Fajar<" not in behind
    assert "Ana<" not in client.get("/team?q=fajar").text
    assert "Nobody matches." in client.get("/team?q=tidak+ada").text


def test_the_team_can_be_taken_along_as_it_is_narrowed_and_that_is_recorded(client, cast) -> None:
    today = local_day(cast.budi, at=clock.now())
    fajar = create_person("fajar", cast.agency, "Disdukcapil", "employee", supervisor=cast.budi)
    enter(fajar, (today.replace(day=1), 20))
    client.sign_in(cast.budi, language="en")
    lines = client.get("/team/export.csv?show=met").data.decode("utf-8-sig").splitlines()
    assert lines == [
        f"Name;Position;Unit;JP in {today.year};Minimum in JP;Standing;Courses running;"
        "Courses completed",
        "Fajar;Analis;Disdukcapil;20;20;Minimum met;0;0",
    ]
    whole = client.get("/team/export.csv").data.decode("utf-8-sig")
    assert "Ana;" in whole
    assert "Dewi" not in whole
    assert client.get("/team/export.xlsx").data.startswith(b"PK")
    assert client.get("/team/export.pdf").status_code == 404
    kept = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()
    assert (kept.action, kept.actor_id) == ("report.team-exported", cast.budi.id)


def test_the_team_is_the_supervisors_alone(client, cast) -> None:
    assert client.sign_in(cast.ana).get("/team/export.csv").status_code == 403
    assert client.sign_in(cast.ana).get("/team").status_code == 403
    assert client.sign_in(cast.citra).get("/team").status_code == 403


def test_the_queries_of_the_team_do_not_grow_with_it(client, cast, count_queries) -> None:
    client.sign_in(cast.budi)
    with count_queries() as few:
        client.get("/team")
    budi = db.session.get_one(Person, cast.budi.id)
    for n in range(60):
        create_person(f"p{n}", cast.agency, "Disdukcapil", "employee", supervisor=budi)
    with count_queries() as many:
        page = client.get("/team").text
    assert len(many) == len(few) <= 8
    assert "after=" in page
