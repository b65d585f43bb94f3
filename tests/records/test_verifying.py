"""Who may decide in which state, what follows of it, and what the ledger then has."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from app.audit.models import AuditEntry
from app.db import db
from app.kit.errors import Conflict
from app.notifications.models import Notice
from app.records import entering, proposals, verifying
from app.records.models import Activity, JpCorrection, JpCredit, Verification, YearClosing
from app.records.settings import FEWEST_FILES, VERIFIERS
from app.records.verifying import Seen
from app.settings import actions as settings
from tests.records.outside import enter
from tests.records.test_closing import close

D = Decimal
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)
COACHING = 14
STATES = ("draft", "proposed", "returned", "rejected", "verified")


def decide(activity, decision, *, by, is_supervisor=False, revision=None, reason="Sebab.") -> bool:
    seen = [Seen(activity.id, activity.revision if revision is None else revision)]
    taken = verifying.decide(
        seen, decision, reason=reason, by=by, is_supervisor=is_supervisor, at=AT
    )
    db.session.refresh(activity)
    return taken == [activity.id]


def credited(person) -> Decimal:
    total = select(func.sum(JpCredit.credited)).join(Activity)
    return db.session.scalar(total.where(Activity.person_id == person.id)) or D(0)


def told() -> list[tuple[int, str]]:
    rows = db.session.scalars(select(Notice).order_by(Notice.id))
    return [(one.person_id, one.kind) for one in rows if one.kind.startswith("records.")]


@pytest.mark.parametrize("decision", ["verified", "returned", "rejected"])
@pytest.mark.parametrize("state", STATES)
def test_only_what_is_proposed_is_decided_on(cast, state, decision) -> None:
    entry = enter(cast.ana, state=state)
    is_taken = state == "proposed"
    assert decide(entry, decision, by=cast.citra) is is_taken
    assert entry.state == (decision if is_taken else state)
    found = db.session.scalars(select(Verification.decision)).all()
    assert found == ([decision] if is_taken else [])
    assert told() == ([(cast.ana.id, f"records.{decision}")] if is_taken else [])


@pytest.mark.parametrize(
    ("waits_for", "decision", "state", "waits_then", "kept"),
    [
        ("supervisor", "verified", "proposed", "officer", "endorsed"),
        ("supervisor", "returned", "returned", None, "returned"),
        ("supervisor", "rejected", "rejected", None, "rejected"),
        ("either", "verified", "verified", None, "verified"),
        ("either", "returned", "returned", None, "returned"),
        ("officer", "verified", "proposed", "officer", None),
        ("officer", "rejected", "proposed", "officer", None),
    ],
)
def test_what_a_supervisor_can_decide(cast, waits_for, decision, state, waits_then, kept) -> None:
    entry = enter(cast.ana, state="proposed", waits_for=waits_for)
    decide(entry, decision, by=cast.budi, is_supervisor=True)
    assert (entry.state, entry.waits_for) == (state, waits_then)
    assert db.session.scalar(select(Verification.decision)) == kept


@pytest.mark.parametrize("waits_for", ["supervisor", "either", "officer"])
def test_an_officer_decides_for_good_whoever_it_waits_for(cast, waits_for) -> None:
    entry = enter(cast.ana, state="proposed", waits_for=waits_for)
    assert decide(entry, "verified", by=cast.citra)
    assert (entry.state, entry.waits_for) == ("verified", None)


@pytest.mark.parametrize(
    ("setting", "waits_for", "told_to_budi"),
    [("officer", "officer", False), ("either", "either", True), ("both", "supervisor", True)],
)
def test_the_setting_says_who_decides_first(cast, setting, waits_for, told_to_budi) -> None:
    settings.change(VERIFIERS, setting, by_id=cast.citra.id, at=AT)
    settings.change(FEWEST_FILES, 0, by_id=cast.citra.id, at=AT)
    entry = enter(cast.ana)
    entering.propose(entry, revision=1, at=AT)
    assert entry.waits_for == waits_for
    assert told() == ([(cast.budi.id, "records.proposed")] if told_to_budi else [])
    # Nobody supervises Dewi.
    other = enter(cast.dewi)
    entering.propose(other, revision=1, at=AT)
    assert other.waits_for == "officer"


def test_after_the_supervisor_the_officer_has_the_last_word(cast) -> None:
    entry = enter(cast.ana, state="proposed", waits_for="supervisor")
    decide(entry, "verified", by=cast.budi, is_supervisor=True)
    # Nothing counts, and nobody is told, before the officer has agreed.
    assert (credited(cast.ana), told()) == (0, [])
    assert decide(entry, "verified", by=cast.citra)
    assert credited(cast.ana) == 15
    kept = db.session.execute(
        select(Verification.number, Verification.decision, Verification.by_id).order_by(
            Verification.number
        )
    ).all()
    assert kept == [(1, "endorsed", cast.budi.id), (2, "verified", cast.citra.id)]


def test_nobody_decides_on_their_own(cast) -> None:
    entry = enter(cast.citra, state="proposed")
    assert not decide(entry, "verified", by=cast.citra)
    assert entry.state == "proposed"


def test_what_was_changed_since_it_was_seen_is_left_out(cast) -> None:
    entry = enter(cast.ana, state="proposed", revision=3)
    assert not decide(entry, "verified", by=cast.citra, revision=2)
    entering.take_back(entry, revision=3)
    assert not decide(entry, "verified", by=cast.citra, revision=3)
    assert decide_again(cast, entry)


def decide_again(cast, entry) -> bool:
    settings.change(FEWEST_FILES, 0, by_id=cast.citra.id, at=AT)
    entering.propose(entry, revision=entry.revision, at=AT)
    return decide(entry, "verified", by=cast.citra)


def test_a_workshop_of_three_days_counts_once_it_is_verified(cast) -> None:
    entry = enter(cast.ana, state="proposed")
    assert credited(cast.ana) == 0
    decide(entry, "verified", by=cast.citra)
    # 3 days × 5 JP
    assert credited(cast.ana) == 15


def test_two_on_one_day_share_its_limit_and_one_taken_back_frees_it(cast) -> None:
    hours = {"form_id": 16, "state": "proposed", "starts_on": DAY, "ends_on": DAY, "jp_raw": D(2)}
    first, second = enter(cast.ana, **hours), enter(cast.ana, title="Lain", **hours)
    taken = verifying.decide(
        [Seen(first.id, 1), Seen(second.id, 1)],
        "verified",
        by=cast.citra,
        is_supervisor=False,
        at=AT,
    )
    assert taken == [first.id, second.id]
    # 2 + 2, at most 3 on one day
    assert credited(cast.ana) == 3
    verifying.reopen(first, reason="Keliru.", by=cast.citra, at=AT)
    assert credited(cast.ana) == 2
    assert (first.state, first.revision) == ("returned", 3)


def test_what_gives_room_to_it_is_told_before_it_is_verified(client, cast) -> None:
    """Two sessions a month count 2 JP each: the third, held before them, takes the place of the
    later one."""
    held = {"form_id": COACHING, "starts_on": date(2026, 11, 13), "ends_on": date(2026, 11, 13)}
    for day, title in ((12, "Pertama"), (16, "Kedua")):
        other = date(2026, 11, day)
        values = {**held, "starts_on": other, "ends_on": other}
        entry = enter(cast.ana, title=title, state="proposed", **values)
        assert decide(entry, "verified", by=cast.citra)
    assert credited(cast.ana) == 4
    third = enter(cast.ana, title="Ketiga", state="proposed", **held)
    (displaced,) = proposals.displaced_by(third)
    assert (displaced.title, displaced.before, displaced.after) == ("Kedua", 2, 0)
    page = client.sign_in(cast.citra, language="en").get(f"/verifications/{third.id}").text
    assert "“Kedua” (16 November 2026): 2 JP become 0." in page
    assert decide(db.session.get_one(Activity, third.id), "verified", by=cast.citra)
    # As it was told.
    assert credited(cast.ana) == 4
    assert "Other entries then count less" not in client.get(f"/verifications/{third.id}").text


def test_a_closed_year_is_told_to_who_decides_and_who_reads_the_record(client, cast) -> None:
    days = {"starts_on": date(2025, 3, 2), "ends_on": date(2025, 3, 4)}
    entry = enter(cast.ana, state="proposed", **days)
    client.sign_in(cast.citra, language="en")
    assert "2025 is closed" not in client.get(f"/verifications/{entry.id}").text
    close(cast, 2025)
    assert "2025 is closed" in client.get(f"/verifications/{entry.id}").text
    assert decide(db.session.get_one(Activity, entry.id), "verified", by=cast.citra)
    db.session.commit()
    # A national workshop of three days: 3 × 5 JP.
    page = client.get(f"/record/people/{cast.ana.id}?year=2025").text
    assert "2025 was closed on" in page
    assert "0 JP became 15" in page


def test_an_entry_over_new_year_tells_of_the_closed_year_in_which_it_began(client, cast) -> None:
    # A workshop counts day by day: two days of 2025, two of 2026.
    days = {"starts_on": date(2025, 12, 30), "ends_on": date(2026, 1, 2)}
    entry = enter(cast.ana, state="proposed", **days)
    close(cast, 2025)
    page = client.sign_in(cast.citra, language="en").get(f"/verifications/{entry.id}").text
    assert "2025 is closed" in page
    assert "2026 is closed" not in page


def test_what_was_taken_back_is_named_to_its_owner_alone(client, cast) -> None:
    days = {"starts_on": date(2025, 3, 2), "ends_on": date(2025, 3, 4)}
    enter(cast.ana, state="verified", title="Bimtek", **days)
    entry = enter(cast.ana, state="proposed", title="Lokakarya", **days)
    close(cast, 2025)
    decide(entry, "verified", by=cast.citra)
    verifying.reopen(entry, reason="Keliru.", by=cast.citra, at=AT)
    entry.title = "Lokakarya, belum dikirim"
    db.session.commit()
    closing_id = db.session.scalars(select(YearClosing.id)).one()
    pages = {
        cast.ana: ["/record?year=2025"],
        cast.budi: [f"/record/people/{cast.ana.id}?year=2025"],
        cast.citra: [
            f"/record/people/{cast.ana.id}?year=2025",
            f"/closed-years/{closing_id}/corrections",
        ],
    }
    for reader, addresses in pages.items():
        for address in addresses:
            page = client.sign_in(reader, language="en").get(address).text
            assert ("belum dikirim" in page) == (reader == cast.ana)
            assert ("An entry was taken back or changed." in page) == (reader != cast.ana)


def test_of_many_each_is_decided_by_itself(cast) -> None:
    good, changed, own = (
        enter(cast.ana, state="proposed"),
        enter(cast.dewi, state="proposed", revision=2),
        enter(cast.citra, state="proposed"),
    )
    seen = [Seen(one.id, 1) for one in (own, changed, good)] + [Seen(99999, 1)]
    taken = verifying.decide(seen, "verified", by=cast.citra, is_supervisor=False, at=AT)
    assert taken == [good.id]
    assert (credited(cast.ana), credited(cast.dewi)) == (15, 0)


def test_what_was_rejected_by_a_slip_goes_back_to_its_owner(cast) -> None:
    entry = enter(cast.ana, state="rejected")
    verifying.reopen(entry, reason="Salah tekan", by=cast.citra, at=AT)
    assert entry.state == "returned"


@pytest.mark.parametrize("state", [one for one in STATES if one not in ("verified", "rejected")])
def test_only_what_is_decided_is_taken_back(cast, state) -> None:
    entry = enter(cast.ana, state=state)
    with pytest.raises(Conflict):
        verifying.reopen(entry, reason="Keliru.", by=cast.citra, at=AT)


def test_nobody_takes_back_their_own(cast) -> None:
    entry = enter(cast.citra, state="verified")
    with pytest.raises(Conflict):
        verifying.reopen(entry, reason="Keliru.", by=cast.citra, at=AT)


def test_what_is_verified_of_a_closed_year_is_a_correction(cast) -> None:
    day = date(2025, 5, 5)
    entry = enter(cast.ana, state="proposed", starts_on=day, ends_on=day)
    close(cast)
    decide(entry, "verified", by=cast.citra)
    verifying.reopen(entry, reason="Keliru.", by=cast.citra, at=AT)
    found = db.session.scalars(select(JpCorrection).order_by(JpCorrection.id)).all()
    assert [(one.before, one.after, one.activity_id) for one in found] == [
        (0, 5, entry.id),
        (5, 0, entry.id),
    ]


def test_decisions_stand_in_the_audit_with_who_and_about_whom(cast) -> None:
    entry = enter(cast.ana, state="proposed")
    decide(entry, "verified", by=cast.citra)
    verifying.reopen(entry, reason="Keliru.", by=cast.citra, at=AT)
    found = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(one.action, one.actor_id, one.subject_id) for one in found[-2:]] == [
        ("activity.verified", cast.citra.id, cast.ana.id),
        ("activity.reopened", cast.citra.id, cast.ana.id),
    ]
