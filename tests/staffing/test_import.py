"""A staff list from its upload to what it changes."""

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import func, select

from app.accounts import actions as accounts
from app.accounts.models import EmployeeNumber, Person, RoleGrant, SignInSession
from app.accounts.queries import find_person_by_email
from app.audit.models import AuditEntry
from app.db import db
from app.jobs.models import Job
from app.kit import clock
from app.notifications.models import Notice
from app.org import actions as org
from app.org import leaving, merits
from app.org.models import Membership, Position
from app.staffing import applying
from app.staffing.columns import recognise
from app.staffing.models import StaffImport, StaffImportRow
from app.staffing.reading import open_sheet
from app.staffing.rows import read_row
from tests.factories.cast import NUMBERS, create_person
from tests.factories.jobs import work_off
from tests.staffing.conftest import (
    GITA,
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

PPPK = "199308262022211001"


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_checking_tells_what_would_change_and_changes_nothing(upload, client) -> None:
    found = upload(GITA, line_of("ana", "Dishub", "Analis", "2026-03-02"), *STAFF[1:])
    assert states(found) == {
        "Gita": "new",
        "Ana": "changed",
        "Budi": "unchanged",
        "Citra": "unchanged",
        "Dewi": "unchanged",
        "Eko": "unchanged",
    }
    page = client.get(f"/staff-imports/{found.id}?state=changed", headers={"Accept-Language": "en"})
    assert "Disdukcapil → Dishub" in page.text
    assert count(Person) == 5


def test_applying_makes_accounts_and_moves_people_with_their_history(upload, apply, cast) -> None:
    apply(upload(GITA, line_of("ana", "Dishub", "Arsiparis", "2026-03-02"), *STAFF[1:]))
    gita = find_person_by_email("gita@lentera.example")
    assert (gita.name, gita.birth_date, gita.password_hash) == ("Gita", date(1995, 2, 28), None)
    assert posts(gita.id) == [("Dishub", "Arsiparis", date(2026, 3, 2), None)]
    number = db.session.scalars(
        select(EmployeeNumber).where(EmployeeNumber.person_id == gita.id)
    ).one()
    assert (number.number, number.valid_to) == (GITA[0], None)
    role = db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == gita.id)).one()
    assert (role.role, role.unit_id) == ("employee", None)
    assert posts(cast.ana.id) == [
        ("Disdukcapil", "Analis", date(2024, 1, 1), date(2026, 3, 1)),
        ("Dishub", "Arsiparis", date(2026, 3, 2), None),
    ]
    assert posts(cast.budi.id) == [("Disdukcapil", "Analis", date(2024, 1, 1), None)]


def test_the_same_file_once_more_changes_nothing(upload, apply) -> None:
    lines = (GITA, line_of("ana", "Dishub", "Arsiparis", "2026-03-02"), *STAFF[1:])
    apply(upload(*lines))
    before = count(Membership), count(Person), count(EmployeeNumber)
    again = upload(*lines)
    assert set(states(again).values()) == {"unchanged"}
    apply(again)
    assert (count(Membership), count(Person), count(EmployeeNumber)) == before


def test_a_second_click_is_nothing_more(upload, apply) -> None:
    found = upload(GITA, *STAFF)
    apply(found)
    assert apply(found).location.endswith(f"/staff-imports/{found.id}")
    assert count(Person) == 6


def test_a_post_that_began_on_the_day_is_corrected(upload, apply, cast) -> None:
    apply(upload(line_of("ana", "Dishub", "Analis", "2024-01-01"), *STAFF[1:]))
    assert posts(cast.ana.id) == [("Dishub", "Analis", date(2024, 1, 1), None)]


def test_an_empty_cell_and_a_missing_column_leave_what_is_known(upload, apply, cast) -> None:
    head = ("NIP", "Nama", "Kode Unit")
    found = upload(*((NUMBERS[n], n.capitalize(), "") for n in NUMBERS), head=head)
    assert set(states(found).values()) == {"unchanged"}


