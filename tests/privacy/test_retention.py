"""What is older than its rule goes, nothing younger; counted first, and recorded."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import func, insert, select, text

from app.accounts.actions import grant_role
from app.accounts.models import (
    OneTimeLink,
    RememberedDevice,
    SignInSession,
    SignInThrottle,
)
from app.audit.models import AuditEntry, AuditValue, ViewLog
from app.db import db
from app.jobs import actions as jobs
from app.jobs.models import Job
from app.kit import clock
from app.notifications.models import Delivery, Notice
from app.privacy import cli, corrections, registry, retention, tasks
from app.privacy.models import REFUSED, CorrectionRequest
from app.privacy.settings import DAYS
from app.schedule import SCHEDULE
from app.settings import actions as settings
from app.staffing.models import StaffImport, StaffImportRow
from tests.factories.cast import SINCE, create_person
from tests.factories.plans import is_sqlite, plan_of
from tests.rules.actors import gather

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
# Rule: what it keeps, and the shipped days.
SHIPPED = {
    "views": (ViewLog, 730),
    "sessions": (SignInSession, 30),
    "devices": (RememberedDevice, 30),
    "links": (OneTimeLink, 30),
    "throttles": (SignInThrottle, 7),
    "notices": (Notice, 365),
    "deliveries": (Delivery, 90),
    "jobs": (Job, 7),
    "staff_rows": (StaffImportRow, 365),
    "corrections": (CorrectionRequest, 1095),
}


@pytest.fixture
def admin(client, cast):
    person = create_person("fajar", cast.agency, "BKPSDM", "employee")
    grant_role(person, "admin", day=SINCE)
    db.session.commit()
    client.sign_in(person, language="en")
    return person


def put_in(cast, *, ended) -> None:
    """One row of every rule that has ended at this moment."""
    person, mark = cast.ana, ended.isoformat()
    device = RememberedDevice(
        person_id=person.id,
        series=mark,
        token_hash="x",
        user_agent="x",
        created_at=ended,
        expires_at=ended,
    )
    notice = Notice(person_id=person.id, kind="quiz.marked", key=mark, params={}, created_at=ended)
    db.session.add_all([device, notice])
    db.session.flush()
    at_work = Notice(
        person_id=person.id, kind="quiz.marked", key=f"{mark}2", params={}, created_at=clock.now()
    )
    db.session.add(at_work)
    db.session.flush()
    db.session.add_all(
        [
            SignInSession(
                person_id=person.id,
                key_hash=mark,
                user_agent="x",
                created_at=ended - timedelta(hours=4),
                expires_at=ended,
                device_id=device.id,
            ),
            ViewLog(viewer_id=cast.citra.id, subject_id=person.id, what="x", hour=ended, at=ended),
            SignInThrottle(key=mark, last_failed_at=ended),
            Delivery(
                notice_id=at_work.id,
                channel="mail",
                state="sent",
                created_at=ended,
                due_at=ended,
                finished_at=ended,
            ),
        ]
    )
    db.session.add(
        OneTimeLink(
            person_id=person.id,
            purpose="reset",
            token_hash=mark,
            created_at=ended,
            expires_at=ended,
        )
    )
    _put_job(cast, ended)
    _put_list(cast, ended)
    asked = corrections.ask(cast.dewi.id, about="nip", wrong="1", right="2", at=ended)
    asked.decide(REFUSED, reason="x", by_id=cast.citra.id, at=ended)
    db.session.commit()


def _put_job(cast, ended) -> None:
    job = jobs.start(
        "x",
        person_id=cast.ana.id,
        arguments={},
        key=None,
        subject="",
        language="id",
        back="/",
        at=ended,
    )
    job.state, job.finished_at = "done", ended


def _put_list(cast, ended) -> None:
    brought = StaffImport(
        agency_id=cast.agency.id,
        file_name="x.csv",
        created_by_id=cast.citra.id,
        created_at=ended,
        day=SINCE,
        checked_at=ended,
        applied_at=ended,
        applied_by_id=cast.citra.id,
    )
    db.session.add(brought)
    db.session.flush()
    db.session.add(
        StaffImportRow(
            import_id=brought.id,
            state="unchanged",
            person_id=cast.ana.id,
            nip="199204112019032003",
            name="Ana",
            email="ana@lentera.example",
            unit_code="1",
            position="Analis",
            employment_type="pns",
            day=SINCE,
            closes_on=SINCE,
            has_new_post=False,
            has_new_number=False,
            seen="x",
            changes={},
            faults=[],
        )
    )


def counts() -> dict[str, int]:
    return {
        code: db.session.scalars(select(func.count()).select_from(model)).one()
        for code, (model, _) in SHIPPED.items()
    }


def test_every_rule_has_days_and_they_are_as_shipped(app) -> None:
    assert {rule.code for rule in registry.rules()} == DAYS.keys() == SHIPPED.keys()
    assert {code: setting.default for code, setting in DAYS.items()} == {
        code: days for code, (_, days) in SHIPPED.items()
    }
    # Whose form was kept while signed out is asked for 12 hours.
    assert DAYS["sessions"].kind.at_least >= 1
    # For a year people see who looked at them; files of jobs hold lists of people.
    assert DAYS["views"].kind.at_least == 365
    assert DAYS["jobs"].kind.at_most == 30


@pytest.mark.parametrize("code", SHIPPED)
def test_what_is_older_than_its_rule_goes_and_what_is_not_stays(app, cast, code) -> None:
    at, days = clock.now(), SHIPPED[code][1]
    put_in(cast, ended=at - timedelta(days=days, minutes=1))
    old = counts()[code]
    put_in(cast, ended=at - timedelta(days=days) + timedelta(minutes=1))
    before = counts()[code]
    counted = {one.rule.code: one.count for one in retention.due(at=at)}[code]
    assert counted == 1
    assert counts()[code] == before  # counting removes nothing
    assert retention.purge(at=at)[code] == 1
    assert counts()[code] == before - 1 >= old - 1


def test_a_run_is_recorded_with_its_counts(app, cast) -> None:
    at = clock.now()
    put_in(cast, ended=at - timedelta(days=8))
    retention.purge(at=at)
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "retention.purged")
    ).one()
    assert entry.actor_id is None
    values = select(AuditValue.field, AuditValue.new).where(AuditValue.entry_id == entry.id)
    told = dict(tuple(row) for row in db.session.execute(values))
    assert (told["removed-jobs"], told["removed-throttles"], told["removed-views"]) == (
        "1",
        "1",
        "0",
    )
    assert retention.last_run().counts["jobs"] == 1


def failing(monkeypatch, code: str) -> None:
    """Removing by this rule raises."""

    def refuse(_keys) -> None:
        raise RuntimeError("disk full")

    rules = [
        replace(rule, remove=refuse) if rule.code == code else rule for rule in registry.rules()
    ]
    monkeypatch.setattr(registry, "rules", lambda: rules)


def test_a_rule_that_fails_keeps_back_no_other_and_is_told(
    client, cast, admin, monkeypatch, caplog
) -> None:
    at = clock.now()
    put_in(cast, ended=at - timedelta(days=2000))
    failing(monkeypatch, "sessions")
    counts = retention.purge(at=at)
    assert "sessions" not in counts
    # Before and behind it.
    assert (counts["views"], counts["jobs"], counts["corrections"]) == (1, 1, 1)
    assert "The retention rule sessions could not be carried out." in caplog.text
    assert retention.last_run().failed == ["sessions"]
    page = client.get("/privacy/retention").text
    assert "Not all rules could be carried out" in page
    assert page.count("Ended sign-ins</li>") == 1


def test_a_turn_ends_in_time_and_the_next_one_goes_on(app, cast, monkeypatch) -> None:
    at, ticks = clock.now(), count(step=10)
    put_in(cast, ended=at - timedelta(days=2000))
    monkeypatch.setattr(retention, "monotonic", lambda: next(ticks))
    retention.go_on(at=at, seconds=45)
    first = retention.last_run()
    assert not first.is_whole
    assert sum(first.counts.values()) < len(SHIPPED)
    assert counts()["corrections"] == 1
    monkeypatch.undo()
    retention.go_on(at=at, seconds=45)
    assert set(counts().values()) <= {0, 1}
    assert counts()["corrections"] == 0
    # Both turns of the night in one.
    night = retention.last_run()
    assert night.is_whole
    assert night.counts["views"] == night.counts["corrections"] == 1


def test_when_all_is_done_the_rest_of_the_night_is_quiet(app, cast) -> None:
    at = clock.now()
    purged = select(func.count()).where(AuditEntry.action == "retention.purged")
    for minutes in (0, 20, 40):
        retention.go_on(at=at + timedelta(minutes=minutes), seconds=45)
    assert db.session.scalars(purged).one() == 1
    retention.go_on(at=at + timedelta(hours=24), seconds=45)
    assert db.session.scalars(purged).one() == 2


def test_the_clock_gives_it_less_than_a_minute_and_several_turns(app) -> None:
    comes_round = SCHEDULE[tasks.purge]
    turns = [
        minute
        for minute in range(24 * 60)
        if comes_round(datetime(2026, 11, 22, minute // 60, minute % 60, tzinfo=UTC))
    ]
    assert tasks.SECONDS < 60
    assert len(turns) >= 3
    # Night in Indonesia is 15 to 22 o'clock UTC.
    assert all(15 <= minute // 60 < 22 for minute in turns)


def test_what_somebody_holds_is_passed_over(app, cast, count_queries) -> None:
    """A session that is just being used again may end later by now."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite lets one write at a time")
    put_in(cast, ended=clock.now() - timedelta(days=2000))
    with count_queries() as made:
        retention.purge(at=clock.now())
    looked = [one for one in made if "sign_in_session.expires_at <" in str(one)]
    assert looked
    assert all("FOR UPDATE SKIP LOCKED" in str(one) for one in looked)


