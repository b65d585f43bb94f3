"""Reading the chain from its beginning, seal by seal, up to the first thing that does not fit."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.audit.chain import BEGINNING, hash_of_entry, hash_of_seal, hash_of_value
from app.audit.models import AuditEntry, AuditSeal, AuditSealedEntry, AuditValue
from app.audit.sealing import horizon_at, is_unsealed
from app.db import db

# Id of an entry → its hash as it was sealed.
Covered = Mapping[int, str]
Values = Mapping[int, Sequence[AuditValue]]


@dataclass(frozen=True)
class Break:
    """`what`: "seal-changed", "seal-missing", "entry-changed", "entry-missing", "entry-added",
    "value-changed" or "seal-not-found"; of which seal and entry, as far as there is one."""

    what: str
    seal: int | None = None
    entry: int | None = None


@dataclass
class Report:
    """`newest`: the hash of the last seal that fits, to be kept elsewhere; `waiting`: entries that
    are not sealed yet."""

    seals: int = 0
    entries: int = 0
    waiting: int = 0
    newest: str = BEGINNING
    broken: Break | None = None


def verify(*, expect: str | None = None) -> Report:
    """`expect`: the hash of a seal that was kept elsewhere: it has to be in the chain. Only so
    does it show when the chain's end was cut off, or all of it was made anew."""
    report, is_met = Report(), expect in (None, BEGINNING)
    for number in _numbers():
        report.broken = _check_seal(number, report)
        db.session.expunge_all()
        if report.broken:
            return report
        is_met = is_met or report.newest == expect
    report.broken = _added(report) or (None if is_met else Break("seal-not-found"))
    return report


def _numbers() -> Iterator[int]:
    """One after the other, so that the whole is never held in memory."""
    number = 0
    while (
        found := db.session.scalar(
            select(AuditSeal.number)
            .where(AuditSeal.number > number)
            .order_by(AuditSeal.number)
            .limit(1)
        )
    ) is not None:
        yield found
        number = found


def _check_seal(number: int, report: Report) -> Break | None:
    if number != report.seals + 1:
        return Break("seal-missing", report.seals + 1)
    seal = db.session.get_one(AuditSeal, number)
    covered = _covered(number)
    if seal.previous_hash != report.newest or seal.hash != hash_of_seal(seal, [*covered.items()]):
        return Break("seal-changed", number)
    if broken := _check_entries(covered, number):
        return broken
    report.seals, report.newest = number, seal.hash
    report.entries += len(covered)
    return None


def _covered(number: int) -> Covered:
    rows = db.session.execute(
        select(AuditSealedEntry.entry_id, AuditSealedEntry.hash)
        .where(AuditSealedEntry.seal_number == number)
        .order_by(AuditSealedEntry.entry_id)
    )
    return {row.entry_id: row.hash for row in rows}


def _check_entries(covered: Covered, number: int) -> Break | None:
    entries = {
        entry.id: entry
        for entry in db.session.scalars(select(AuditEntry).where(AuditEntry.id.in_(covered)))
    }
    values = _values_of(covered)
    for entry_id, sealed in covered.items():
        entry = entries.get(entry_id)
        if entry is None:
            return Break("entry-missing", number, entry_id)
        if hash_of_entry(entry) != sealed:
            return Break("entry-changed", number, entry_id)
        if not _do_fit(entry, values.get(entry_id, ())):
            return Break("value-changed", number, entry_id)
    return None


def _values_of(covered: Covered) -> Values:
    found: dict[int, list[AuditValue]] = defaultdict(list)
    for value in db.session.scalars(select(AuditValue).where(AuditValue.entry_id.in_(covered))):
        found[value.entry_id].append(value)
    return found


def _do_fit(entry: AuditEntry, values: Sequence[AuditValue]) -> bool:
    """All fields are there and none besides; what is not emptied has the hash it was given."""
    if {value.field for value in values} != entry.digests.keys():
        return False
    return all(
        value.is_emptied
        or hash_of_value(value.salt or "", value.field, value.old, value.new)
        == entry.digests[value.field]
        for value in values
    )


def _added(report: Report) -> Break | None:
    """What has no seal is new, or it never came by the product."""
    newest = db.session.get(AuditSeal, report.seals)
    horizon = horizon_at(newest.at) if newest else 0
    statement = select(AuditEntry.id).where(is_unsealed()).order_by(AuditEntry.id)
    for entry_id in db.session.scalars(statement):
        if entry_id <= horizon:
            return Break("entry-added", entry=entry_id)
        report.waiting += 1
    return None