def test_faults_against_the_present_staff_are_told_by_row_and_column(upload, cast) -> None:
    unit_named("Dishub").valid_to = date(2026, 1, 31)
    old = create_person("hana", cast.agency, "BKPSDM")
    db.session.add_all(
        [
            EmployeeNumber(
                person_id=old.id,
                number="199308262020211001",
                valid_from=date(2024, 1, 1),
                valid_to=date(2025, 1, 1),
            ),
            EmployeeNumber(person_id=old.id, number=PPPK, valid_from=date(2025, 1, 2)),
        ]
    )
    elsewhere = org.get_or_create_agency("Kota Lain", city="Lain", time_zone="Asia/Jakarta")
    ivan = create_person("ivan", elsewhere, "Dinas")
    accounts.give_number(ivan, "199104112019031003", day=date(2024, 1, 1))
    db.session.commit()
    found = upload(
        (GITA[0], "Gita", "", "", "", ""),
        ("199502282020122002", "Hadi", "ana@lentera.example", "BKPSDM", "Analis", ""),
        ("199502282020122003", "Indah", "indah@lentera.example", "X.99", "Analis", ""),
        ("199502282020122004", "Joko", "joko@lentera.example", "Dishub", "Analis", ""),
        ("199308262020211001", "Hana", "", "BKPSDM", "Analis", ""),
        ("199104112019031003", "Ivan", "", "BKPSDM", "Analis", ""),
        line_of("budi", "BKPSDM", "Analis", "2023-05-01"),
    )
    told = codes(found)
    assert told[2] == [
        ("staffing.email-missing", "email"),
        ("staffing.unit-missing", "unit"),
        ("staffing.position-missing", "position"),
    ]
    assert told[3] == [("staffing.email-taken", "email")]
    assert told[4] == [("staffing.unit-unknown", "unit")]
    assert told[5] == [("staffing.unit-closed", "unit")]
    assert ("staffing.nip-former", "nip") in told[6]
    assert told[7] == [("staffing.nip-elsewhere", "nip")]
    assert told[8] == [("staffing.since-early", "since")]


def test_rows_with_faults_are_left_out_and_the_others_applied(upload, apply, cast) -> None:
    apply(upload(GITA, ("1,98E+17", "Salah", "salah@lentera.example", "Dishub", "Analis", "")))
    assert find_person_by_email("gita@lentera.example")
    assert find_person_by_email("salah@lentera.example") is None


def test_the_number_of_a_new_contract_follows_the_old_one(upload, apply, cast) -> None:
    hana = create_person("hana", cast.agency, "BKPSDM")
    accounts.give_number(hana, "199308262020211001", day=date(2024, 1, 1))
    hana.birth_date = date(1993, 8, 26)
    db.session.commit()
    head = (*HEAD, "Jenis Pegawai")
    apply(
        upload(
            (PPPK, "Hana", "hana@lentera.example", "BKPSDM", "Analis", "2026-02-01", "PPPK"),
            head=head,
        )
    )
    numbers = db.session.execute(
        select(EmployeeNumber.number, EmployeeNumber.valid_to)
        .where(EmployeeNumber.person_id == hana.id)
        .order_by(EmployeeNumber.valid_from)
    ).all()
    assert [tuple(row) for row in numbers] == [
        ("199308262020211001", date(2026, 1, 31)),
        (PPPK, None),
    ]


def test_units_are_made_only_below_a_unit_that_the_row_names(upload, apply) -> None:
    head = (*HEAD, "Nama Unit", "Kode Unit Induk")
    found = upload(
        (*GITA[:3], "D.01.1", *GITA[4:], "Seksi Angkutan", "D.01"),
        ("199502282020122002", "Hadi", "h@l.example", "D.01", "Analis", "", "Bidang", "Dishub"),
        ("199502282020122003", "Indah", "i@l.example", "D.02", "Analis", "", "Bidang Dua", "D.9"),
        head=head,
    )
    assert codes(found) == {4: [("staffing.unit-parent-unknown", "unit")]}
    assert [unit["code"] for unit in found.new_units] == ["D.01", "D.01.1"]
    apply(found)
    dishub, field, section = (
        unit_named("Dishub"),
        unit_named("Bidang"),
        unit_named("Seksi Angkutan"),
    )
    assert (field.parent_id, section.parent_id) == (dishub.id, field.id)


def test_who_left_by_the_file_is_deactivated_and_signed_out(upload, apply, cast, client) -> None:
    client.sign_in(cast.dewi)
    head = (*HEAD, "Status")
    found = upload((*line_of("dewi", "Dishub", "Analis", "2026-05-31"), "keluar"), head=head)
    assert states(found)["Dewi"] == "leaving"
    apply(found)
    assert fresh(cast.dewi).deactivated_at
    assert posts(cast.dewi.id) == [("Dishub", "Analis", date(2024, 1, 1), date(2026, 5, 31))]
    session = db.session.scalars(
        select(SignInSession).where(SignInSession.person_id == cast.dewi.id)
    ).one()
    assert session.revoked_at