def test_a_second_run_finds_nothing(app, cast) -> None:
    at = clock.now()
    put_in(cast, ended=at - timedelta(days=2000))
    assert set(retention.purge(at=at).values()) >= {1}
    assert set(retention.purge(at=at).values()) == {0}


def test_a_notice_whose_mail_waits_stays(app, cast) -> None:
    at = clock.now()
    old = at - timedelta(days=400)
    notice = Notice(person_id=cast.ana.id, kind="x", key="x", params={}, created_at=old)
    db.session.add(notice)
    db.session.flush()
    db.session.add(Delivery(notice_id=notice.id, channel="mail", created_at=old, due_at=old))
    db.session.commit()
    assert retention.purge(at=at)["notices"] == 0


def test_sessions_outlive_their_device(app, cast) -> None:
    at = clock.now()
    put_in(cast, ended=at - timedelta(days=31))
    session = db.session.scalars(select(SignInSession)).one()
    session.expires_at = at
    db.session.commit()
    retention.purge(at=at)
    db.session.expire_all()
    assert db.session.scalars(select(SignInSession.device_id)).all() == [None]
    assert db.session.scalars(select(RememberedDevice)).all() == []


def test_the_page_counts_and_removes_nothing(client, cast, admin) -> None:
    put_in(cast, ended=clock.now() - timedelta(days=8))
    before = counts()
    page = client.get("/privacy/retention").text
    assert "It has not run yet" in page
    assert counts() == before


