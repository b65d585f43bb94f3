"""Batches for SIASN: what is ready, never twice, sent and answered."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import select

from app.accounts.models import EmployeeNumber
from app.certificates import actions as certificates
from app.certificates.models import Certificate
from app.db import db
from app.kit import clock
from app.kit.errors import Conflict
from app.kit.progress import silent
from app.kit.tables import to_xlsx
from app.org.models import Agency
from app.records import crediting, verifying
from app.records.closing import Cause
from app.records.models import Activity
from app.reference.models import JpRule
from app.siasn import actions, files, queries, readiness
from app.siasn.models import SiasnBatch, SiasnItem
from app.siasn.readiness import Scope
from tests.certificates.test_certificates import issue
from tests.factories.plans import plan_of
from tests.records.outside import BIMTEK, WORKSHOP, enter

TODAY = date(2026, 11, 23)
FACTS = {"number": "800/17/2026", "state": "verified"}


@pytest.fixture
def scope(cast) -> Scope:
    return Scope(cast.agency.id, 2026, TODAY)


@pytest.fixture
def citra(client, cast):
    client.sign_in(cast.citra, language="en")
    return cast.citra


def make(scope, by) -> SiasnBatch:
    batch = actions.make_batch(scope, by=by, at=clock.now())
    db.session.commit()
    return batch


def items_of(batch) -> list[SiasnItem]:
    return list(db.session.scalars(select(SiasnItem).filter_by(batch_id=batch.id)))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"number": None}, "no-number"),
        ({"number": "   "}, "no-number"),
        ({"provider": " "}, "no-provider"),
        ({"title": "a" * 256}, "long-title"),
        ({"form_id": BIMTEK, "jp_raw": Decimal("0.99")}, "no-hours"),
        ({"form_id": BIMTEK, "jp_raw": None}, "no-hours"),
        (
            {
                "form_id": BIMTEK,
                "jp_raw": Decimal(5),
                "starts_on": date(2026, 11, 24),
                "ends_on": date(2026, 11, 24),
            },
            "not-over",
        ),
    ],
)
def test_what_siasn_would_refuse_stays_back_with_its_reason(cast, scope, more, code) -> None:
    values = {"form_id": BIMTEK, "jp_raw": Decimal(5), **FACTS, **more}
    enter(cast.ana, **values)
    assert readiness.overview(scope) == readiness.Overview(0, 1, {code: 1})
    (found,) = readiness.faulty_entries(scope)
    assert (found.name, list(found.codes)) == ("Ana", [code])


def test_a_title_of_255_characters_and_one_whole_hour_are_enough(cast, scope) -> None:
    enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(1), title="a" * 255, **FACTS)
    assert readiness.overview(scope).ready == 1


def test_who_has_no_nip_stays_back(cast, scope) -> None:
    entry = enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(5), **FACTS)
    number = db.session.scalars(select(EmployeeNumber).filter_by(person_id=entry.person_id)).one()
    number.valid_to = date(2026, 1, 31)
    db.session.commit()
    assert readiness.overview(scope).by_code == {"no-nip": 1}


@pytest.mark.parametrize("state", ["draft", "proposed", "returned", "rejected"])
def test_only_what_is_verified_goes(cast, scope, state) -> None:
    enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(5), number="1", state=state)
    assert readiness.overview(scope) == readiness.Overview(0, 0, {})


def test_only_what_ended_in_the_year_goes(cast, scope) -> None:
    days = {"starts_on": date(2025, 12, 31), "ends_on": date(2026, 1, 1)}
    enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(5), **FACTS, **days)
    days = {"starts_on": date(2025, 12, 30), "ends_on": date(2025, 12, 31)}
    enter(cast.dewi, form_id=BIMTEK, jp_raw=Decimal(5), **FACTS, **days)
    batch = make(scope, cast.citra)
    assert [item.person_id for item in items_of(batch)] == [cast.ana.id]


def test_a_batch_holds_the_fields_in_siasns_order_with_whole_hours(cast, scope) -> None:
    enter(
        cast.ana,
        form_id=BIMTEK,
        jp_raw=Decimal("12.99"),
        starts_on=date(2026, 3, 2),
        ends_on=date(2026, 3, 4),
        title="Bimtek arsip",
        provider="ANRI",
        **FACTS,
    )
    (item,) = items_of(make(scope, cast.citra))
    # Rounded down on export only.
    assert files.cells_of(item) == [
        "199204112019032003",
        BIMTEK,
        "Bimtek arsip",
        "ANRI",
        "800/17/2026",
        "02-03-2026",
        "04-03-2026",
        2026,
        12,
    ]


def test_hours_of_days_are_those_of_the_form_before_any_cap(cast, scope) -> None:
    entry = enter(cast.ana, **FACTS)
    crediting.recompute([cast.ana.id], cause=Cause(activity_id=entry.id), at=clock.now())
    (item,) = items_of(make(scope, cast.citra))
    # A national workshop of three days: 3 × 5 JP.
    assert item.hours == 15


def test_no_entry_goes_twice(cast, scope) -> None:
    enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(5), **FACTS)
    make(scope, cast.citra)
    with pytest.raises(Conflict, match=r"siasn\.nothing-ready"):
        make(scope, cast.citra)
    db.session.rollback()
    enter(cast.dewi, form_id=BIMTEK, jp_raw=Decimal(5), number="2", state="verified")
    second = make(scope, cast.citra)
    assert (second.number, [item.person_id for item in items_of(second)]) == (2, [cast.dewi.id])


def test_the_database_itself_takes_no_entry_twice(cast, scope) -> None:
    enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(5), **FACTS)
    (item,) = items_of(make(scope, cast.citra))
    values = {
        column.key: getattr(item, column.key)
        for column in SiasnItem.__table__.columns
        if column.key != "id"
    }
    db.session.add(SiasnItem(**values))
    with pytest.raises(Exception, match=r"(?i)unique"):
        db.session.flush()
    db.session.rollback()


def test_what_was_refused_may_go_again_and_its_old_answer_stays_then(cast, scope, citra) -> None:
    enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(5), **FACTS)
    first = make(scope, citra)
    (item,) = items_of(first)
    at = clock.now()
    with pytest.raises(Conflict, match=r"siasn\.not-sent"):
        actions.decide(first, item, "refused", reason="NIP salah", by=citra, at=at)
    actions.send(first, on=TODAY, reference=None, by=citra)
    actions.decide(first, item, "refused", reason="NIP salah", by=citra, at=at)
    (refused,) = readiness.refused_entries(scope)
    assert (refused.name, refused.reason) == ("Ana", "NIP salah")
    make(scope, citra)
    with pytest.raises(Conflict, match=r"siasn\.in-another") as error:
        actions.decide(first, item, "accepted", reason="", by=citra, at=at)
    assert error.value.params == {"number": 2, "year": 2026}


def test_a_batch_that_was_sent_is_not_taken_apart(cast, scope, citra) -> None:
    enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(5), **FACTS)
    batch = make(scope, citra)
    actions.send(batch, on=TODAY, reference="SIASN-1", by=citra)
    with pytest.raises(Conflict, match=r"siasn\.changed"):
        actions.withdraw(batch, by=citra, at=clock.now())
    with pytest.raises(Conflict, match=r"siasn\.changed"):
        actions.send(batch, on=TODAY, reference="SIASN-1", by=citra)


def test_taken_apart_before_it_was_sent_its_entries_are_ready_again(
    client, cast, scope, citra
) -> None:
    enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(5), **FACTS)
    batch = make(scope, citra)
    answer = client.post(f"/siasn/batches/{batch.id}/withdrawal")
    assert answer.status_code == 302
    assert readiness.overview(scope).ready == 1
    assert "taken apart" in client.get(f"/siasn/batches/{batch.id}").text


def test_a_batch_keeps_what_it_took_and_says_what_was_changed_since(
    client, cast, scope, citra
) -> None:
    entry = enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(5), title="Dahulu", **FACTS)
    batch = make(scope, citra)
    assert "changed or taken back" not in client.get(f"/siasn/batches/{batch.id}").text
    verifying.reopen(entry, reason="Judul salah.", by=citra, at=clock.now())
    entry.title = "Sekarang"
    db.session.commit()
    page = client.get(f"/siasn/batches/{batch.id}").text
    assert "1 entry has been changed or taken back" in page
    assert "Dahulu" in page
    assert "It does not count any more." in page
    assert "Sekarang" not in page
    entry.state = "verified"
    db.session.commit()
    page = client.get(f"/siasn/batches/{batch.id}").text
    assert "Activity now: Sekarang" in page
    assert files.cells_of(items_of(batch)[0])[2] == "Dahulu"


def test_what_a_new_rule_makes_of_the_hours_is_a_change_too(client, cast, scope, citra) -> None:
    entry = enter(cast.ana, **FACTS)
    other = enter(cast.dewi, form_id=BIMTEK, jp_raw=Decimal(5), **FACTS)
    crediting.recompute([cast.ana.id], cause=Cause(activity_id=entry.id), at=clock.now())
    batch = make(scope, citra)
    place = f"/siasn/batches/{batch.id}"
    assert "changed or taken back" not in client.get(place).text
    # A national workshop gave 5 JP a day, and gives 6 from now on: 18 of three days, not 15.
    rule = db.session.scalars(select(JpRule).filter_by(form_id=WORKSHOP, valid_to=None)).one()
    rule.jp = Decimal(6)
    db.session.flush()
    crediting.recompute([cast.ana.id], cause=Cause(rule_id=rule.id), at=clock.now())
    db.session.commit()
    assert "1 entry has been changed or taken back" in client.get(place).text
    changed = client.get(f"{place}?state=changed").text
    assert entry.title in changed
    assert f">{cast.ana.name}" in changed
    assert f">{cast.dewi.name}" not in changed
    assert "Hours now: 18" in changed
    actions.send(batch, on=TODAY, reference=None, by=citra)
    db.session.commit()
    assert "Correct them in SIASN itself" in client.get(place).text
    assert other.state == "verified"


@pytest.mark.parametrize("what", ["nip", "revoked"])
def test_a_corrected_nip_and_a_revoked_certificate_are_changes(
    client, cast, scope, citra, what
) -> None:
    entry = enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(5), **FACTS)
    if what == "revoked":
        entry.certificate_id = issue(cast).id
        db.session.commit()
    batch = make(scope, citra)
    assert not queries.count_changed(batch.id)
    if what == "nip":
        number = db.session.scalars(select(EmployeeNumber).filter_by(person_id=cast.ana.id)).one()
        number.number = "199204112019032011"
    else:
        certificate = db.session.get_one(Certificate, entry.certificate_id)
        certificates.revoke(certificate, reason="Salah nama.", by=citra, at=clock.now())
    db.session.commit()
    assert queries.count_changed(batch.id) == 1
    told = {"nip": "NIP now: 19920411 201903 2 011", "revoked": "It does not count any more."}
    actions.send(batch, on=TODAY, reference=None, by=citra)
    db.session.commit()
    (item,) = items_of(batch)
    assert told[what] in client.get(f"/siasn/batches/{batch.id}/items/{item.id}").text


def test_an_entry_that_went_again_is_counted_once(cast, scope, citra) -> None:
    for owner in (cast.ana, cast.dewi):
        enter(owner, form_id=BIMTEK, jp_raw=Decimal(5), **FACTS)
    first = make(scope, citra)
    actions.send(first, on=TODAY, reference=None, by=citra)
    for item in items_of(first):
        actions.decide(first, item, "refused", reason="Ganda", by=citra, at=clock.now())
    assert queries.totals(cast.agency.id, 2026) == counted(refused=2)
    second = make(scope, citra)
    assert queries.totals(cast.agency.id, 2026) == counted(not_sent=2)
    actions.send(second, on=TODAY, reference=None, by=citra)
    anas, dewis = sorted(items_of(second), key=lambda item: item.person_id != cast.ana.id)
    actions.decide(second, anas, "refused", reason="Ganda", by=citra, at=clock.now())
    actions.decide(second, dewis, "accepted", reason="", by=citra, at=clock.now())
    assert queries.totals(cast.agency.id, 2026) == counted(refused=1, accepted=1)
    assert [(one.name, one.batch) for one in readiness.refused_entries(scope)] == [("Ana", 2)]


def test_all_that_was_refused_can_be_reached(client, cast, scope, citra, monkeypatch) -> None:
    for owner in (cast.ana, cast.dewi, cast.eko):
        enter(owner, form_id=BIMTEK, jp_raw=Decimal(5), **FACTS)
    batch = make(scope, citra)
    actions.send(batch, on=TODAY, reference=None, by=citra)
    for item in items_of(batch):
        actions.decide(batch, item, "refused", reason="Ganda", by=citra, at=clock.now())
    db.session.commit()
    monkeypatch.setattr(readiness, "PAGE_SIZE", 2)
    newest = readiness.refused_entries(scope)
    assert [one.name for one in newest] == ["Eko", "Dewi", "Ana"]
    page = client.get("/siasn/new?year=2026").text
    assert f"before={newest[1].item_id}" in page
    assert [one.name for one in readiness.refused_entries(scope, before=newest[1].item_id)] == [
        "Ana"
    ]


def counted(**counts: int) -> dict[str, int]:
    return {"not_sent": 0, "sent": 0, "accepted": 0, "refused": 0, **counts}


def test_the_entry_itself_says_what_siasn_has_of_it(client, cast, scope, citra) -> None:
    entry = enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(5), **FACTS)
    place = f"/verifications/{entry.id}"
    assert "SIASN" not in client.get(place).text.split("<main")[1]
    batch = make(scope, citra)
    assert "In a batch for SIASN that is not sent" in client.get(place).text
    actions.send(batch, on=TODAY, reference=None, by=citra)
    db.session.commit()
    assert "Sent to SIASN" in client.get(place).text
    actions.accept_open(batch, by=citra, at=clock.now())
    verifying.reopen(entry, reason="Judul salah.", by=citra, at=clock.now())
    db.session.commit()
    page = client.get(place).text
    assert "Accepted by SIASN" in page
    assert f"/siasn/batches/{batch.id}" in page


def test_the_year_is_that_of_the_agency_and_not_of_the_officer(client, cast) -> None:
    """31 December, 15.30 UTC: 22.30 in the agency's west, 00.30 of the new year where Citra is."""
    other = Agency(name="Kabupaten", city="Lain", time_zone="Asia/Jakarta")
    db.session.add(other)
    db.session.commit()
    with time_machine.travel(datetime(2026, 12, 31, 15, 30, tzinfo=UTC)):
        client.sign_in(cast.citra, language="en")
        for agency, year in ((other, 2026), (cast.agency, 2027)):
            address = f"/siasn?agency={agency.id}"
            assert f'<option value="{year}" selected' in client.get(address).text
        assert client.get(f"/siasn?agency={other.id}&year=2027").status_code == 404


