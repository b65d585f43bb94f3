"""Statements of a record: issued, found, withdrawn."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select, update

from app.accounts.models import Person
from app.accounts.queries import lock_person
from app.db import db, insert_once
from app.kit import slugs
from app.kit.errors import Invalid
from app.org.queries import Placement
from app.records import queries, statements_audit
from app.records.models import RecordStatement, YearTotal
from app.records.statements_rows import Holder, Record, holder_of, record_of
from app.records.statements_snapshot import digest_of, is_blank, snapshot, totals_of

SHOWN = 50


def issue(person: Person, year: int | None, *, at: datetime) -> RecordStatement:
    """Of a year, or of all; where the same was issued before, that one.

    Raises Invalid without a post, or where nothing is verified.
    """
    # Neither twice at once, nor while another tab withdraws the one before.
    lock_person(person.id)
    holder = holder_of(person, at=at)
    years = [year] if year else queries.years_of(person.id)
    record = record_of(person.id, years, today=holder.day, only_verified=True)
    if holder.placement is None:
        raise Invalid("statement.no-post")
    if not record.entries:
        raise Invalid("statement.nothing")
    return _issue(holder, holder.placement, record, at=at)


def _issue(
    holder: Holder, placement: Placement, record: Record, *, at: datetime
) -> RecordStatement:
    facts = snapshot(holder, placement, record)
    digest, person_id = digest_of(facts), holder.person.id
    key = insert_once(
        RecordStatement,
        code=slugs.code(slugs.OF_STATEMENT),
        person_id=person_id,
        agency_id=placement.agency.id,
        first_year=record.years[0].year,
        last_year=record.years[-1].year,
        snapshot=facts,
        digest=digest,
        issued_at=at,
    )
    found = db.session.scalars(
        select(RecordStatement).where(
            RecordStatement.person_id == person_id,
            RecordStatement.digest == digest,
            RecordStatement.withdrawn_at.is_(None),
        )
    ).one()
    if key:
        statements_audit.issued(found)
    return found


def withdraw(statement: RecordStatement, *, at: datetime) -> bool:
    """Whether it was not before; its page says so from then on."""
    lock_person(statement.person_id)
    withdrawn = db.session.execute(
        update(RecordStatement)
        .where(RecordStatement.id == statement.id, RecordStatement.withdrawn_at.is_(None))
        .values(withdrawn_at=at)
        .returning(RecordStatement.id)
    ).first()
    if withdrawn:
        statements_audit.withdrawn(statement)
    return withdrawn is not None


def statements_of(person_id: int) -> Sequence[RecordStatement]:
    """The latest first."""
    return db.session.scalars(
        select(RecordStatement)
        .where(RecordStatement.person_id == person_id)
        .order_by(RecordStatement.id.desc())
        .limit(SHOWN)
    ).all()


def find_own(person_id: int, code: str) -> RecordStatement | None:
    found = find_by_code(code)
    return found if found and found.person_id == person_id else None


def find_by_code(code: str) -> RecordStatement | None:
    return db.session.scalar(select(RecordStatement).where(RecordStatement.code == code))


def has_changed(statement: RecordStatement) -> bool:
    """Whether its years hold other totals by now; of who is gone nobody is told."""
    if is_blank(statement.snapshot):
        return False
    rows = db.session.execute(
        select(YearTotal.year, YearTotal.jp).where(
            YearTotal.person_id == statement.person_id,
            YearTotal.year.between(statement.first_year, statement.last_year),
        )
    )
    now: dict[int, Decimal] = {year: jp for year, jp in rows if jp}
    return now != totals_of(statement.snapshot)
