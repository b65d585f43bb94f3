"""A training elsewhere, entered by who took it: the pages, step by step and state by state."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, update

from app.accounts.models import SignInSession
from app.audit.models import AuditEntry
from app.db import db
from app.kit import clock
from app.notifications.models import Notice
from app.records.models import Activity, JpCorrection, Verification, YearClosing
from app.records.settings import FEWEST_FILES, VERIFIERS
from app.settings import actions as settings
from tests.certificates.test_certificates import complete
from tests.records.outside import BIMTEK, WORKSHOP, enter, filled, prove, today_of

D = Decimal
PASSWORD = "kuda-baterai-stapler"
KEPT = re.compile(r'<input id="kept" name="kept" type="hidden" value="([^"]+)"')


@pytest.fixture
def ana(client, cast):
    client.sign_in(cast.ana, language="en")
    return cast.ana


def entries() -> list[Activity]:
    return list(db.session.scalars(select(Activity).order_by(Activity.id)))


def decide(activity: Activity, decision: str, by, *, reason: str = "", number: int = 1) -> None:
    db.session.add(
        Verification(
            activity_id=activity.id,
            number=number,
            decision=decision,
            reason=reason,
            by_id=by.id,
            at=clock.now(),
        )
    )
    db.session.commit()


def test_what_is_filled_in_becomes_a_draft_with_its_facts(client, ana) -> None:
    answer = client.post(
        "/record/entries",
        data=filled(
            form_id=str(BIMTEK),
            hours="24",
            place="Denpasar",
            number="No. 12/BKPSDM/2026",
            competency="manajerial.komunikasi",
            cost="1.500.000",
            reach="abroad",
            days="2",
        ),
    )
    (entry,) = entries()
    assert answer.location == f"/record/entries/{entry.id}"
    assert (entry.person_id, entry.state, entry.form_id) == (ana.id, "draft", BIMTEK)
    assert (entry.title, entry.provider) == ("Lokakarya pelayanan publik", "BKPSDM Kota Contoh")
    assert (entry.starts_on, entry.ends_on) == (date(2026, 3, 2), date(2026, 3, 4))
    assert (entry.days, entry.jp_raw, entry.cost) == (2, D(24), D(1500000))
    assert (entry.place, entry.is_international) == ("Denpasar", True)
    assert (entry.number, entry.number_key) == ("No. 12/BKPSDM/2026", "12BKPSDM2026")
    assert entry.competency == "manajerial.komunikasi"
    audited = db.session.scalars(select(AuditEntry.action)).all()
    assert "activity.entered" in audited
    page = client.get(answer.location).text
    for words in ("24 JP", "Denpasar", "Abroad", "Rp 1,500,000", "2 March 2026", "draft"):
        assert words in page


def test_hours_of_60_minutes_are_converted(client, ana) -> None:
    # 6 × 60 ÷ 45 = 8
    client.post("/record/entries", data=filled(form_id=str(BIMTEK), hours="6", unit="hour"))
    assert [one.jp_raw for one in entries()] == [D(8)]


def test_what_counts_would_be_told_before_it_is_sent(client, ana) -> None:
    entry = enter(ana)
    page = client.get(f"/record/entries/{entry.id}").text
    # three days of a workshop, 5 JP each
    assert "What would count" in page
    assert "15 JP in 2026" in page


def test_the_same_form_sent_twice_is_entered_once(client, ana) -> None:
    data = filled(form_key="kunci-formulir-yang-sama")
    first = client.post("/record/entries", data=data).location
    assert client.post("/record/entries", data=data).location == first
    assert len(entries()) == 1
    assert "This form had been sent before" in client.get(first).text


def test_two_drafts_of_one_training_are_told_to_their_owner_alone(client, cast, ana) -> None:
    entry, _other = enter(ana), enter(ana)
    enter(cast.dewi, number="7/A", number_key="7A")
    assert "You may have entered this before" in client.get(f"/record/entries/{entry.id}").text
    alone = enter(
        ana, number="7/A", number_key="7A", starts_on=date(2025, 1, 7), ends_on=date(2025, 1, 7)
    )
    assert "You may have entered this before" not in client.get(f"/record/entries/{alone.id}").text


def test_a_form_of_somebody_else_is_no_way_to_their_entry(client, cast, ana) -> None:
    enter(cast.dewi, form_key="kunci-dewi")
    assert client.post("/record/entries", data=filled(form_key="kunci-dewi")).status_code == 409


@pytest.mark.parametrize(
    ("field", "text", "message"),
    [
        ("form_id", "", "Choose the form of training."),
        ("form_id", "26", "Not a valid choice."),
        ("title", " ", "Type the name of the training."),
        ("title", "x" * 301, "That is too long."),
        ("provider", "", "Type who held the training."),
        ("provider", "x" * 201, "That is too long."),
        ("starts_on", "", "Choose the first day."),
        ("starts_on", "kemarin", "Choose the first day."),
        ("starts_on", "1969-12-31", "it cannot be before"),
        # Ana was born on 11 April 1992.
        ("starts_on", "1992-04-10", "it cannot be before 11 April 1992"),
        ("ends_on", "", "Choose the last day."),
        ("ends_on", "2026-03-01", "The last day cannot be before the first."),
        ("days", "0", "type 1 to 3"),
        ("days", "4", "type 1 to 3"),
        ("days", "dua", "Not a valid integer value."),
        ("hours", "0", "above 0 and up to 2,000"),
        ("hours", "2000.01", "above 0 and up to 2,000"),
        ("hours", "2,345", "at most two decimals"),
        ("unit", "hari", "Not a valid choice."),
        ("reach", "bulan", "Not a valid choice."),
        ("place", "x" * 201, "That is too long."),
        ("number", "x" * 101, "That is too long."),
        ("competency", "tidak.ada", "Not a valid choice."),
        ("cost", "gratis", "Type an amount in rupiah"),
        ("form_key", "x" * 33, "Field cannot be longer"),
    ],
)
def test_what_cannot_be_is_refused_in_its_place(client, ana, field, text, message) -> None:
    db.session.merge(ana).birth_date = date(1992, 4, 11)
    answer = client.post("/record/entries", data=filled(**{field: text}))
    assert answer.status_code == 422
    assert message in answer.text
    assert entries() == []


def test_the_last_day_may_be_today_but_not_tomorrow(client, ana) -> None:
    today = today_of(ana)
    days = {"starts_on": today.isoformat(), "ends_on": today.isoformat()}
    assert client.post("/record/entries", data=filled(**days)).status_code == 302
    days["ends_on"] = (today + timedelta(days=1)).isoformat()
    answer = client.post("/record/entries", data=filled(**days))
    assert answer.status_code == 422
    assert "enter it once the last day has come" in answer.text


def test_hours_are_asked_where_the_form_counts_by_them(client, ana) -> None:
    answer = client.post("/record/entries", data=filled(form_id=str(BIMTEK)))
    assert answer.status_code == 422
    assert "this form of training counts by them" in answer.text
    # 1,600 hours are 2,133.33 JP
    data = filled(form_id=str(BIMTEK), hours="1600", unit="hour")
    assert "more than 2,000 JP" in client.post("/record/entries", data=data).text
    assert client.post("/record/entries", data=filled(form_id=str(WORKSHOP))).status_code == 302


def test_days_the_wrong_way_are_the_only_fault(client, ana) -> None:
    data = filled(form_id=str(BIMTEK), hours="", starts_on="2026-03-04", ends_on="2026-03-01")
    page = client.post("/record/entries", data=data).text
    assert "The last day cannot be before the first." in page
    assert "this form of training counts by them" in page
    assert "24 hours" not in page


def test_no_day_has_more_than_24_hours(client, ana) -> None:
    # Three days of 24 hours of 60 minutes are 72 hours, 96 JP.
    data = filled(form_id=str(BIMTEK), hours="72.01", unit="hour")
    assert "more than 24 hours a day" in client.post("/record/entries", data=data).text
    full = filled(form_id=str(BIMTEK), hours="72", unit="hour")
    assert client.post("/record/entries", data=full).status_code == 302
    assert entries()[0].jp_raw == 96


def test_a_workshop_of_years_is_asked_about(client, ana) -> None:
    """32 days; one mistyped year looks like this."""
    data = filled(starts_on="2026-03-01", ends_on="2026-04-01")
    assert "more than a month" in client.post("/record/entries", data=data).text
    assert client.post("/record/entries", data={**data, "days": "6"}).status_code == 302


def test_hours_typed_for_another_form_stay_behind(client, ana) -> None:
    entry = enter(ana, form_id=BIMTEK, jp_raw=D(24))
    client.post(f"/record/entries/{entry.id}", data=filled(hours="24"))
    (entry,) = entries()
    assert (entry.form_id, entry.jp_raw) == (WORKSHOP, None)


def test_a_change_keeps_what_is_not_changed(client, ana) -> None:
    # 60 days of at most 32 JP.
    long = {"form_id": BIMTEK, "ends_on": date(2026, 4, 30)}
    entry = enter(ana, cost=D(1500000), jp_raw=D("1234.5"), number="12/A", **long)
    page = client.get(f"/record/entries/{entry.id}/editing").text
    for value in ("1,500,000", "1234.5", "12/A", "2026-03-02"):
        assert f'value="{value}"' in page
    answer = client.post(
        f"/record/entries/{entry.id}",
        data=filled(
            title="Lokakarya layanan",
            form_id=str(BIMTEK),
            ends_on="2026-04-30",
            cost="1,500,000",
            hours="1234.5",
            number="12/A",
        ),
    )
    assert answer.location == f"/record/entries/{entry.id}"
    (entry,) = entries()
    assert (entry.title, entry.revision) == ("Lokakarya layanan", 2)
    assert (entry.cost, entry.jp_raw, entry.number) == (D(1500000), D("1234.5"), "12/A")
    assert client.post(f"/record/entries/{entry.id}", data=filled(title="")).status_code == 422


def test_of_two_tabs_the_second_is_asked_and_may_insist(client, ana) -> None:
    entry = enter(ana)
    page = f"/record/entries/{entry.id}"
    client.post(page, data=filled(title="Dari tab pertama"))
    answer = client.post(page, data=filled(title="Dari tab kedua"))
    assert answer.status_code == 409
    assert "Not saved yet" in answer.text
    assert 'value="Dari tab kedua"' in answer.text
    assert re.search(r'<input[^>]+name="revision"[^>]+value="2"', answer.text)
    assert entries()[0].title == "Dari tab pertama"
    assert client.post(page, data=filled(title="Dari tab kedua", revision="2")).status_code == 302
    assert entries()[0].title == "Dari tab kedua"


@pytest.mark.parametrize("revision", ["", "x", "0", "99999999999"])
def test_a_change_says_what_it_was_made_from(client, ana, revision) -> None:
    entry = enter(ana)
    data = filled(title="Lain", revision=revision)
    assert client.post(f"/record/entries/{entry.id}", data=data).status_code == 422
    step = client.post(f"/record/entries/{entry.id}/removal", data={"revision": revision})
    assert step.status_code == 409
    assert [one.title for one in entries()] == ["Lokakarya pelayanan publik"]


def test_without_a_file_it_is_not_sent_unless_none_is_needed(client, ana) -> None:
    entry = enter(ana)
    page = f"/record/entries/{entry.id}"
    assert "Add 1 file as proof first" in client.get(page).text
    assert "Send for verification" not in client.get(page).text
    answer = client.post(f"{page}/proposal", data={"revision": "1"})
    assert answer.status_code == 422
    assert "files that are missing: 1" in answer.text
    settings.change(FEWEST_FILES, 0, by_id=ana.id, at=clock.now())
    assert client.post(f"{page}/proposal", data={"revision": "1"}).location == page


def test_what_is_sent_waits_and_may_be_taken_back(client, ana) -> None:
    entry = enter(ana)
    prove(entry)
    page = f"/record/entries/{entry.id}"
    assert "Send for verification" in client.get(page).text
    assert client.post(f"{page}/proposal", data={"revision": "1"}).location == page
    (entry,) = entries()
    assert (entry.state, entry.waits_for, entry.revision) == ("proposed", "officer", 2)
    assert entry.proposed_at
    assert "The training officer looks at it." in client.get(page).text
    assert client.post(f"{page}/proposal", data={"revision": "2"}).status_code == 409
    assert client.post(f"{page}/withdrawal", data={"revision": "2"}).location == page
    (entry,) = entries()
    assert (entry.state, entry.waits_for, entry.proposed_at) == ("draft", None, None)


@pytest.mark.parametrize(
    ("who", "supervised", "waits_for", "words"),
    [
        ("officer", True, "officer", "The training officer looks at it."),
        ("either", True, "either", "Your supervisor or the training officer looks at it."),
        ("both", True, "supervisor", "Your supervisor looks at it first"),
        ("both", False, "officer", "The training officer looks at it."),
    ],
)
def test_who_decides_is_settled_when_it_is_sent(
    client, cast, who, supervised, waits_for, words
) -> None:
    owner = cast.ana if supervised else cast.dewi
    settings.change(VERIFIERS, who, by_id=cast.citra.id, at=clock.now())
    entry = enter(owner)
    prove(entry)
    client.sign_in(owner, language="en")
    page = f"/record/entries/{entry.id}"
    client.post(f"{page}/proposal", data={"revision": "1"})
    assert entries()[0].waits_for == waits_for
    assert words in client.get(page).text
    told = db.session.scalars(select(Notice.person_id).where(Notice.kind == "records.proposed"))
    assert list(told) == ([cast.budi.id] if waits_for in ("either", "supervisor") else [])


@pytest.mark.parametrize("state", ["proposed", "verified", "rejected"])
def test_what_is_not_with_its_owner_is_not_changed(client, ana, state) -> None:
    entry = enter(ana, state=state)
    prove(entry)
    page = f"/record/entries/{entry.id}"
    assert client.get(page).status_code == 200
    assert "Change the facts" not in client.get(page).text
    assert client.get(f"{page}/editing").location == page
    assert client.post(page, data=filled(title="Lain")).status_code == 409
    for step in ("proposal", "removal"):
        assert client.post(f"{page}/{step}", data={"revision": "1"}).status_code == 409
    if state != "proposed":
        assert client.post(f"{page}/withdrawal", data={"revision": "1"}).status_code == 409
    assert [(one.title, one.state) for one in entries()] == [("Lokakarya pelayanan publik", state)]


def test_what_was_returned_says_why_and_is_sent_again(client, cast, ana) -> None:
    entry = enter(ana, state="returned")
    prove(entry)
    decide(entry, "returned", cast.citra, reason="Nomor sertifikat belum ada.")
    page = f"/record/entries/{entry.id}"
    shown = client.get(page).text
    assert "Nomor sertifikat belum ada." in shown
    assert "Reason from Citra" in shown
    client.post(page, data=filled(number="12/A"))
    assert entries()[0].state == "returned"
    client.post(f"{page}/proposal", data={"revision": "2"})
    assert entries()[0].state == "proposed"


def test_a_draft_is_deleted_with_its_files(client, ana) -> None:
    entry = enter(ana)
    prove(entry)
    page = f"/record/entries/{entry.id}"
    assert client.post(f"{page}/removal", data={"revision": "1"}).location == "/record"
    assert entries() == []
    assert client.get(page).status_code == 404
    assert "activity.discarded" in db.session.scalars(select(AuditEntry.action)).all()


def test_what_has_counted_once_stays(client, cast, ana) -> None:
    """A closed year may tell of it."""
    entry = enter(ana, state="returned")
    closing = YearClosing(
        agency_id=cast.agency.id, year=2026, closed_by_id=cast.citra.id, closed_at=clock.now()
    )
    db.session.add(closing)
    db.session.flush()
    db.session.add(
        JpCorrection(
            closing_id=closing.id,
            person_id=ana.id,
            before=D(0),
            after=D(15),
            activity_id=entry.id,
            at=clock.now(),
        )
    )
    decide(entry, "verified", cast.citra)
    decide(entry, "reopened", cast.citra, reason="Keliru.", number=2)
    page = f"/record/entries/{entry.id}"
    assert "Delete this entry" not in client.get(page).text
    answer = client.post(f"{page}/removal", data={"revision": "1"})
    assert answer.status_code == 409
    assert "has counted for your JP before" in answer.text
    assert len(entries()) == 1


@pytest.mark.parametrize("who", ["budi", "citra", "dewi", "eko"])
def test_an_entry_is_its_owners_alone(client, cast, who) -> None:
    entry = enter(cast.ana)
    client.sign_in(getattr(cast, who))
    page = f"/record/entries/{entry.id}"
    assert client.get(page).status_code == 404
    assert client.get(f"{page}/editing").status_code == 404
    for step in ("", "/proposal", "/withdrawal", "/removal"):
        assert client.post(f"{page}{step}", data=filled()).status_code == 404
        assert step == "" or client.get(f"{page}{step}").status_code == 405


def test_a_course_done_here_is_no_entry(client, ana) -> None:
    complete(ana)
    (course,) = entries()
    assert course.completion_id
    assert client.get(f"/record/entries/{course.id}").status_code == 404


def test_what_looks_the_same_is_told_but_not_refused(client, ana) -> None:
    enter(ana, state="verified", title="Lokakarya Pelayanan Publik 2026")
    entry = enter(ana, title="Lokakarya pelayanan publik, 2026")
    prove(entry)
    page = client.get(f"/record/entries/{entry.id}").text
    assert "You may have entered this before" in page
    assert "Send for verification" in page


def test_a_form_survives_a_lost_sign_in(client, cast) -> None:
    cast.ana.set_password(PASSWORD)
    client.sign_in(cast.ana)
    db.session.execute(update(SignInSession).values(revoked_at=clock.now()))
    asked = client.post("/record/entries", data=filled(form_key="kunci"), follow_redirects=True)
    kept = KEPT.search(asked.text)[1]
    form = {"login": "ana", "password": PASSWORD, "kept": kept}
    answer = client.post("/session", data={**form, "login": cast.ana.email})
    (entry,) = entries()
    assert answer.location == f"/record/entries/{entry.id}"
    assert entry.title == "Lokakarya pelayanan publik"
