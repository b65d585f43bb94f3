"""From the catalogue to the completed course, through the pages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.certificates.models import Certificate, CertificateRequest
from app.db import db
from app.learning import actions, completion, queries
from app.learning.models import CourseCompletion, ModuleCompletion
from app.library import queries as library
from app.library.models import Module
from app.library.queries import SyllabusEntry
from app.quizzes.models import Attempt
from app.records.models import Activity
from tests.factories import answers
from tests.stage import study

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def enrol(client, course="contoh"):
    return client.post(f"/courses/{course}/enrolment")


def pass_quiz(client, module, person, *, right=True):
    client.post(f"/courses/contoh/modules/{module}/attempts")
    attempt = db.session.scalars(
        select(Attempt).where(Attempt.person_id == person.id, Attempt.state == "in_progress")
    ).one()
    client.post(f"/attempts/{attempt.id}/answers", data=answers.form(attempt, right=right))
    client.post(f"/attempts/{attempt.id}/submission")
    return attempt


def complete_contoh(client, person):
    enrol(client)
    client.post("/courses/contoh/modules/pengantar/completion")
    client.post("/courses/contoh/modules/lanjutan/completion")
    pass_quiz(client, "kuis-latihan", person, right=False)
    pass_quiz(client, "ujian-akhir", person)


def test_enrolling_leads_to_the_first_module(client, cast) -> None:
    answer = enrol(client.sign_in(cast.ana))
    assert answer.location == "/courses/contoh/modules/pengantar"


def test_enrolling_twice_keeps_one_enrolment(client, cast) -> None:
    client.sign_in(cast.ana)
    enrol(client)
    assert enrol(client).status_code == 302
    assert len(queries.courses_of(cast.ana.id)) == 1


def test_a_module_sends_who_is_not_enrolled_to_the_course(client, cast) -> None:
    answer = client.sign_in(cast.dewi).get("/courses/contoh/modules/pengantar")
    assert answer.location == "/courses/contoh"


@pytest.mark.parametrize("address", ["/courses/none", "/courses/none/modules/x"])
def test_what_does_not_exist_is_not_found(client, cast, address) -> None:
    assert client.sign_in(cast.ana).get(address).status_code == 404


def test_an_unknown_module_of_a_course_one_is_enrolled_in_is_not_found(client, cast) -> None:
    client.sign_in(cast.ana)
    enrol(client)
    assert client.get("/courses/contoh/modules/none").status_code == 404


def test_marking_a_lesson_leads_to_the_next_module(client, cast) -> None:
    client.sign_in(cast.ana)
    enrol(client)
    answer = client.post("/courses/contoh/modules/pengantar/completion")
    assert answer.location == "/courses/contoh/modules/kuis-latihan"


def test_a_quiz_cannot_be_marked_as_read(client, cast) -> None:
    client.sign_in(cast.ana)
    enrol(client)
    assert client.post("/courses/contoh/modules/ujian-akhir/completion").status_code == 404


def test_the_last_module_completes_the_course_with_certificate_and_entry(client, cast) -> None:
    complete_contoh(client.sign_in(cast.ana), cast.ana)
    certificate = db.session.scalars(select(Certificate)).one()
    entry = db.session.scalars(select(Activity)).one()
    assert (entry.person_id, entry.certificate_id) == (cast.ana.id, certificate.id)
    # 5 + 10 + 3 + 10 stated minutes of the four pages ÷ 45 = 0.622…, floored.
    assert entry.jp_raw == Decimal("0.62")
    assert entry.form_id == 16


def test_a_practice_quiz_counts_when_handed_in_a_graded_one_only_when_passed(client, cast) -> None:
    client.sign_in(cast.ana)
    enrol(client)
    pass_quiz(client, "kuis-latihan", cast.ana, right=False)
    pass_quiz(client, "ujian-akhir", cast.ana, right=False)
    done = db.session.scalars(select(ModuleCompletion.module_id)).all()
    assert done == [library.ids_by_ref(Module, library.find_course("contoh").id)["kuis-latihan"]]


def test_a_course_with_approval_enters_the_record_and_waits_for_its_certificate(
    client, cast
) -> None:
    client.sign_in(cast.ana)
    enrol(client, "persetujuan")
    version = library.find_live("persetujuan")
    lesson = library.syllabus_of(version.id)[0]
    client.post(f"/courses/persetujuan/modules/{lesson.ref}/completion")
    assert db.session.scalars(select(Activity)).one().certificate_id is None
    assert db.session.scalars(select(CertificateRequest)).one().decision is None
    assert db.session.scalars(select(Certificate)).all() == []


def test_completing_again_adds_nothing(client, cast) -> None:
    complete_contoh(client.sign_in(cast.ana), cast.ana)
    client.post("/courses/contoh/modules/lanjutan/completion")
    for model in (CourseCompletion, Activity, Certificate):
        assert len(db.session.scalars(select(model)).all()) == 1


def test_the_day_is_the_agencys_not_the_servers(cast) -> None:
    version = library.find_live("contoh")
    # 16.30 UTC is 01.30 of the next day in the agency's zone, WIT (UTC+9).
    at = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    actions.enrol(cast.ana, version, at=at)
    found = queries.find_module("contoh", "pengantar", person_id=cast.ana.id)
    actions.complete_module(found.enrolment, found.module.module_id, at=at)
    assert db.session.scalars(select(ModuleCompletion)).one().local_date == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("page", "most"),
    [("/courses/contoh/modules/lanjutan", 4), ("/courses/contoh", 5), ("/courses", 6), ("/", 18)],
)
def test_a_page_makes_few_queries(client, cast, count_queries, page, most) -> None:
    client.sign_in(cast.ana)
    enrol(client)
    with count_queries() as made:
        assert client.get(page).status_code == 200
    assert len(made) <= most, made


def entry(module_id: int, ref: str, kind: str = "lesson", parent: int | None = None):
    return SyllabusEntry(module_id, module_id, parent, ref, kind, ref, "", 10, None)


SYLLABUS = [
    entry(1, "a"),
    entry(2, "f", "folder"),
    entry(3, "b", parent=2),
    entry(4, "c", "quiz", parent=2),
    entry(5, "p", "pool"),
]


@pytest.mark.parametrize(
    ("rule", "done", "is_met"),
    [
        ({"count": None, "refs": []}, {1, 3, 4}, True),
        ({"count": None, "refs": []}, {1, 3}, False),
        ({"count": None, "refs": []}, set(), False),
        ({"count": None, "refs": ["a", "c"]}, {1, 4}, True),
        ({"count": None, "refs": ["a", "c"]}, {1, 3}, False),
        ({"count": 2, "refs": ["a", "b", "c"]}, {1, 4}, True),
        ({"count": 2, "refs": ["a", "b", "c"]}, {1}, False),
        ({"count": None, "refs": ["f"]}, {3, 4}, True),
        ({"count": None, "refs": ["f"]}, {3}, False),
    ],
)
def test_the_rule_of_completion(rule, done, is_met) -> None:
    assert completion.is_met(rule, SYLLABUS, done) is is_met


def test_a_course_without_modules_is_never_complete() -> None:
    assert not completion.is_met({"count": None, "refs": []}, [], set())


def test_who_is_completed_by_a_changed_course_comes_in_the_order_of_people(cast) -> None:
    """Or two who lock several people would wait for each other."""
    version = library.find_live("contoh")
    for person in sorted((cast.ana, cast.dewi, cast.eko), key=lambda one: -one.id):
        enrolment = study.enrol(person, "contoh", at=AT)
        for entry in library.syllabus_of(version.id):
            if entry.is_step:
                finished = ModuleCompletion(
                    enrolment_id=enrolment.id,
                    module_id=entry.module_id,
                    completed_at=AT,
                    local_date=AT.date(),
                    minutes=10,
                )
                db.session.add(finished)
    db.session.flush()
    actions.complete_where_met(version.course_id, at=AT)
    entered = db.session.scalars(select(Activity.person_id).order_by(Activity.id)).all()
    assert entered == sorted(one.id for one in (cast.ana, cast.dewi, cast.eko))
