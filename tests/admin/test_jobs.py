"""Long work of everybody: the list, and doing once more what failed."""

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.db import db
from app.jobs import queries
from app.jobs.models import Job
from app.privacy.settings import DAYS
from app.settings.actions import change
from tests.factories.cast import AT, create_person


@pytest.fixture
def admin(client, cast):
    fajar = create_person("fajar", cast.agency, "BKPSDM", "employee", "admin")
    return client.sign_in(fajar, language="en")


@pytest.fixture
def failed(cast):
    """The officer's export, which only reads."""
    job = Job(
        kind="staffing.export",
        arguments={},
        person_id=cast.citra.id,
        subject="Staff",
        language="id",
        back="/",
        key="staffing.export",
        created_at=AT,
    )
    job.attempts = 1
    job.fail("job.failed", {}, at=AT)
    db.session.add(job)
    db.session.flush()
    return job


def state_of(job_id: int) -> str:
    return db.session.scalars(select(Job.state).where(Job.id == job_id)).one()


def test_the_list_says_what_failed_and_why(admin, failed) -> None:
    page = " ".join(admin.get("/jobs").text.split())
    assert "Staff list as a file" in page
    assert "Citra" in page
    assert "Something went wrong on our side, and nothing was changed." in page


def test_the_list_is_narrowed_by_state(admin, failed) -> None:
    assert "Staff list as a file" in admin.get("/jobs?state=failed").text
    assert "None in this state." in admin.get("/jobs?state=running").text
    assert admin.get("/jobs?state=nonsense").status_code == 200


def test_without_any_the_page_says_when_there_will_be(admin) -> None:
    assert "It shows here when somebody asks for a file" in admin.get("/jobs").text


def test_what_failed_waits_again_under_its_own_address(admin, failed, cast) -> None:
    job_id = failed.id
    answer = admin.post(f"/jobs/{job_id}/repetition", follow_redirects=True)
    assert "Started once more. Citra sees it on the page of before." in answer.text
    assert state_of(job_id) == "queued"
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "job.repeated")).one()
    assert (entry.subject_id, entry.object_id) == (cast.citra.id, str(job_id))


def test_a_second_click_is_refused(admin, failed) -> None:
    job_id = failed.id
    admin.post(f"/jobs/{job_id}/repetition")
    assert admin.post(f"/jobs/{job_id}/repetition").status_code == 409
    assert state_of(job_id) == "queued"


def test_what_changes_something_is_for_its_owner_to_start_again(admin, failed) -> None:
    failed.kind = "staffing.application"
    job_id = failed.id
    db.session.flush()
    assert f"/jobs/{job_id}/repetition" not in admin.get("/jobs").text
    assert admin.post(f"/jobs/{job_id}/repetition").status_code == 409


def test_while_the_same_runs_already_it_is_refused(admin, failed) -> None:
    twin = Job(
        kind=failed.kind,
        arguments={},
        person_id=failed.person_id,
        subject="Staff",
        language="id",
        back="/",
        key=failed.key,
        created_at=AT,
    )
    db.session.add(twin)
    db.session.flush()
    job_id = failed.id
    assert admin.post(f"/jobs/{job_id}/repetition").status_code == 409
    assert state_of(job_id) == "failed"


def test_two_of_one_key_at_one_moment_are_one(admin, failed, monkeypatch) -> None:
    """Neither request sees that the other has put its own back into the queue."""
    values = {"kind": failed.kind, "person_id": failed.person_id, "key": failed.key}
    twin = Job(**values, arguments={}, subject="", language="id", back="/", created_at=AT)
    db.session.add(twin)
    db.session.flush()
    job_id = failed.id
    monkeypatch.setattr(queries, "find_unfinished", lambda key: None)
    assert admin.post(f"/jobs/{job_id}/repetition").status_code == 409
    assert state_of(job_id) == "failed"


def test_how_long_it_is_kept_is_what_was_set(admin, failed, cast) -> None:
    change(DAYS["jobs"], 3, by_id=cast.eko.id, at=AT)
    assert "It is kept for 3 days." in " ".join(admin.get("/jobs").text.split())
    failed.state, failed.error = "done", None
    failed.result = {"file": "staff.xlsx"}
    job_id = failed.id
    db.session.flush()
    page = admin.sign_in(cast.citra, language="en").get(f"/jobs/{job_id}").text
    assert "It is deleted after 3 days." in page


def test_a_kind_of_a_former_release_is_shown_by_its_code(admin, failed) -> None:
    failed.kind = "old.kind"
    db.session.flush()
    assert "old.kind" in admin.get("/jobs").text


def test_others_may_not_look_nor_start(client, cast, failed) -> None:
    job_id = failed.id
    client.sign_in(cast.citra)
    assert client.get("/jobs").status_code == 403
    assert client.post(f"/jobs/{job_id}/repetition").status_code == 403
    assert client.get(f"/jobs/{job_id}/repetition").status_code == 405


def test_one_that_does_not_exist_is_not_found(admin) -> None:
    assert admin.post("/jobs/99999/repetition").status_code == 404