def test_from_the_report_to_the_answer_as_an_officer_clicks_it(client, cast, citra) -> None:
    enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(5), title="Bimtek arsip", **FACTS)
    enter(cast.dewi, form_id=BIMTEK, jp_raw=Decimal(5), number="2", state="verified")
    enter(cast.dewi, form_id=BIMTEK, jp_raw=Decimal(5), title="Tanpa nomor", state="verified")
    year = {"agency": cast.agency.id, "year": 2026}
    report = client.get("/siasn/new?year=2026").text
    assert "Make a batch of 2 entries" in report
    assert "Tanpa nomor" in report
    shown = client.post("/siasn/batches", data=year)
    batch = db.session.scalars(select(SiasnBatch)).one()
    assert shown.location == f"/siasn/batches/{batch.id}"
    place = f"/siasn/batches/{batch.id}"
    # By the agency's calendar.
    made_on = clock.local_date(batch.created_at, cast.agency.time_zone)
    assert client.post(f"{place}/sending", data={"sent_on": "2020-01-01"}).status_code == 422
    sent = client.post(f"{place}/sending", data={"sent_on": made_on.isoformat(), "reference": "X1"})
    assert sent.status_code == 302, sent.text
    answers = to_xlsx(
        "Jawaban",
        ["NIP", "Nomor Sertifikat", "Status", "Keterangan"],
        [
            ["199204112019032003", "800/17/2026", "Ditolak", "Nama diklat salah"],
            ["199204112019032003", "tidak ada", "Diterima", ""],
        ],
    )
    for _ in range(2):
        page = client.post(
            f"{place}/answers",
            data={"file": (io.BytesIO(answers), "jawaban.xlsx")},
            follow_redirects=True,
        ).text
        assert "These rows fit no entry of the batch: 3." in page
        assert "Nama diklat salah" in page
    assert {item.state for item in items_of(batch)} == {"refused", "open"}
    page = client.post(f"{place}/acceptance", follow_redirects=True).text
    assert "1 entry is accepted." in page
    states = {item.person_id: item.state for item in items_of(batch)}
    assert states == {cast.ana.id: "refused", cast.dewi.id: "accepted"}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["199204112019032003", "800/17/2026", "mungkin", ""]], "In these rows"),
        ([["199204112019032003", "800/17/2026", "ditolak", ""]], "In these rows"),
    ],
)
def test_an_answer_that_cannot_be_understood_changes_nothing(
    client, cast, scope, citra, rows, words
) -> None:
    enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(5), **FACTS)
    batch = make(scope, citra)
    actions.send(batch, on=TODAY, reference=None, by=citra)
    db.session.commit()
    good = ["199204112019032003", "800/17/2026", "diterima", ""]
    columns = ["NIP", "Nomor Sertifikat", "Status", "Keterangan"]
    content = to_xlsx("Jawaban", columns, [good, *rows])
    answer = client.post(
        f"/siasn/batches/{batch.id}/answers",
        data={"file": (io.BytesIO(content), "jawaban.xlsx")},
    )
    assert answer.status_code == 422
    assert words in answer.text
    assert [item.state for item in items_of(batch)] == ["open"]


