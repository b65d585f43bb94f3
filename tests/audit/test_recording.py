"""What is recorded stands with its change, and stays as it was."""

from contextlib import suppress

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from app.audit import origin
from app.audit.actions import empty_values, record
from app.audit.models import AuditEntry, AuditSeal, AuditSealedEntry, AuditValue, Origin
from app.audit.sealing import seal_some
from app.db import db
from app.kit import clock
from app.web.transaction import transaction


def make_tea(cast, **fields) -> AuditEntry:
    record(
        "tea.made",
        actor_id=cast.citra.id,
        subject_id=cast.ana.id,
        about=("tea", 7),
        changes={"sugar": (1, 2), **fields},
    )
    db.session.commit()
    return db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()


def test_an_entry_says_who_did_what_to_whom_and_what_changed(app, cast) -> None:
    entry = make_tea(cast)
    assert (entry.action, entry.object_kind, entry.object_id) == ("tea.made", "tea", "7")
    assert (entry.actor_id, entry.subject_id) == (cast.citra.id, cast.ana.id)
    value = db.session.scalars(select(AuditValue).where(AuditValue.entry_id == entry.id)).one()
    assert (value.field, value.old, value.new) == ("sugar", "1", "2")


def test_what_stayed_the_same_is_left_out(app, cast) -> None:
    entry = make_tea(cast, reason=("same", "same"))
    assert list(entry.digests) == ["sugar"]


def test_a_request_leaves_its_address_and_id_as_far_as_they_are_known(app, cast) -> None:
    token = origin.current.set(Origin("web", "203.0.113.7", "abc"))
    entry = make_tea(cast)
    origin.current.reset(token)
    assert (entry.channel, entry.request_id) == ("web", "abc")
    address = db.session.get(AuditValue, (entry.id, "address"))
    assert address
    assert address.new == "203.0.113.7"


def test_outside_of_requests_and_commands_it_is_background_work(app, cast) -> None:
    assert make_tea(cast).channel == "background"


def test_what_is_rolled_back_leaves_no_entry(app, cast) -> None:
    with suppress(ZeroDivisionError), transaction():
        record("tea.made", actor_id=cast.citra.id)
        raise ZeroDivisionError
    assert db.session.scalars(select(AuditEntry).where(AuditEntry.action == "tea.made")).all() == []


@pytest.mark.parametrize(
    ("action", "kind", "field"),
    [("coffee.made", "tea", "sugar"), ("tea.made", "cup", "sugar"), ("tea.made", "tea", "milk")],
)
def test_what_nobody_could_read_is_not_recorded(app, cast, action, kind, field) -> None:
    with pytest.raises(LookupError):
        record(action, actor_id=None, about=(kind, 1), changes={field: (None, "x")})


CHANGES = {
    "entry": update(AuditEntry).values(action="tea.spilt"),
    "value": update(AuditValue).values(new="3"),
    "half-emptied": update(AuditValue).values(old=None, new=None),
    "seal": update(AuditSeal).values(hash="0" * 64),
    "sealed": update(AuditSealedEntry).values(hash="0" * 64),
    "no-entry": delete(AuditEntry),
    "no-value": delete(AuditValue),
    "no-seal": delete(AuditSeal),
    "not-sealed": delete(AuditSealedEntry),
}


@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES.keys())
def test_the_database_refuses_to_change_or_remove(app, cast, statement) -> None:
    make_tea(cast)
    seal_some(at=clock.now())
    with pytest.raises(DBAPIError, match="append only"), db.session.begin_nested():
        db.session.execute(statement.execution_options(synchronize_session=False))


TABLES = ("audit_entry", "audit_value", "audit_seal", "audit_sealed_entry")


@pytest.mark.parametrize("table", TABLES)
def test_a_row_cannot_be_put_in_the_place_of_another(app, cast, table) -> None:
    """SQLite's own way to replace fires no trigger that watches over removals."""
    if db.session.get_bind().dialect.name != "sqlite":
        pytest.skip("no other database can do this")
    make_tea(cast)
    seal_some(at=clock.now())
    again = text(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
    with pytest.raises(DBAPIError, match="append only"), db.session.begin_nested():
        db.session.execute(again)


def test_a_seal_cannot_take_the_place_of_the_one_after_the_same(app, cast) -> None:
    if db.session.get_bind().dialect.name != "sqlite":
        pytest.skip("no other database can do this")
    make_tea(cast)
    seal_some(at=clock.now())
    other = text(
        "INSERT OR REPLACE INTO audit_seal (number, previous_hash, hash, highest_id, at) "
        "SELECT number + 1000, previous_hash, hash, highest_id, at FROM audit_seal"
    )
    with pytest.raises(DBAPIError, match="append only"), db.session.begin_nested():
        db.session.execute(other)


def test_postgresql_refuses_to_truncate(app) -> None:
    if db.session.get_bind().dialect.name != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(DBAPIError, match="append only"), db.session.begin_nested():
        db.session.execute(text("TRUNCATE audit_sealed_entry"))


def test_anonymising_empties_what_was_said_about_a_person_and_no_more(app, cast) -> None:
    token = origin.current.set(Origin("web", "203.0.113.7"))
    about_ana = make_tea(cast).id
    record("tea.made", actor_id=cast.ana.id, changes={"sugar": (1, 2)}, subject_id=cast.dewi.id)
    origin.current.reset(token)
    empty_values(cast.ana.id)
    db.session.commit()
    left = db.session.execute(
        select(AuditValue.entry_id, AuditValue.field).where(
            AuditValue.salt.is_not(None), AuditValue.entry_id >= about_ana
        )
    )
    assert [(entry_id > about_ana, field) for entry_id, field in left] == [(True, "sugar")]