def test_other_days_hold_at_once(client, cast, admin) -> None:
    at = clock.now()
    put_in(cast, ended=at - timedelta(days=8))
    settings.change(DAYS["jobs"], 30, by_id=admin.id, at=at)
    db.session.commit()
    assert retention.purge(at=at)["jobs"] == 0


@pytest.mark.parametrize("who", ["ana", "supervisor", "officer", "unit_officer"])
@pytest.mark.parametrize("where", ["retention", "leavers", "affected"])
def test_only_administrators_see_it(client, cast, who, where) -> None:
    client.sign_in(db.session.merge(gather(cast)[who]))
    assert client.get(f"/privacy/{where}").status_code == 403


@pytest.mark.parametrize(
    ("rule", "index"),
    [
        ("views", "ix_view_log_at"),
        ("notices", "ix_notice_created_at"),
        ("deliveries", "ix_delivery_finished_at"),
        ("sessions", "ix_sign_in_session_expires_at"),
    ],
)
def test_what_is_due_of_a_growing_table_is_found_by_an_index(app, cast, rule, index) -> None:
    fill_notices(cast.ana.id)
    due = next(one for one in registry.rules() if one.code == rule).due(LONG_AGO)
    assert index in plan_of(due, without=("seqscan", "mergejoin"))


def fill_notices(person_id: int) -> None:
    """So many, and none of them due, that PostgreSQL has a reason to prefer one index."""
    shared = {"person_id": person_id, "kind": "sign-in.factor-on", "params": {}}
    rows = [{**shared, "key": str(number), "created_at": clock.now()} for number in range(2000)]
    db.session.execute(insert(Notice), rows)
    if not is_sqlite():
        db.session.execute(text("ANALYZE notice"))


def test_the_command_speaks_the_language_of_the_instance(app) -> None:
    counted = app.test_cli_runner().invoke(cli.purge, ["--dry-run"])
    assert "30 hari" in counted.output
    assert "days" not in counted.output