HEADINGS = ["NIP", "Nomor Sertifikat", "Status", "Keterangan"]
ANAS_NIP = "199204112019032003"


def sent_batch(scope, by, entries) -> SiasnBatch:
    for owner, number in entries:
        enter(owner, form_id=BIMTEK, jp_raw=Decimal(5), number=number, state="verified")
    batch = make(scope, by)
    actions.send(batch, on=TODAY, reference=None, by=by)
    db.session.commit()
    return batch


def send_answer(client, batch, rows, **more) -> str:
    file = (io.BytesIO(to_xlsx("Jawaban", HEADINGS, rows)), "jawaban.xlsx")
    place = f"/siasn/batches/{batch.id}/answers"
    return client.post(place, data={"file": file, **more}, follow_redirects=True).text


def states_of(batch) -> dict[str, str]:
    db.session.expire_all()
    return {item.number: item.state for item in items_of(batch)}


def test_a_file_that_is_checked_first_changes_nothing(client, cast, scope, citra) -> None:
    batch = sent_batch(scope, citra, [(cast.ana, "800/17"), (cast.ana, "800/18")])
    rows = [
        [ANAS_NIP, "800/17", "diterima", ""],
        [ANAS_NIP, "800/18", "ditolak", "Ganda"],
        [ANAS_NIP, "800/19", "diterima", ""],
    ]
    page = send_answer(client, batch, rows, check="1")
    assert "1 would be accepted, 1 refused. Nothing is saved yet" in page
    assert "These rows fit no entry of the batch: 4." in page
    assert states_of(batch) == {"800/17": "open", "800/18": "open"}