def test_nobody_leaves_before_their_post_began(upload, cast) -> None:
    head = (*HEAD, "Status")
    found = upload((*line_of("dewi", "Dishub", "Analis", "2023-12-31"), "keluar"), head=head)
    assert codes(found) == {2: [("staffing.since-early", "since")]}


def test_who_is_missing_leaves_only_where_the_file_is_the_whole_staff(upload, apply, cast) -> None:
    found = upload(*STAFF[1:])
    assert states(found)["Ana"] == "missing"
    apply(found)
    assert fresh(cast.ana).is_active
    again = upload(*STAFF[1:])
    asked = apply(again, is_whole="y")
    assert asked.status_code == 422  # one of five is more than five in a hundred
    assert "is_sure" in asked.text
    apply(again, is_whole="y", is_sure="y")
    assert not fresh(cast.ana).is_active
    assert posts(cast.ana.id)[-1][3] == clock.local_date(clock.now(), "Asia/Jayapura")


def test_nobody_counts_as_missing_while_a_faulty_row_may_be_theirs(upload, apply, cast) -> None:
    found = upload(("1,98E+17", "Ana", "", "Disdukcapil", "Analis", ""), *STAFF[1:])
    apply(found, is_whole="y", is_sure="y")
    assert fresh(cast.ana).is_active
    assert fresh(found).applied_at is None
    job = db.session.scalars(select(Job).order_by(Job.id.desc())).first()
    assert job.error["code"] == "staffing.unidentified"


def test_administrators_and_oneself_are_no_leavers(upload, cast) -> None:
    accounts.grant_role(cast.eko, "admin", day=date(2024, 1, 1))
    head = (*HEAD, "Status")
    found = upload(
        (*line_of("eko", "BKPSDM"), "keluar"),
        (*line_of("citra", "BKPSDM"), "keluar"),
        head=head,
    )
    assert codes(found) == {
        2: [("staffing.leaver-protected", "status")],
        3: [("staffing.leaver-protected", "status")],
    }
    absent = upload(*STAFF[:2])
    assert "Eko" not in states(absent)
    assert "Citra" not in states(absent)


def test_the_address_of_an_administrator_is_not_changed(upload, cast) -> None:
    accounts.grant_role(cast.eko, "admin", day=date(2024, 1, 1))
    row = list(line_of("eko", "BKPSDM"))
    row[2] = "citra2@lentera.example"
    assert codes(upload(row)) == {2: [("staffing.email-protected", "email")]}


def test_who_left_and_is_in_the_file_again_comes_back(upload, apply, cast) -> None:
    last_day = date(2025, 12, 31)
    leaving.deactivate(cast.dewi, last_day=last_day, today=last_day, at=clock.now())
    apply(upload(line_of("dewi", "Dishub", "Analis", "2026-03-02")))
    assert fresh(cast.dewi).is_active
    assert posts(cast.dewi.id)[-1] == ("Dishub", "Analis", date(2026, 3, 2), None)


def test_a_row_whose_person_changed_meanwhile_is_left_out(upload, apply, cast) -> None:
    found = upload(line_of("ana", "Dishub", "Analis", "2026-03-02"), GITA)
    fresh(cast.ana).name = "Ana Baru"
    create_person("gita")
    db.session.commit()
    apply(found)
    assert set(states(found).values()) >= {"outdated"}
    assert states(found) == {
        "Ana": "outdated",
        "Gita": "outdated",
        "Budi": "missing",
        "Dewi": "missing",
        "Eko": "missing",
    }
    assert fresh(cast.ana).name == "Ana Baru"
    assert len(posts(cast.ana.id)) == 1


def test_a_crash_in_the_middle_leaves_nothing_behind(upload, apply, cast, monkeypatch) -> None:
    found = upload(GITA, line_of("ana", "Dishub", "Arsiparis", "2026-03-02"))
    before = count(Person), count(Membership), count(Position), count(EmployeeNumber)

    def crash(*_args, **_kwargs) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(applying, "deactivate_all", crash)
    apply(found)
    assert fresh(found).applied_at is None
    assert (count(Person), count(Membership), count(Position), count(EmployeeNumber)) == before
    assert states(found)["Gita"] == "new"
    monkeypatch.undo()
    apply(found)
    assert count(Person) == before[0] + 1


