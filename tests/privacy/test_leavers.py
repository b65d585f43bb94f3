"""Taking away the name of who left long ago: all of it, for good, and nothing else."""

from datetime import date, timedelta

import pytest
from sqlalchemy import String, func, select
from sqlalchemy import cast as as_type

from app.accounts.actions import grant_role
from app.accounts.models import Person, SignInThrottle
from app.accounts.throttle import account_key
from app.audit.models import AuditEntry, AuditValue, ViewLog
from app.audit.sealing import seal_some
from app.audit.verification import verify
from app.certificates.actions import issue_for_completion
from app.certificates.models import Certificate, CertificateRequest
from app.config import ROOT
from app.db import Base, db
from app.jobs import actions as jobs
from app.kit import clock
from app.kit.errors import Conflict
from app.learning.models import CourseCompletion, Enrolment
from app.org.details import Details, correct
from app.org.leaving import deactivate, reactivate
from app.privacy import corrections, leavers, registry
from app.quizzes.models import Attempt
from app.records.models import Activity
from app.staffing.models import StaffImportRow
from tests.certificates.test_certificates import complete, issue
from tests.factories.cast import AT, NUMBERS, SINCE, create_person
from tests.privacy.planting import plant, staff_list, staff_row
from tests.stage import study

SURE = {"is_sure": "y"}
WORD = "Rahasia-9"
# In which tables that word is planted.
SPOKEN_OF = {
    *("sign_in_session", "remembered_device", "identity", "staff_import_row", "notice"),
    *("delivery", "hint_dismissal", "job", "membership", "chosen_supervisor", "quiz_override"),
    *("assignment", "assignment_person", "attempt", "manual_grade", "attempt_event"),
    *("certificate", "certificate_revocation", "certificate_request"),
}
# What tells who Ana was.
TELLTALE = ("Ana Wati", "ana.wati@kota.go.id", NUMBERS["ana"], "Sentani", WORD)


@pytest.fixture
def left(cast):
    """Ana, who has learnt, was corrected, and left six years ago."""
    ana, now = cast.ana, clock.now()
    issue(cast)
    complete(ana)
    study.take(ana, "contoh", "ujian-akhir", at=AT)
    named = Details("Ana Wati", "ana.wati@kota.go.id", "Sentani", None, SINCE)
    correct(ana, named, by_id=cast.citra.id, at=now)
    corrections.ask(ana.id, about="name", wrong="Ana Wati", right="Ana", at=now)
    plant(cast, WORD, at=now)
    db.session.add(SignInThrottle(key=account_key("ana.wati@kota.go.id"), last_failed_at=now))
    day = clock.now().date()
    deactivate(ana, last_day=day, today=day, at=now, by_id=cast.citra.id)
    ana.deactivated_at = now - timedelta(days=365 * 6)
    seal_some(at=now)
    db.session.commit()
    return ana


@pytest.fixture
def admin(client, cast, left):
    person = create_person("fajar", cast.agency, "BKPSDM", "employee")
    grant_role(person, "admin", day=SINCE)
    db.session.commit()
    client.sign_in(person, language="en")
    return person


def address(person: Person) -> str:
    return f"/privacy/leavers/{person.id}"


def found_in_database(words: str) -> list[str]:
    """Columns of any table whose text holds these words."""
    found = []
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            text = as_type(column, String)
            if db.session.scalar(
                select(func.count()).select_from(table).where(text.contains(words))
            ):
                found.append(f"{table.name}.{column.name}")
    return found


def kept(person: Person) -> dict[str, int]:
    return {
        model.__tablename__: db.session.scalars(
            select(func.count()).select_from(model).where(model.person_id == person.id)
        ).one()
        for model in (Enrolment, Attempt, Activity)
    } | {"done": db.session.scalars(select(func.count(CourseCompletion.id))).one()}


def test_the_list_names_who_is_due_and_changes_nothing(client, cast, admin, left) -> None:
    page = client.get("/privacy/leavers").text
    assert "Ana Wati" in page
    assert "Dewi" not in page
    assert db.session.get_one(Person, left.id).name == "Ana Wati"


def test_nothing_tells_any_more_who_it_was_and_results_stay(client, admin, left) -> None:
    before = kept(left)
    assert all(found_in_database(words) for words in TELLTALE)
    assert {column.split(".")[0] for column in found_in_database(WORD)} >= SPOKEN_OF
    assert client.post(f"{address(left)}/anonymisation", data=SURE).status_code == 302
    assert {words: found_in_database(words) for words in TELLTALE} == {
        words: [] for words in TELLTALE
    }
    person = db.session.get_one(Person, left.id)
    assert person.name == f"Anonim {left.id}"
    assert (person.birth_date, person.password_hash) == (None, None)
    assert kept(left) == before
    assert min(before.values()) >= 1


def test_the_audit_still_holds_and_tells_that_it_was_done(client, admin, left) -> None:
    client.post(f"{address(left)}/anonymisation", data=SURE)
    seal_some(at=clock.now())
    assert verify().broken is None
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "person.anonymised")
    ).one()
    assert (entry.actor_id, entry.subject_id) == (admin.id, left.id)
    about = select(AuditEntry.id).where(AuditEntry.subject_id == left.id, AuditEntry.id < entry.id)
    values = select(AuditValue).where(AuditValue.entry_id.in_(about))
    assert all(value.is_emptied for value in db.session.scalars(values))


def test_the_page_that_verifies_the_certificate_says_so(client, cast, admin, left) -> None:
    code = db.session.scalars(select(Certificate.code)).first()
    client.post(f"{address(left)}/anonymisation", data=SURE)
    page = client.get(f"/verify/{code}")
    assert page.status_code == 200
    assert "The name of the holder is no longer kept" in page.text
    assert "Ana" not in page.text