def test_short_numbers_of_a_person_are_told_apart(client, cast, scope, citra) -> None:
    batch = sent_batch(scope, citra, [(cast.ana, "1"), (cast.ana, "2")])
    send_answer(client, batch, [[ANAS_NIP, "2", "ditolak", "Ganda"]])
    assert states_of(batch) == {"1": "open", "2": "refused"}


def test_a_row_that_fits_two_entries_decides_neither(client, cast, scope, citra) -> None:
    batch = sent_batch(scope, citra, [(cast.ana, "800/17"), (cast.ana, "No. 800-17")])
    page = send_answer(client, batch, [[ANAS_NIP, "800/17", "ditolak", "Ganda"]])
    assert "These rows fit more than one entry; enter their answers in the list: 2." in page
    assert set(states_of(batch).values()) == {"open"}


def test_an_answer_stays_when_a_later_row_or_file_says_another(client, cast, scope, citra) -> None:
    batch = sent_batch(scope, citra, [(cast.ana, "800/17")])
    accepted = [ANAS_NIP, "800/17", "diterima", ""]
    refused = [ANAS_NIP, "800/17", "ditolak", "Ganda"]
    page = send_answer(client, batch, [accepted, refused])
    assert "have another answer already, which stays: 3." in page
    page = send_answer(client, batch, [refused])
    assert "have another answer already, which stays: 2." in page
    assert states_of(batch) == {"800/17": "accepted"}


