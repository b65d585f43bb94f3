"""What of a record names or shows its owner: hours stay; files, links and what was written about it
go, and of a statement stays that there was one.

Files without a row are swept from the disk by themselves.
"""

from sqlalchemy import Select, case, delete, select, update

from app.db import change_rows, db
from app.records.models import Activity, Evidence, RecordShare, RecordStatement, Verification
from app.records.statements_snapshot import blanked


def anonymise(person_id: int) -> None:
    own = _entries_of(person_id)
    change_rows(delete(Evidence).where(Evidence.activity_id.in_(own)))
    # A reason is never empty where it had to be given.
    decided = update(Verification).where(Verification.activity_id.in_(own))
    change_rows(decided.values(reason=case((Verification.reason != "", "-"), else_="")))
    blank = dict.fromkeys(("number", "number_key", "place", "cost"))
    entered = update(Activity).where(Activity.person_id == person_id)
    change_rows(entered.values(**blank))
    # Nobody can decide on it any more.
    waiting = update(Activity).where(Activity.person_id == person_id, Activity.state == "proposed")
    change_rows(waiting.values(state="draft", proposed_at=None, waits_for=None))
    change_rows(delete(RecordShare).where(RecordShare.person_id == person_id))
    _blank_statements(person_id)


def _blank_statements(person_id: int) -> None:
    issued = select(RecordStatement).where(RecordStatement.person_id == person_id)
    for statement in db.session.scalars(issued):
        statement.snapshot = blanked(statement.snapshot)
        # Whoever guesses what was printed could tell by the digest that it was.
        statement.digest = statement.code
    db.session.flush()


def _entries_of(person_id: int) -> Select[int]:
    return select(Activity.id).where(Activity.person_id == person_id)
