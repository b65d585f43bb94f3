"""Whatever is done to what was recorded, once it is sealed, shows."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, text

from app.audit.actions import empty_values, record
from app.audit.models import AuditEntry, AuditSeal, AuditSealedEntry
from app.audit.sealing import seal_some
from app.audit.verification import Break, verify
from app.db import db

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def first(app, cast) -> int:
    """Id of the first of four entries under two seals; what setting the stage recorded is sealed
    before."""
    seal_some(at=AT - MINUTE)
    for turn in range(2):
        for _ in range(2):
            record(
                "tea.made",
                actor_id=cast.citra.id,
                subject_id=cast.ana.id,
                changes={"sugar": (1, 2)},
            )
        seal_some(at=AT + turn * MINUTE)
    db.session.commit()
    ids = db.session.scalars(select(AuditEntry.id).where(AuditEntry.action == "tea.made"))
    return min(ids)


def tamper(*statements: str) -> None:
    """As somebody who owns the database can."""
    is_postgresql = db.session.get_bind().dialect.name == "postgresql"
    if is_postgresql:
        for table in ("audit_entry", "audit_value", "audit_seal", "audit_sealed_entry"):
            db.session.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
    else:
        names = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'tr_audit%'"
        for name in db.session.scalars(text(names)).all():
            db.session.execute(text(f"DROP TRIGGER {name}"))
    for statement in statements:
        db.session.execute(text(statement))
    db.session.commit()


def seal_of(entry_id: int) -> int:
    found = db.session.get(AuditSealedEntry, entry_id)
    assert found
    return found.seal_number


def test_a_chain_that_nobody_touched_is_whole(first) -> None:
    report = verify()
    assert report.broken is None
    assert report.seals >= 2
    assert report.waiting == 0


@pytest.mark.parametrize(
    "change",
    [
        "actor_id = NULL",
        "subject_id = NULL",
        "action = 'tea.drunk'",
        "object_kind = 'tea'",
        "object_id = '8'",
        "channel = 'command'",
        "request_id = 'x'",
        "at = '2026-11-21 02:00:00+00:00'",
        "digests = '{}'",
    ],
)
def test_a_changed_entry_is_named(first, change) -> None:
    number = seal_of(first + 1)
    tamper(f"UPDATE audit_entry SET {change} WHERE id = {first + 1}")
    assert verify().broken == Break("entry-changed", number, first + 1)


def test_a_removed_entry_is_named(first) -> None:
    number = seal_of(first)
    tamper(
        f"DELETE FROM audit_value WHERE entry_id = {first}",
        f"DELETE FROM audit_entry WHERE id = {first}",
    )
    assert verify().broken == Break("entry-missing", number, first)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_value SET new = '9' WHERE entry_id = {id}",
        "UPDATE audit_value SET salt = NULL WHERE entry_id = {id}",
        "DELETE FROM audit_value WHERE entry_id = {id}",
        "INSERT INTO audit_value (entry_id, field, new) VALUES ({id}, 'reason', 'x')",
    ],
)
def test_a_changed_removed_or_added_value_is_named(first, statement) -> None:
    number = seal_of(first)
    tamper(statement.format(id=first))
    assert verify().broken == Break("value-changed", number, first)


def test_an_entry_that_is_put_among_older_ones_is_named(first) -> None:
    """Where a rolled-back transaction has left a gap between the ids."""
    db.session.execute(
        insert(AuditEntry).values(id=first + 100, **_fields()),
    )
    seal_some(at=AT + 2 * MINUTE)
    db.session.execute(insert(AuditEntry).values(id=first + 101, **_fields()))
    seal_some(at=AT + timedelta(hours=2))
    db.session.execute(insert(AuditEntry).values(id=first + 50, **_fields()))
    db.session.commit()
    assert seal_some(at=AT + timedelta(hours=2)) == 0
    assert verify().broken == Break("entry-added", entry=first + 50)


def _fields() -> dict[str, object]:
    return {
        "at": AT,
        "action": "tea.made",
        "object_kind": "",
        "object_id": "",
        "channel": "web",
        "request_id": "",
        "digests": {},
    }


def test_an_entry_that_was_committed_late_is_sealed_with_the_next(first) -> None:
    db.session.execute(insert(AuditEntry).values(id=first + 100, **_fields()))
    seal_some(at=AT + 2 * MINUTE)
    db.session.execute(insert(AuditEntry).values(id=first + 50, **_fields()))
    assert verify().waiting == 1
    assert seal_some(at=AT + 3 * MINUTE) == 1
    assert (verify().broken, verify().waiting) == (None, 0)


@pytest.mark.parametrize(
    "change", ["highest_id = 1", "previous_hash = '00'", "hash = '00'", "at = '2026-11-21 02:00Z'"]
)
def test_a_changed_seal_is_named(first, change) -> None:
    number = seal_of(first)
    if change.startswith("at") and db.session.get_bind().dialect.name == "sqlite":
        change = "at = '2026-11-21 02:00:00.000000'"
    tamper(f"UPDATE audit_seal SET {change} WHERE number = {number}")
    assert verify().broken == Break("seal-changed", number)


def test_a_seal_that_covers_other_entries_is_named(first) -> None:
    number = seal_of(first)
    tamper(f"DELETE FROM audit_sealed_entry WHERE entry_id = {first}")
    assert verify().broken == Break("seal-changed", number)


def test_a_removed_seal_is_named(first) -> None:
    number = seal_of(first)
    tamper(
        f"DELETE FROM audit_sealed_entry WHERE seal_number = {number}",
        f"DELETE FROM audit_seal WHERE number = {number}",
    )
    assert verify().broken == Break("seal-missing", number)


def test_a_chain_whose_end_was_cut_off_misses_the_seal_that_was_kept(first) -> None:
    kept, number = verify().newest, seal_of(first + 3)
    tamper(
        f"DELETE FROM audit_sealed_entry WHERE seal_number = {number}",
        f"DELETE FROM audit_seal WHERE number = {number}",
        f"DELETE FROM audit_value WHERE entry_id >= {first + 2}",
        f"DELETE FROM audit_entry WHERE id >= {first + 2}",
    )
    assert verify().broken is None
    assert verify(expect=kept).broken == Break("seal-not-found")


def test_a_seal_that_was_kept_is_found_after_others_have_come(first) -> None:
    kept = verify().newest
    record("tea.made", actor_id=None)
    seal_some(at=AT + 5 * MINUTE)
    assert verify(expect=kept).broken is None


def test_emptied_values_break_nothing(first, cast) -> None:
    empty_values(cast.ana.id)
    db.session.commit()
    assert verify().broken is None


def test_each_seal_follows_the_one_before(first) -> None:
    seals = db.session.scalars(select(AuditSeal).order_by(AuditSeal.number)).all()
    assert [seal.previous_hash for seal in seals] == ["0" * 64, *(one.hash for one in seals[:-1])]
    assert [seal.number for seal in seals] == list(range(1, len(seals) + 1))