def test_a_file_without_the_columns_or_of_another_kind_is_refused(
    client, cast, scope, citra
) -> None:
    enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(5), **FACTS)
    batch = make(scope, citra)
    actions.send(batch, on=TODAY, reference=None, by=citra)
    db.session.commit()
    place = f"/siasn/batches/{batch.id}/answers"
    content = to_xlsx("Jawaban", ["NIP", "Status"], [["1", "diterima"]])
    answer = client.post(place, data={"file": (io.BytesIO(content), "jawaban.xlsx")})
    assert answer.status_code == 422
    assert "The file lacks columns: Nomor Sertifikat." in answer.text
    answer = client.post(place, data={"file": (io.BytesIO(b"%PDF-1.7"), "jawaban.xlsx")})
    assert answer.status_code == 422


def test_a_refusal_needs_its_reason(client, cast, scope, citra) -> None:
    enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(5), **FACTS)
    batch = make(scope, citra)
    actions.send(batch, on=TODAY, reference=None, by=citra)
    db.session.commit()
    (item,) = items_of(batch)
    place = f"/siasn/batches/{batch.id}/items/{item.id}/decision"
    answer = client.post(place, data={"state": "refused", "reason": " "})
    assert (answer.status_code, "Say why SIASN refused it." in answer.text) == (422, True)
    assert client.post(place, data={"state": "refused", "reason": "Ganda"}).status_code == 302
    assert [one.reason for one in items_of(batch)] == ["Ganda"]
    assert client.post(place, data={"state": "open", "reason": ""}).status_code == 302
    assert [(one.state, one.reason) for one in items_of(batch)] == [("open", None)]


