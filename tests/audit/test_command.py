"""`lentera audit verify` tells the first break, and the seal to keep."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select, text

from app.audit import tasks
from app.audit.actions import record
from app.audit.cli import audit
from app.audit.models import AuditEntry, AuditSeal
from app.db import db
from app.schedule import SCHEDULE
from tests.audit.test_verification import tamper


@pytest.fixture
def verify(app, cast):
    """`verify(*arguments)`: exit code and what was said, of three entries that the clock has
    sealed."""
    for _ in range(3):
        record("tea.made", actor_id=cast.citra.id)
    db.session.commit()
    tasks.seal()

    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(audit, ["verify", *arguments])
        return result.exit_code, result.output

    return run


def newest() -> str:
    seal = db.session.scalars(select(AuditSeal).order_by(AuditSeal.number.desc())).first()
    assert seal
    return seal.hash


def test_the_clock_seals() -> None:
    assert tasks.seal in SCHEDULE


def test_a_whole_chain_tells_its_newest_seal(verify) -> None:
    code, said = verify()
    assert code == 0
    assert "nothing was changed" in said
    assert newest() in said


def test_a_kept_seal_is_found_in_any_writing(verify) -> None:
    assert verify("--expect", newest().upper())[0] == 0


def test_a_seal_that_is_not_in_the_chain_is_told(verify) -> None:
    code, said = verify("--expect", "ab" * 32)
    assert code == 1
    assert "not in the chain" in said


def test_the_first_break_is_told(verify) -> None:
    ids = db.session.scalars(select(AuditEntry.id).order_by(AuditEntry.id.desc()).limit(2)).all()
    tamper(*(f"UPDATE audit_entry SET action = 'tea.spilt' WHERE id = {one}" for one in ids))
    code, said = verify()
    assert code == 1
    assert f"entry {min(ids)} was changed" in said
    assert str(max(ids)) not in said.replace(str(min(ids)), "")


def test_what_waits_for_its_seal_is_told(verify) -> None:
    record("tea.made", actor_id=None)
    code, said = verify()
    assert (code, "1 entries are not sealed yet" in said) == (0, True)
    assert db.session.scalar(text("SELECT count(*) FROM audit_seal")) == 1
