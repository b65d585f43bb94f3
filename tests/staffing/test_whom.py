"""Whom a row is about, and who counts as missing."""

from datetime import date

import pytest
from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts.models import Person
from app.db import db
from app.jobs.models import Job
from app.kit import clock
from app.staffing import checking
from app.staffing.models import StaffImportRow
from app.staffing.queries import in_lots
from tests.factories.cast import NUMBERS, Cast, create_person
from tests.factories.jobs import work_off
from tests.staffing.conftest import GITA, HEAD, STAFF, codes, fresh, line_of, posts, states

FORMER, NEW = "199308262020211001", "199308262025211001"
DEWI_WITH_A_TYPO = (
    "199001012015011003",
    "Dewi",
    "dewi@lentera.example",
    "Dishub",
    "Analis",
    "",
)


@pytest.fixture
def hana(cast: Cast) -> Person:
    """On contract, whose number changes with it."""
    hana = create_person("hana", cast.agency, "BKPSDM")
    hana.birth_date = date(1993, 8, 26)
    accounts.give_number(hana, FORMER, day=date(2020, 1, 1))
    db.session.commit()
    return hana


def last_error() -> str:
    job = db.session.scalars(select(Job).order_by(Job.id.desc())).first()
    return job.error["code"] if job.error else ""


def test_a_slip_in_the_nip_deactivates_nobody(upload, apply, cast) -> None:
    found = upload(*STAFF[:3], DEWI_WITH_A_TYPO, STAFF[4])
    assert codes(found) == {5: [("staffing.email-taken", "email")]}
    assert "missing" not in states(found).values()
    apply(found, is_whole="y", is_sure="y")
    assert last_error() == "staffing.unidentified"
    assert fresh(cast.dewi).is_active


def test_a_nip_that_stands_twice_deactivates_nobody(upload, apply, cast) -> None:
    as_ana = (NUMBERS["ana"], "Budi", "budi@lentera.example", "Disdukcapil", "Analis", "")
    found = upload(STAFF[0], as_ana, *STAFF[2:4])
    assert states(found) == {
        "Ana": "error",
        "Budi": "error",
        "Citra": "unchanged",
        "Dewi": "unchanged",
        "Eko": "missing",
    }
    apply(found, is_whole="y", is_sure="y")
    assert last_error() == "staffing.unidentified"
    assert fresh(cast.budi).is_active
    assert fresh(cast.eko).is_active


@pytest.mark.parametrize("size", [1, 1000])
def test_two_rows_about_one_person_are_both_refused(upload, apply, hana, monkeypatch, size) -> None:
    # In one lot, and in two.
    monkeypatch.setattr(checking, "in_lots", lambda rows: in_lots(rows, size))
    found = upload(
        (FORMER, "Hana", "", "BKPSDM", "Arsiparis", ""),
        (NEW, "Hana", "hana@lentera.example", "Dishub", "Analis", "2026-06-01"),
    )
    assert codes(found) == {
        2: [("staffing.person-twice", "nip")],
        3: [("staffing.person-twice", "nip")],
    }
    assert found.new_positions == []
    apply(found)
    assert last_error() == ""
    assert posts(hana.id) == [("BKPSDM", "Analis", date(2024, 1, 1), None)]


def test_who_leaves_by_one_row_and_stays_by_another_is_left_alone(upload, apply, hana) -> None:
    head = (*HEAD, "Status")
    found = upload(
        (FORMER, "Hana", "", "", "", "2026-05-31", "keluar"),
        (NEW, "Hana", "hana@lentera.example", "BKPSDM", "Analis", "2026-06-01", "aktif"),
        head=head,
    )
    assert set(codes(found)) == {2, 3}
    apply(found)
    assert fresh(hana).is_active


@pytest.mark.parametrize("uploader", ["officer", "admin"])
def test_no_import_opens_the_account_of_an_administrator(upload, apply, cast, uploader) -> None:
    accounts.grant_role(cast.dewi, "admin", day=date(2020, 1, 1))
    if uploader == "admin":
        accounts.grant_role(cast.citra, "admin", day=date(2024, 1, 1))
    cast.dewi.deactivated_at = clock.now()
    db.session.commit()
    found = upload(line_of("dewi", "Dishub"), GITA)
    assert codes(found) == {2: [("staffing.return-protected", "status")]}
    apply(found)
    assert not fresh(cast.dewi).is_active


def test_who_imports_what_another_uploaded_is_not_deactivated_by_it(upload, client, cast) -> None:
    accounts.grant_role(cast.eko, "officer", day=date(2024, 1, 1))
    head = (*HEAD, "Status")
    found = upload((*line_of("eko", "BKPSDM"), "keluar"), (*GITA, ""), head=head)
    assert states(found)["Eko"] == "leaving"
    client.sign_in(cast.eko).post(f"/staff-imports/{found.id}/application")
    work_off()
    assert fresh(cast.eko).is_active
    assert codes(found) == {2: [("staffing.leaver-applies", "status")]}


def test_a_leaver_whom_nobody_knows_is_noted_without_their_name(upload, apply) -> None:
    """As after their name was taken away; the list goes on."""
    head = (*HEAD, "Status")
    unknown = ("199001302015042009", "Dewi Lama", "lama@lentera.example", "Dishub", "Analis", "")
    found = upload(*((*line, "") for line in STAFF), (*unknown, "keluar"), head=head)
    row = db.session.scalars(
        select(StaffImportRow).where(
            StaffImportRow.import_id == found.id, StaffImportRow.number == 7
        )
    ).one()
    assert row.state == "unchanged"
    assert (row.name, row.email, row.position, row.birth_date) == ("", "", "", None)
    assert [fault["code"] for fault in row.faults] == ["staffing.leaver-unknown"]
    apply(found, is_whole="y", is_sure="y")
    assert last_error() == ""
