"""What both sides confirm, who then has verified it, and what the ledger makes of it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from app.audit.models import AuditEntry
from app.coaching import actions, anonymising
from app.coaching.models import CoachingSession
from app.db import db
from app.kit.errors import Conflict
from app.notifications.models import Notice
from app.records import entering, verifying
from app.records.models import Activity, JpCredit, Verification
from app.records.settings import VERIFIERS
from app.records.verifying import Seen
from app.settings import actions as settings
from tests.coaching.sessions import AT, DAY, FACTS, confirm, log

D = Decimal


def told() -> list[tuple[int, str]]:
    rows = db.session.scalars(select(Notice).order_by(Notice.id))
    return [(one.person_id, one.kind) for one in rows]


def credited(person) -> Decimal:
    total = select(func.sum(JpCredit.credited)).join(Activity)
    return db.session.scalar(total.where(Activity.person_id == person.id)) or D(0)


def let_verify(who: str, cast) -> None:
    settings.change(VERIFIERS, who, by_id=cast.citra.id, at=AT)


@pytest.mark.parametrize(
    ("setting", "state", "waits_for", "decisions", "jp"),
    [
        # The officer alone decides: what Budi confirmed waits for one.
        ("officer", "proposed", "officer", [], 0),
        # Budi supervises Ana, so that he confirmed it is his decision: 2 JP a session.
        ("either", "verified", None, ["verified"], 2),
        ("both", "proposed", "officer", ["endorsed"], 0),
    ],
)
@pytest.mark.parametrize("writer", ["ana", "budi"])
def test_a_session_with_the_supervisor_is_verified_as_the_setting_says(
    cast, writer, setting, state, waits_for, decisions, jp
) -> None:
    let_verify(setting, cast)
    other = {"ana": cast.budi, "budi": cast.ana}[writer]
    session = log(cast.budi, cast.ana, by=getattr(cast, writer))
    confirm(session, by=other)
    entry = db.session.get_one(Activity, session.activity_id)
    assert (entry.state, entry.waits_for) == (state, waits_for)
    found = db.session.execute(select(Verification.decision, Verification.by_id)).all()
    assert found == [(one, cast.budi.id) for one in decisions]
    assert credited(cast.ana) == jp
    # Who coaches earns nothing by it.
    assert credited(cast.budi) == 0


def test_the_entry_bears_what_was_logged_and_the_unit_of_the_coach(cast) -> None:
    session = log(cast.eko, cast.ana, by=cast.ana, facts=replace(FACTS, form_id=15))
    confirm(session, by=cast.eko)
    entry = db.session.get_one(Activity, session.activity_id)
    assert (entry.person_id, entry.form_id, entry.title) == (cast.ana.id, 15, FACTS.topic)
    assert (entry.provider, entry.starts_on, entry.ends_on) == ("BKPSDM", DAY, DAY)
    assert entry.confirmed_at == AT


@pytest.mark.parametrize(
    ("setting", "waits_for", "is_told"),
    [("officer", "officer", False), ("either", "either", True), ("both", "supervisor", True)],
)
def test_a_session_with_another_coach_waits_for_whoever_decides(
    cast, setting, waits_for, is_told
) -> None:
    let_verify(setting, cast)
    session = log(cast.eko, cast.ana, by=cast.ana)
    confirm(session, by=cast.eko)
    entry = db.session.get_one(Activity, session.activity_id)
    assert (entry.state, entry.waits_for) == ("proposed", waits_for)
    asked = [(cast.budi.id, "records.proposed")] if is_told else []
    assert told() == [
        (cast.eko.id, "coaching.asked"),
        (cast.ana.id, "coaching.confirmed"),
        *asked,
    ]


def test_who_supervised_on_the_day_has_decided_and_not_who_does_now(cast) -> None:
    let_verify("either", cast)
    early = replace(FACTS, held_on=date(2023, 12, 1))
    session = log(cast.budi, cast.ana, by=cast.budi, facts=early)
    confirm(session, by=cast.ana)
    # Budi has supervised Ana from 2024 on.
    entry = db.session.get_one(Activity, session.activity_id)
    assert (entry.state, entry.waits_for) == ("proposed", "either")


def test_the_third_session_of_a_month_counts_nothing(cast) -> None:
    let_verify("either", cast)
    for place in range(3):
        facts = replace(FACTS, held_on=DAY + timedelta(days=place))
        session = log(cast.budi, cast.ana, by=cast.ana, facts=facts, key=str(place))
        confirm(session, by=cast.budi)
    rows = db.session.execute(
        select(JpCredit.worth, JpCredit.credited, JpCredit.cut).order_by(JpCredit.day)
    ).all()
    # 2 JP each, at most two sessions a month.
    assert rows == [(D(2), D(2), None), (D(2), D(2), None), (D(2), D(0), "month")]
    assert credited(cast.ana) == 4


def test_only_the_other_side_answers_and_only_the_writer_withdraws(cast) -> None:
    session = log(cast.budi, cast.ana, by=cast.ana)
    with pytest.raises(Conflict):
        actions.decline(session, reason="x", revision=1, by=cast.ana, at=AT)
    with pytest.raises(Conflict):
        actions.withdraw(session, revision=1, by=cast.budi, at=AT)
    with pytest.raises(Conflict):
        actions.change(session, FACTS, revision=1, by=cast.budi, at=AT)
    with pytest.raises(Conflict):
        actions.confirm(session, revision=1, by=cast.ana, at=AT)


def test_what_is_declined_has_a_reason_and_enters_no_record(cast) -> None:
    session = log(cast.budi, cast.ana, by=cast.ana)
    actions.decline(session, reason="Harinya keliru.", revision=1, by=cast.budi, at=AT)
    assert (session.state, session.reason, session.activity_id) == (
        "declined",
        "Harinya keliru.",
        None,
    )
    assert told()[-1] == (cast.ana.id, "coaching.declined")
    assert db.session.scalar(select(func.count()).select_from(Activity)) == 0
    with pytest.raises(Conflict):
        actions.confirm(session, revision=2, by=cast.budi, at=AT)


def test_what_is_withdrawn_cannot_be_confirmed(cast) -> None:
    session = log(cast.budi, cast.ana, by=cast.ana)
    actions.withdraw(session, revision=1, by=cast.ana, at=AT)
    assert session.state == "withdrawn"
    with pytest.raises(Conflict):
        actions.confirm(session, revision=2, by=cast.budi, at=AT)


def test_a_change_asks_anew_once_a_day_and_what_was_seen_before_is_not_confirmed(cast) -> None:
    session = log(cast.budi, cast.ana, by=cast.ana)
    actions.change(session, replace(FACTS, minutes=90), revision=1, by=cast.ana, at=AT)
    assert (session.minutes, session.revision) == (90, 2)
    assert told() == [(cast.budi.id, "coaching.asked")]
    next_day = AT + timedelta(days=1)
    actions.change(session, replace(FACTS, minutes=60), revision=2, by=cast.ana, at=next_day)
    assert told() == [(cast.budi.id, "coaching.asked")] * 2
    with pytest.raises(Conflict):
        actions.confirm(session, revision=1, by=cast.budi, at=AT)


def test_the_same_form_sent_twice_is_one_session(cast) -> None:
    first, is_new = actions.log(
        FACTS, coach=cast.budi, coachee=cast.ana, form_key="x", by=cast.ana, at=AT
    )
    again, is_new_again = actions.log(
        FACTS, coach=cast.budi, coachee=cast.ana, form_key="x", by=cast.ana, at=AT
    )
    assert (first.id, is_new, is_new_again) == (again.id, True, False)
    assert told() == [(cast.budi.id, "coaching.asked")]


def test_its_owner_neither_changes_nor_takes_back_nor_deletes_the_entry(cast) -> None:
    session = log(cast.eko, cast.ana, by=cast.ana)
    confirm(session, by=cast.eko)
    entry = db.session.get_one(Activity, session.activity_id)
    with pytest.raises(Conflict):
        entering.take_back(entry, revision=entry.revision)
    seen = [Seen(entry.id, entry.revision)]
    verifying.decide(seen, "returned", reason="x", by=cast.citra, is_supervisor=False, at=AT)
    assert told()[-1] == (cast.ana.id, "records.confirmed-returned")
    assert not entry.is_open
    for step in (entering.touch, lambda one: entering.discard(one, revision=one.revision)):
        with pytest.raises(Conflict):
            step(entry)


def test_what_an_officer_reopens_counts_no_more(cast) -> None:
    let_verify("either", cast)
    session = log(cast.budi, cast.ana, by=cast.ana)
    confirm(session, by=cast.budi)
    entry = db.session.get_one(Activity, session.activity_id)
    verifying.reopen(entry, reason="Keliru.", by=cast.citra, at=AT)
    assert (entry.state, credited(cast.ana)) == ("returned", 0)
    assert told()[-1] == (cast.ana.id, "records.confirmed-reopened")


def test_each_step_is_recorded_with_whoever_took_it(cast) -> None:
    session = log(cast.budi, cast.ana, by=cast.ana)
    confirm(session, by=cast.budi)
    rows = db.session.execute(
        select(AuditEntry.action, AuditEntry.actor_id, AuditEntry.subject_id)
        .where(AuditEntry.action.like("coaching.%") | AuditEntry.action.like("activity.%"))
        .order_by(AuditEntry.id)
    ).all()
    ana, budi = cast.ana.id, cast.budi.id
    assert rows == [
        ("coaching.logged", ana, ana),
        ("activity.entered", budi, ana),
        ("coaching.confirmed", budi, ana),
        ("activity.proposed", budi, ana),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"coach_id": 1, "coachee_id": 1, "written_by_id": 1},
        {"form_id": 16},
        {"minutes": 0},
        {"minutes": 481},
        {"state": "declined", "decided_at": AT},
        {"state": "confirmed", "decided_at": AT},
        {"state": "withdrawn"},
        {"follow_up_on": date(2026, 11, 2)},
    ],
)
def test_the_database_refuses_what_cannot_be(cast, wrong) -> None:
    if "coach_id" in wrong:
        wrong = dict.fromkeys(wrong, cast.ana.id)
    values = {
        "form_id": 14,
        "coach_id": cast.budi.id,
        "coachee_id": cast.ana.id,
        "written_by_id": cast.ana.id,
        "held_on": DAY,
        "minutes": 60,
        "topic": "x",
        "agreed": "x",
        "form_key": "x",
        "created_at": AT,
    }
    db.session.add(CoachingSession(**(values | wrong)))
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_what_was_said_goes_with_the_name(cast) -> None:
    session = log(cast.budi, cast.ana, by=cast.ana)
    done = log(cast.eko, cast.ana, by=cast.ana, key="other")
    confirm(done, by=cast.eko)
    anonymising.anonymise(cast.ana.id)
    db.session.expire_all()
    assert (session.state, session.agreed) == ("withdrawn", "")
    assert (done.state, done.agreed) == ("confirmed", "")


def test_the_same_talk_from_another_form_is_refused(cast) -> None:
    log(cast.budi, cast.ana, by=cast.ana, key="first")
    with pytest.raises(Conflict, match=r"coaching\.there-already"):
        log(cast.budi, cast.ana, by=cast.budi, key="second")
    db.session.rollback()


def test_another_session_does_not_become_the_same_talk(cast) -> None:
    log(cast.budi, cast.ana, by=cast.ana, key="first")
    other = log(cast.budi, cast.ana, by=cast.ana, facts=replace(FACTS, topic="Cuti"), key="second")
    with pytest.raises(Conflict, match=r"coaching\.there-already"):
        actions.change(other, FACTS, revision=1, by=cast.ana, at=AT)
    # Its own facts are no hindrance to it.
    actions.change(other, replace(FACTS, topic="Cuti", minutes=30), revision=1, by=cast.ana, at=AT)
    assert (other.topic, other.minutes) == ("Cuti", 30)


@pytest.mark.parametrize("decision", ["returned", "rejected"])
def test_what_does_not_count_is_logged_anew(cast, decision) -> None:
    let_verify("officer", cast)
    session = log(cast.budi, cast.ana, by=cast.ana, key="first")
    confirm(session, by=cast.budi)
    entry = db.session.get_one(Activity, session.activity_id)
    seen = [Seen(entry.id, entry.revision)]
    verifying.decide(seen, decision, reason="x", by=cast.citra, is_supervisor=False, at=AT)
    assert log(cast.budi, cast.ana, by=cast.ana, key="second").state == "waiting"


def test_nobody_asks_without_end(cast) -> None:
    for place in range(actions.MOST_A_DAY):
        facts = replace(FACTS, topic=f"Pertemuan {place}")
        log(cast.budi, cast.ana, by=cast.ana, facts=facts, key=str(place))
    facts = replace(FACTS, topic="Satu lagi")
    with pytest.raises(Conflict, match=r"coaching\.too-many"):
        log(cast.budi, cast.ana, by=cast.ana, facts=facts, key="more")
