"""How long a list stays that nobody applies, and what happens when it is discarded meanwhile."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from app.audit.models import AuditEntry
from app.db import db
from app.jobs.models import Job
from app.kit import clock
from app.kit.errors import Conflict
from app.staffing import actions, queries, tasks
from app.staffing.models import StaffImport, StaffImportRow
from tests.factories.cast import NUMBERS
from tests.factories.jobs import work_off
from tests.staffing.conftest import GITA, STAFF, form, fresh, states


def last_error() -> str:
    job = db.session.scalars(select(Job).order_by(Job.id.desc())).first()
    return job.error["code"]


def only_id() -> int:
    return db.session.scalars(select(StaffImport.id)).one()


def test_lists_that_nobody_applied_are_removed_after_thirty_days(upload, apply) -> None:
    applied, old, young = upload(GITA), upload(*STAFF), upload(*STAFF)
    apply(applied)
    for found, days in ((applied, 31), (old, 31), (young, 29)):
        fresh(found).created_at = clock.now() - timedelta(days=days)
    db.session.commit()
    tasks.remove_old()
    assert set(db.session.scalars(select(StaffImport.id))) == {applied.id, young.id}
    rows = select(func.count()).where(StaffImportRow.import_id == old.id)
    assert db.session.scalar(rows) == 0
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "staff-import.discarded")
    ).one()
    assert (entry.actor_id, entry.object_id) == (None, str(old.id))


def test_a_list_that_is_discarded_before_its_check_ends_it_in_plain_words(client, cast) -> None:
    client.sign_in(cast.citra).post("/staff-imports", data=form(cast, GITA))
    client.post(f"/staff-imports/{only_id()}/removal")
    work_off()
    assert last_error() == "staffing.gone"
    page = client.get(f"/jobs/{db.session.scalar(select(func.max(Job.id)))}").text
    assert 'href="/staff-imports"' in page.partition("<main")[2]
    assert "/staff-imports/" not in page.partition("<main")[2]


def test_a_list_that_is_discarded_during_its_check_ends_it_in_plain_words(
    client, cast, monkeypatch
) -> None:
    client.sign_in(cast.citra).post("/staff-imports", data=form(cast, GITA))

    def discard_meanwhile(_people, *, today):
        actions.discard(db.session.get_one(StaffImport, only_id()), by=cast.citra)
        db.session.commit()
        return {}

    monkeypatch.setattr(queries, "begun", discard_meanwhile)
    work_off()
    assert last_error() == "staffing.gone"
    assert db.session.scalar(select(func.count()).select_from(StaffImportRow)) == 0


def test_what_was_applied_a_moment_ago_is_neither_discarded_nor_read_anew(upload, cast) -> None:
    found = upload(GITA)
    # As another worker does: what this session has read knows nothing of it.
    db.session.execute(
        update(StaffImport)
        .values(applied_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    with pytest.raises(Conflict, match="applied"):
        actions.discard(found, by=cast.citra)
    db.session.expunge(found)
    stale = db.session.get_one(StaffImport, found.id)
    with pytest.raises(Conflict, match="applied"):
        actions.remember_columns(stale, {0: "nip"})


def test_two_columns_with_one_heading_are_told_apart_by_hand(upload, client) -> None:
    line = (NUMBERS["ana"], "Disdukcapil", "Ana")
    found = upload(line, head=("NIP", "Nama", "Nama"))
    fields = {"column-0": "nip", "column-1": "unit_name", "column-2": "name"}
    client.post(f"/staff-imports/{found.id}/columns", data=fields)
    work_off()
    assert fresh(found).checked_at
    assert states(found)["Ana"] == "unchanged"