def test_an_import_is_one_entry_of_the_audit_with_its_counts(upload, apply, cast) -> None:
    found = upload(GITA, *STAFF)
    apply(found)
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "staff-import.applied")
    ).one()
    assert (entry.actor_id, entry.object_id) == (cast.citra.id, str(found.id))
    assert "rows_new" in entry.digests


def test_columns_said_by_hand_are_remembered_for_the_next_file(upload, client, cast) -> None:
    head = ("Nomor Pegawai", "Nama", "Kode Unit", "Alamat")
    line = (NUMBERS["ana"], "Ana", "Dishub", "baru@lentera.example")
    found = upload(line, head=head)
    assert found.checked_at is None
    page = client.get(f"/staff-imports/{found.id}/columns")
    assert "Nomor Pegawai" in page.text
    fields = {"column-0": "nip", "column-1": "name", "column-2": "unit", "column-3": ""}
    wrong = client.post(f"/staff-imports/{found.id}/columns", data={**fields, "column-0": ""})
    assert wrong.status_code == 422
    client.post(f"/staff-imports/{found.id}/columns", data=fields)
    work_off()
    assert states(found)["Ana"] == "changed"
    again = upload(line, head=head)
    assert again.columns == {"nip": 0, "name": 1, "unit": 2}


def test_a_list_that_is_discarded_leaves_nothing(upload, client) -> None:
    found = upload(GITA)
    client.post(f"/staff-imports/{found.id}/removal")
    assert (count(StaffImport), count(StaffImportRow), count(Person)) == (0, 0, 5)


def test_an_applied_import_stays(upload, apply, client) -> None:
    found = upload(GITA)
    apply(found)
    assert client.post(f"/staff-imports/{found.id}/removal").status_code == 409
    assert client.get(f"/staff-imports/{found.id}").status_code == 200


@pytest.mark.parametrize("name", ["ana", "budi", "dewi", "eko"])
def test_others_may_not_import(client, cast, name) -> None:
    client.sign_in(getattr(cast, name))
    assert client.get("/staff-imports").status_code == 403
    assert client.post("/staff-imports", data=form(cast, GITA)).status_code == 403
    for address in ("application", "columns", "reports", "removal"):
        assert client.post(f"/staff-imports/1/{address}").status_code == 403
    assert client.post("/staff-exports").status_code == 403


def test_an_unknown_import_is_not_found_and_writing_needs_a_post(client, cast) -> None:
    client.sign_in(cast.citra)
    assert client.get("/staff-imports/99").status_code == 404
    assert client.post("/staff-imports/99/application").status_code == 404
    assert client.get("/staff-imports/99/application").status_code == 405
    assert client.get("/staff-exports").status_code == 405


def test_a_report_of_an_unknown_form_or_an_empty_upload_is_refused(upload, client) -> None:
    found = upload(GITA)
    assert (
        client.post(f"/staff-imports/{found.id}/reports", data={"form": "pdf"}).status_code == 422
    )
    assert client.post("/staff-imports", data={}).status_code == 422
    assert client.post("/staff-exports", data={"agency": "999"}).status_code == 422


def test_the_report_names_row_column_value_and_remedy(upload, client, cast) -> None:
    found = upload(("1,98E+17", "=cmd()", "", "Dishub", "Analis", ""), GITA)
    answer = client.post(
        f"/staff-imports/{found.id}/reports", data={"form": "csv", "state": "error"}
    )
    work_off()
    job = int(answer.location.rpartition("/")[2])
    lines = client.get(f"/jobs/{job}/file").data.decode("utf-8-sig").splitlines()
    assert len(lines) == 3  # headings, the NIP, the missing address
    assert lines[1].startswith("2;")
    assert ";'=cmd();" in lines[1]
    assert "1,98E+17" in lines[1]


def test_an_export_is_a_file_that_imports_as_unchanged(upload, client, cast) -> None:
    upload(GITA)  # signs in, and gives the cast their birth dates
    answers = {"education": "below", "performance": "needs_work", "discipline": None}
    merits.keep(cast.ana, **answers, by=cast.citra, at=clock.now())
    db.session.commit()
    answer = client.post("/staff-exports", data={"agency": str(cast.agency.id)})
    work_off()
    file = client.get(answer.location + "/file").data
    client.post(
        "/staff-imports",
        data={
            "file": (BytesIO(file), "pegawai.xlsx"),
            "agency": str(cast.agency.id),
            "day": "2026-06-01",
        },
    )
    work_off()
    found = db.session.scalars(select(StaffImport).order_by(StaffImport.id.desc())).first()
    assert states(found) == dict.fromkeys(("Ana", "Budi", "Citra", "Dewi", "Eko"), "unchanged")


