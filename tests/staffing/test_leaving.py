"""Who leaves by a list: from which day, and what ends with it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.accounts import remembering
from app.accounts.links import make_link
from app.accounts.models import OneTimeLink, Person, RememberedDevice
from app.db import db
from app.kit import clock
from app.org.models import ChosenSupervisor, Membership, UnitHead
from app.staffing.models import StaffImport
from tests.factories.jobs import work_off
from tests.staffing.conftest import (
    HEAD,
    STAFF,
    codes,
    form,
    fresh,
    line_of,
    posts,
    states,
    unit_named,
)

LEAVING = (*HEAD, "Status")


def today() -> date:
    return clock.local_date(clock.now(), "Asia/Jayapura")


def leaver(name: str, day: str) -> tuple[str, ...]:
    return (*line_of(name, "Dishub", "Analis", day), "keluar")


@pytest.fixture
def send(client, cast):
    """With another day in the form than the fixture `upload` says."""

    def upload_for(day: str, *lines, head=HEAD) -> StaffImport:
        client.sign_in(cast.citra)
        client.post("/staff-imports", data={**form(cast, *lines, head=head), "day": day})
        work_off()
        return db.session.scalars(select(StaffImport).order_by(StaffImport.id.desc())).first()

    return upload_for


def lead(person: Person, first: date, last: date | None = None) -> UnitHead:
    unit_id = unit_named("Dishub").id
    row = UnitHead(unit_id=unit_id, person_id=person.id, valid_from=first, valid_to=last)
    db.session.add(row)
    db.session.commit()
    return row


def test_a_leaver_keeps_neither_a_remembered_device_nor_a_link(upload, apply, cast) -> None:
    device = RememberedDevice(
        person_id=cast.dewi.id,
        series="s",
        token_hash=remembering.hash_of("token"),
        user_agent="",
        created_at=clock.now(),
        expires_at=clock.now() + timedelta(days=30),
    )
    db.session.add(device)
    link, _ = make_link(cast.dewi, by=None, lasts=timedelta(hours=1), at=clock.now())
    db.session.commit()
    apply(upload(leaver("dewi", "2026-05-31"), head=LEAVING))
    assert not fresh(cast.dewi).is_active
    assert fresh(device).revoked_at
    assert db.session.get(OneTimeLink, link.id, populate_existing=True).voided_at


def test_nobody_leaves_before_a_task_that_has_begun(upload, cast) -> None:
    lead(cast.dewi, date(2026, 3, 1))
    found = upload(leaver("dewi", "2026-02-28"), head=LEAVING)
    assert codes(found) == {2: [("staffing.since-early", "since")]}
    assert codes(upload(leaver("dewi", "2026-03-01"), head=LEAVING)) == {}


def test_a_task_that_began_after_the_check_keeps_its_leaver(upload, apply, cast) -> None:
    found = upload(leaver("dewi", "2026-02-28"), head=LEAVING)
    task = lead(cast.dewi, date(2026, 3, 1))
    apply(found)
    assert states(found)["Dewi"] == "outdated"
    assert fresh(cast.dewi).is_active
    assert fresh(task).valid_to is None


def test_what_is_planned_never_begins_and_what_had_ended_stays(upload, apply, cast) -> None:
    ended = lead(cast.dewi, date(2024, 1, 1), date(2025, 12, 31))
    planned = lead(cast.dewi, today() + timedelta(days=30))
    supervised = ChosenSupervisor(
        person_id=cast.eko.id,
        supervisor_id=cast.dewi.id,
        reason="-",
        set_at=clock.now(),
        valid_from=date(2024, 1, 1),
    )
    db.session.add(supervised)
    db.session.commit()
    apply(upload(leaver("dewi", "2025-06-30"), head=LEAVING))
    assert fresh(ended).valid_to == date(2025, 12, 31)
    assert fresh(planned) is None
    assert fresh(supervised).valid_to == date(2025, 6, 30)
    assert posts(cast.dewi.id) == [("Dishub", "Analis", date(2024, 1, 1), date(2025, 6, 30))]


def test_nobody_leaves_on_a_day_that_lies_ahead_wherever_it_is_said(send) -> None:
    head = ("NIP", "Nama", "Status")
    nip, name = line_of("dewi", "Dishub")[:2]
    by_form = send("2099-01-01", (nip, name, "keluar"), head=head)
    assert codes(by_form) == {2: [("staffing.leaves-later", "since")]}
    by_row = send("2099-12-31", leaver("dewi", "2099-01-01"), head=LEAVING)
    assert codes(by_row) == {2: [("staffing.leaves-later", "since")]}


@pytest.mark.parametrize("day", ["2020-01-01", "2099-01-01"])
def test_today_is_the_last_day_of_who_is_missing(send, apply, cast, day) -> None:
    task = lead(cast.dewi, date(2024, 1, 1), date(2025, 12, 31))
    found = send(day, *STAFF[:3], STAFF[4], head=HEAD)
    apply(found, is_whole="y", is_sure="y")
    assert not fresh(cast.dewi).is_active
    assert posts(cast.dewi.id) == [("Dishub", "Analis", date(2024, 1, 1), today())]
    assert fresh(task).valid_to == date(2025, 12, 31)


def test_who_holds_a_post_with_a_last_day_ahead_can_be_missing(upload, cast) -> None:
    row = db.session.scalars(select(Membership).where(Membership.person_id == cast.dewi.id)).one()
    row.valid_to = date(2099, 12, 31)
    db.session.commit()
    assert states(upload(*STAFF[:3]))["Dewi"] == "missing"
