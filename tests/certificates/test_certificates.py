"""Numbers without gaps, approval, issuing by hand, revocation, public verification."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.certificates import actions, numbering, queries
from app.certificates.actions import _valid_until
from app.certificates.models import Certificate, CertificateRequest
from app.db import db
from app.kit.errors import Conflict
from app.learning import actions as learning
from app.learning import queries as courses
from app.library import queries as library
from app.library.models import CourseVersion
from app.records.models import Activity
from tests.factories.cast import anybody_everywhere

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def complete(person, course="persetujuan"):
    """Reading the one lesson of the course that asks for approval completes it."""
    version = library.find_live(course)
    learning.enrol(person, version, at=AT)
    entry = library.syllabus_of(version.id)[0]
    found = courses.find_module(course, entry.ref, person_id=person.id)
    learning.complete_module(found.enrolment, entry.module_id, at=AT)
    db.session.commit()


def issue(cast, person=None, key="k" * 16, course="contoh"):
    certificate = actions.issue_by_hand(
        person or cast.ana,
        library.find_live(course),
        completed_on=date(2026, 3, 3),
        reason="Lulus di kelas.",
        form_key=key,
        by=cast.citra,
        at=AT,
    )
    db.session.commit()
    return certificate


def the_request() -> CertificateRequest:
    return db.session.scalars(select(CertificateRequest)).one()


@pytest.mark.parametrize(
    ("template", "day", "expected"),
    [
        (
            "800.2/{seq}/BKPSDM/{month_roman}/{year}",
            date(2026, 11, 22),
            "800.2/0007/BKPSDM/XI/2026",
        ),
        ("{year}-{seq}", date(2027, 1, 1), "2027-0007"),
        ("{seq}{{x}", date(2026, 4, 1), "0007{{x}"),
    ],
)
def test_numbers_follow_the_template(template, day, expected) -> None:
    assert numbering.number(template, seq=7, day=day) == expected


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 22), 24, date(2028, 11, 22)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),  # February 2027 has 28 days
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),  # 2028 is a leap year
        (date(2026, 11, 22), None, None),
    ],
)
def test_validity_counts_calendar_months(day, months, expected) -> None:
    assert _valid_until(day, months) == expected


def test_numbers_of_a_year_run_without_gaps(cast) -> None:
    numbers = [issue(cast, person, key=f"{person.id:016}").seq for person in (cast.ana, cast.dewi)]
    assert numbers == [1, 2]


def test_a_refused_issue_gives_its_number_back(cast) -> None:
    issue(cast)
    with pytest.raises(Conflict), db.session.begin_nested():
        issue(cast, key="another-form-key")
    assert issue(cast, cast.dewi, key="third-form-key-3").seq == 2


def test_the_same_form_sent_twice_issues_one(cast) -> None:
    assert issue(cast).id == issue(cast).id


def test_who_has_no_post_gets_no_paper(cast) -> None:
    from tests.factories.cast import create_person

    with pytest.raises(Conflict) as refused:
        issue(cast, create_person("fajar"))
    assert refused.value.code == "certificate.no-post"


def test_an_approval_issues_and_links_the_entry(client, cast) -> None:
    complete(cast.ana)
    client.sign_in(cast.citra).post(f"/certificate-requests/{the_request().id}/approval")
    certificate = db.session.scalars(select(Certificate)).one()
    assert certificate.issued_by_id == cast.citra.id
    assert db.session.scalars(select(Activity)).one().certificate_id == certificate.id
    assert the_request().decision == "approved"


def test_two_clicks_on_approve_issue_one(client, cast) -> None:
    complete(cast.ana)
    client.sign_in(cast.citra)
    for _ in range(2):
        assert client.post(f"/certificate-requests/{the_request().id}/approval").status_code == 302
    assert len(db.session.scalars(select(Certificate)).all()) == 1


def test_nobody_approves_or_issues_a_certificate_of_their_own(client, cast) -> None:
    complete(cast.citra)
    client.sign_in(cast.citra)
    answer = client.post(f"/certificate-requests/{the_request().id}/approval")
    assert answer.status_code == 409
    with pytest.raises(Conflict):
        issue(cast, cast.citra)
    assert db.session.scalars(select(Certificate)).all() == []


def test_it_expires_with_the_agencys_day(cast) -> None:
    certificate = issue(cast)
    certificate.valid_until = date(2026, 12, 31)
    found = queries.find(certificate.id, actor=anybody_everywhere())
    # In WIT (UTC+9) the new year begins at 15.00 UTC.
    assert found.status(datetime(2026, 12, 31, 14, 59, tzinfo=UTC)) == "valid"
    assert found.status(datetime(2026, 12, 31, 15, 0, tzinfo=UTC)) == "expired"


def test_a_rejection_needs_a_reason(client, cast) -> None:
    complete(cast.ana)
    client.sign_in(cast.citra)
    client.post(f"/certificate-requests/{the_request().id}/rejection", data={"reason": " "})
    assert the_request().decision is None
    client.post(
        f"/certificate-requests/{the_request().id}/rejection", data={"reason": "Tidak hadir."}
    )
    assert (the_request().decision, the_request().reason) == ("rejected", "Tidak hadir.")


@pytest.mark.parametrize("step", ["approval", "rejection"])
def test_only_officers_decide(client, cast, step) -> None:
    complete(cast.ana)
    for person in (cast.ana, cast.budi, cast.eko):
        client.sign_in(person)
        answer = client.post(f"/certificate-requests/{the_request().id}/{step}")
        assert answer.status_code == 403
    assert the_request().decision is None


def test_a_revoked_certificate_says_so_and_stays(client, cast) -> None:
    certificate = issue(cast)
    client.sign_in(cast.citra)
    address = f"/certificates/{certificate.id}/revocation"
    assert client.post(address, data={"reason": ""}).status_code == 422
    assert client.post(address, data={"reason": "Salah nama."}).status_code == 302
    found = queries.find(certificate.id, actor=anybody_everywhere())
    assert found.status(AT) == "revoked"
    page = client.get(f"/verify/{certificate.code}").text
    assert "Salah nama." not in page


def test_verification_shows_the_printed_fields_and_hides_the_private_ones(client, cast) -> None:
    cast.ana.birth_place = "Tanimbar"
    certificate = issue(cast)
    page = client.get(f"/verify/{certificate.code}").text
    for shown in (
        certificate.number,
        "Ana",
        "Analis",
        "Disdukcapil",
        "Kota Contoh",
        "Kursus Contoh",
    ):
        assert shown in page
    for module in ("Pengantar", "Ujian akhir"):
        assert module in page
    for hidden in ("199204112019032003", "19920411", "Tanimbar", "ana@lentera.example"):
        assert hidden not in page


def test_a_code_is_found_in_small_letters_and_with_blanks(client, cast) -> None:
    code = issue(cast).code
    answer = client.get("/verify", query_string={"code": f" {code[:6].lower()} {code[6:]} "})
    assert answer.location == f"/verify/{code}"
    assert client.get(f"/verify/{code.lower()}").location == f"/verify/{code}"


@pytest.mark.parametrize("between", ["-", "\u200b", " ", "."])
def test_a_code_copied_with_signs_in_it_is_found(client, cast, between) -> None:
    code = issue(cast).code
    copied = f"{code[:4]}{between}{code[4:]}"
    assert client.get("/verify", query_string={"code": copied}).location == f"/verify/{code}"
    assert client.get(f"/verify/{copied}").location == f"/verify/{code}"


def test_an_unknown_code_is_told_plainly(client) -> None:
    answer = client.get("/verify/AAAABBBBCCCC")
    assert answer.status_code == 404
    assert "AAAABBBBCCCC" in answer.text


def test_the_paper_is_for_its_owner_and_the_officer_alone(client, cast) -> None:
    code = issue(cast).code
    answers = {
        name: client.sign_in(getattr(cast, name)).get(f"/certificates/{code}.pdf")
        for name in ("ana", "citra", "dewi", "budi")
    }
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "ana": 200,
        "citra": 200,
        "dewi": 404,
        "budi": 404,
    }
    assert answers["ana"].data.startswith(b"%PDF-")
    assert answers["ana"].headers["Cache-Control"] == "private, no-store"


def test_the_paper_says_what_was_true_on_its_day(cast) -> None:
    certificate = issue(cast)
    cast.ana.name = "Ana Baru"
    db.session.commit()
    assert (
        queries.find(certificate.id, actor=anybody_everywhere()).certificate.snapshot["name"]
        == "Ana"
    )
    # 5 + 10 + 3 + 10 minutes ÷ 45 = 0.62 JP.
    assert Decimal(certificate.snapshot["jp"]) == Decimal("0.62")


def test_an_officer_issues_by_hand_through_the_form(client, cast) -> None:
    course = library.find_course("contoh")
    form = {
        "person": cast.dewi.id,
        "course": course.id,
        "completed_on": "2026-03-03",
        "reason": "Lulus di kelas.",
        "form_key": "f" * 16,
        "q": "dewi",
    }
    client.sign_in(cast.citra)
    assert client.post("/certificates", data={**form, "reason": ""}).status_code == 422
    assert (
        client.post("/certificates", data={**form, "completed_on": "2999-01-01"}).status_code == 422
    )
    assert client.post("/certificates", data=form).status_code == 302
    assert client.post("/certificates", data={**form, "form_key": "g" * 16}).status_code == 409
    assert db.session.scalars(select(Certificate)).one().person_id == cast.dewi.id


@pytest.mark.parametrize("template", ["", "tanpa-nomor/{year}", "{seq}", "{seq}/{year}/{jabatan}"])
def test_a_number_pattern_that_cannot_work_is_refused(client, cast, template) -> None:
    form = {
        "number_template": template,
        "place": "Contoh",
        "signatory_name": "Hasan",
        "signatory_title": "Kepala",
    }
    answer = client.sign_in(cast.citra).post(f"/certificate-series/{cast.agency.id}", data=form)
    assert answer.status_code == 422


def test_a_certificate_issued_by_hand_proves_the_completion_too(cast) -> None:
    by_hand = issue(cast, course="persetujuan")
    db.session.execute(
        CourseVersion.__table__.update()
        .where(CourseVersion.title.like("%Persetujuan%"))
        .values(certificate="automatic")
    )
    complete(cast.ana)
    assert [c.id for c in db.session.scalars(select(Certificate))] == [by_hand.id]
    assert db.session.scalars(select(Activity)).one().certificate_id == by_hand.id


def test_an_expired_certificate_can_be_renewed(cast) -> None:
    issue(cast).valid_until = date(2026, 11, 21)
    db.session.commit()
    assert issue(cast, key="renewal-form-key").seq == 2


def test_without_a_signatory_the_certificate_waits(client, cast) -> None:
    series = queries.find_series(cast.agency.id)
    series.signatory_name = ""
    complete(cast.ana)
    client.sign_in(cast.citra)
    address = f"/certificate-requests/{the_request().id}/approval"
    assert client.post(address).status_code == 409
    assert the_request().decision is None
    queries.find_series(cast.agency.id).signatory_name = "Hasan"
    assert client.post(address).status_code == 302
    assert the_request().decision == "approved"


def test_a_post_that_ends_that_day_still_gives_a_certificate(cast) -> None:
    """16.30 UTC on the 30th is the 31st in WIT: the post of the local day counts."""
    from app.org.models import Membership

    db.session.execute(
        Membership.__table__.update()
        .where(Membership.person_id == cast.ana.id)
        .values(valid_from=date(2026, 12, 31))
    )
    at = datetime(2026, 12, 30, 16, 30, tzinfo=UTC)
    version = library.find_live("persetujuan")
    db.session.execute(
        CourseVersion.__table__.update()
        .where(CourseVersion.id == version.id)
        .values(certificate="automatic")
    )
    db.session.expire_all()
    learning.enrol(cast.ana, version, at=at)
    entry = library.syllabus_of(version.id)[0]
    found = courses.find_module("persetujuan", entry.ref, person_id=cast.ana.id)
    learning.complete_module(found.enrolment, entry.module_id, at=at)
    assert db.session.scalars(select(Certificate)).one().person_id == cast.ana.id


def test_revoking_twice_keeps_the_first_reason(client, cast) -> None:
    certificate = issue(cast)
    client.sign_in(cast.citra)
    address = f"/certificates/{certificate.id}/revocation"
    client.post(address, data={"reason": "Pertama."})
    answer = client.post(address, data={"reason": "Kedua."}, follow_redirects=True)
    assert "alasan pertama tetap berlaku" in answer.text
    assert queries.find(certificate.id, actor=anybody_everywhere()).revocation.reason == "Pertama."