def test_the_template_has_all_columns_and_its_example_but_for_the_nip_no_fault(
    client, cast
) -> None:
    data = client.sign_in(cast.citra).get("/staff-imports/template").data
    sheet = open_sheet("a.xlsx", data)
    columns = recognise(sheet.headings, {})
    assert len(columns) == 16
    [(number, cells)] = sheet.rows(columns)
    assert [fault.code for fault in read_row(number, cells).faults] == ["nip.sex"]


def test_the_untouched_example_of_the_template_is_skipped(client, cast) -> None:
    client.sign_in(cast.citra)
    file = BytesIO(client.get("/staff-imports/template").data)
    fields = {"agency": str(cast.agency.id), "day": "2026-06-01"}
    client.post("/staff-imports", data={**fields, "file": (file, "pegawai.xlsx")})
    work_off()
    found = db.session.scalars(select(StaffImport)).one()
    assert "Contoh Nama, S.E." not in states(found)


def test_columns_that_are_not_read_are_named_with_a_way_to_say_what_they_hold(
    upload, client, cast
) -> None:
    lines = [(*line, "Islam", "O") for line in STAFF]
    found = upload(*lines, head=(*HEAD, "Agama", "Gol. Darah"))
    client.sign_in(cast.citra, language="en")
    page = client.get(f"/staff-imports/{found.id}").text
    words = page[page.index("2 columns are not read: Agama, Gol. Darah") :]
    assert words.index(f"/staff-imports/{found.id}/columns") < words.index("</p>")
    found = upload(*STAFF)
    client.sign_in(cast.citra, language="en")
    assert "not read" not in client.get(f"/staff-imports/{found.id}").text


def test_a_birth_date_that_the_nip_tells_is_no_change(upload, cast) -> None:
    cast.ana.birth_date = None
    db.session.commit()
    lines = [(*line, "") for line in STAFF[1:]]
    found = upload((*STAFF[0], "1992-04-11"), *lines, head=(*HEAD, "Tanggal Lahir"))
    assert fresh(cast.ana).birth_date is None
    assert states(found)["Ana"] == "unchanged"


def test_the_pages_name_the_unit_and_say_from_which_day_a_change_holds(
    upload, client, cast
) -> None:
    unit_named("Dishub").name = "Dinas Perhubungan"
    db.session.commit()
    found = upload(GITA, line_of("ana", "Dishub", "Analis", "2026-03-02"), *STAFF[1:])

    client.sign_in(cast.citra, language="en")

    def page(state: str) -> str:
        return client.get(f"/staff-imports/{found.id}?state={state}").text

    assert "Arsiparis, Dinas Perhubungan" in page("new")
    assert "from 2 March 2026" in page("changed")


def test_the_result_page_asks_the_database_as_often_for_many_rows(
    upload, client, cast, count_queries
) -> None:
    def queries_of(found) -> int:
        with count_queries() as made:
            assert client.get(f"/staff-imports/{found.id}").status_code == 200
        return len(made)

    many = [
        (f"1995022820201220{n:02d}", f"G{n}", f"g{n}@l.example", "Dishub", "Arsiparis", "")
        for n in range(1, 40)
    ]
    assert queries_of(upload(GITA)) == queries_of(upload(*many))


def test_who_gets_another_address_is_told_of_it(upload, apply, cast) -> None:
    moved = (*STAFF[0][:2], "ana.w@lentera.example", *STAFF[0][3:])
    apply(upload(moved, *STAFF[1:]))
    told = db.session.execute(select(Notice.person_id, Notice.kind)).all()
    assert [tuple(row) for row in told] == [(cast.ana.id, "sign-in.email")]


def test_a_list_above_the_limit_is_refused_and_the_limit_is_a_setting(
    client, cast, monkeypatch
) -> None:
    monkeypatch.setattr("app.staffing.settings.MEGABYTE", 10)  # 20 × 10 bytes
    answer = client.sign_in(cast.citra, language="en").post(
        "/staff-imports", data=form(cast, *[GITA] * 5)
    )
    assert answer.status_code == 422
    assert "The file is too large." in answer.text