def test_it_needs_a_second_yes(client, admin, left) -> None:
    answer = client.post(f"{address(left)}/anonymisation", data={})
    assert answer.status_code == 422
    assert client.get(f"{address(left)}/anonymisation").status_code in (404, 405)
    assert db.session.get_one(Person, left.id).anonymised_at is None


@pytest.mark.parametrize("years", [None, 4])
def test_who_works_here_or_left_lately_is_not_due(client, cast, admin, left, years) -> None:
    person = db.session.get_one(Person, left.id)
    person.deactivated_at = years and clock.now() - timedelta(days=365 * years)
    db.session.commit()
    assert client.get(address(left)).status_code == 404
    assert client.post(f"{address(left)}/anonymisation", data=SURE).status_code == 404
    with pytest.raises(Conflict):
        leavers.anonymise(db.session.get_one(Person, left.id), by_id=admin.id, at=clock.now())


@pytest.mark.parametrize("whose", ["account", "number"])
def test_a_list_that_may_bring_them_back_comes_first(client, cast, admin, left, whose) -> None:
    waiting = staff_list(cast, at=clock.now(), applied_at=None)
    by_account = {"person_id": left.id, "nip": ""}
    by_number = {"person_id": None, "nip": NUMBERS["ana"]}
    row = staff_row(waiting, "Ana", **(by_account if whose == "account" else by_number))
    db.session.add(row)
    db.session.commit()
    answer = client.post(f"{address(left)}/anonymisation", data=SURE)
    assert answer.status_code == 409
    assert "A staff list that is not applied yet names this person" in answer.text
    assert db.session.get_one(Person, left.id).anonymised_at is None
    assert db.session.get(StaffImportRow, row.id) is not None


def test_nobody_is_forgotten_while_a_list_is_checked(client, cast, admin, left) -> None:
    brought = staff_list(cast, at=clock.now(), applied_at=None)
    jobs.start(
        "staffing.check",
        person_id=cast.citra.id,
        arguments={"import_id": brought.id},
        key=None,
        subject="",
        language="id",
        back="/",
        at=clock.now(),
    )
    db.session.commit()
    assert client.post(f"{address(left)}/anonymisation", data=SURE).status_code == 409


def test_a_list_of_others_keeps_nothing_back(client, cast, admin, left) -> None:
    waiting = staff_list(cast, at=clock.now(), applied_at=None)
    db.session.add(staff_row(waiting, "Dewi", person_id=cast.dewi.id, nip=NUMBERS["dewi"]))
    db.session.commit()
    assert client.post(f"{address(left)}/anonymisation", data=SURE).status_code == 302


def test_a_second_click_is_told_that_it_is_done(client, admin, left) -> None:
    client.post(f"{address(left)}/anonymisation", data=SURE)
    answer = client.post(f"{address(left)}/anonymisation", data=SURE, follow_redirects=True)
    assert answer.status_code == 200
    assert "The name was taken away already." in answer.text


def test_who_opens_the_page_of_a_leaver_is_noted(client, admin, left) -> None:
    client.get(address(left))
    seen = select(ViewLog.viewer_id, ViewLog.what).where(ViewLog.subject_id == left.id)
    assert [tuple(row) for row in db.session.execute(seen)] == [(admin.id, "privacy.leaver")]


def test_what_waits_for_a_certificate_goes_and_none_is_issued(client, cast, admin, left) -> None:
    waiting = db.session.scalars(select(CertificateRequest)).one()
    completion_id = waiting.completion_id
    assert waiting.decision is None
    client.post(f"{address(left)}/anonymisation", data=SURE)
    assert db.session.scalars(select(CertificateRequest)).all() == []
    with pytest.raises(Conflict) as refused:
        issue_for_completion(completion_id, by=cast.citra.id, at=clock.now())
    assert refused.value.code == "person.anonymised"


def test_every_feature_that_blanks_is_asked_to(app) -> None:
    written = {path.parent.name for path in (ROOT / "app").glob("*/anonymising.py")}
    asked = [blank.__module__.split(".")[1] for blank in registry.anonymisers()]
    assert sorted(asked) == sorted(written)
    # Rows of lists are found by the numbers, which go with the account.
    assert (asked[0], asked[-1]) == ("staffing", "accounts")


def test_nobody_comes_back_from_it(client, admin, left) -> None:
    client.post(f"{address(left)}/anonymisation", data=SURE)
    assert client.get(address(left)).status_code == 404
    with pytest.raises(Conflict):
        reactivate(db.session.get_one(Person, left.id), by_id=admin.id)


def test_the_officer_may_not(client, cast, left) -> None:
    client.sign_in(cast.citra)
    assert client.get(address(left)).status_code == 403
    assert client.post(f"{address(left)}/anonymisation", data=SURE).status_code == 403


def test_five_years_end_on_the_same_day_also_after_a_leap_day() -> None:
    at = clock.now().replace(year=2028, month=2, day=29)
    assert leavers.years_before(at, 5).date() == date(2023, 2, 28)
    assert leavers.years_before(at, 4).date() == date(2024, 2, 28)


def test_the_page_of_who_has_no_name_any_more_offers_no_way_back(client, cast, admin, left) -> None:
    client.post(f"{address(left)}/anonymisation", data=SURE)
    made_up = db.session.get_one(Person, left.id).email
    client.sign_in(cast.citra, language="en")
    answer = client.get(f"/people/{left.id}")
    assert answer.status_code == 200
    assert "Open the account again" not in answer.text
    assert made_up not in answer.text