def test_the_csv_holds_a_nip_as_it_is_and_computes_nothing(cast, scope, tmp_path) -> None:
    enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(5), title="=1+1", **FACTS)
    batch = make(scope, cast.citra)
    path = tmp_path / "batch.csv"
    files.write_batch(path, batch, silent)
    row = path.read_text("utf-8-sig").splitlines()[1]
    assert row.split(";")[:3] == ["199204112019032003", "8", "'=1+1"]


def test_the_pages_ask_as_much_with_many_entries(client, cast, scope, citra, count_queries) -> None:
    def asked() -> list[int]:
        counts = []
        for address in ("/siasn", "/siasn/new", f"/siasn/batches/{batch.id}"):
            with count_queries() as made:
                assert client.get(address).status_code == 200
            counts.append(len(made))
        return counts

    enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(5), **FACTS)
    enter(cast.ana, form_id=BIMTEK, jp_raw=Decimal(5), state="verified")
    batch = make(scope, citra)
    few = asked()
    for n in range(5):
        enter(cast.dewi, form_id=BIMTEK, jp_raw=Decimal(5), number=str(n), state="verified")
        enter(cast.dewi, form_id=BIMTEK, jp_raw=Decimal(5), state="verified")
    make(scope, citra)
    assert asked() == few
    assert max(few) <= 12


def test_what_is_in_a_batch_is_found_by_its_entry(cast, scope) -> None:
    plan = plan_of(readiness.ready(scope, Activity.id))
    assert "uq_siasn_item_activity" in plan or "ix_siasn_item_activity_id" in plan, plan
