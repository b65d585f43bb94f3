"""What SIASN answered, as a file: a row for each entry with NIP, certificate number, status and
reason. All of it is taken over, or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from app.accounts.models import Person
from app.db import db
from app.kit.errors import Invalid
from app.records.duplicates import number_key
from app.siasn import audited
from app.siasn.actions import hold_sent
from app.siasn.models import SiasnBatch, SiasnItem
from app.staffing.columns import normal
from app.staffing.reading import Sheet, open_sheet

# As headings and words are called, whatever stands between their letters.
HEADINGS = {
    "nip": ("NIP", "NIP Baru"),
    "number": ("Nomor Sertifikat", "No Sertifikat", "Certificate number"),
    "status": ("Status", "Hasil", "Result"),
    "reason": ("Keterangan", "Alasan", "Reason", "Catatan"),
}
STATUSES = {
    "accepted": ("diterima", "accepted", "berhasil", "sukses", "success", "ok", "valid"),
    "refused": ("ditolak", "refused", "rejected", "gagal", "failed", "error", "tidak valid"),
}
STATE_OF = {normal(word): state for state, words in STATUSES.items() for word in words}
MOST_TOLD = 20


@dataclass(frozen=True)
class Answer:
    """`row`: its number in the file."""

    row: int
    key: tuple[str, str]
    state: str
    reason: str


@dataclass(frozen=True)
class Comparison:
    """A file against a batch. `new`: id of an open item → the answer that the file has for it. The
    others are numbers of rows: `unmatched` fit no entry, `several` more than one, and the entry of
    `differing` has another answer already, in the batch or further up in the file."""

    new: Mapping[int, Answer]
    unmatched: Sequence[int]
    several: Sequence[int]
    differing: Sequence[int]

    def count(self, state: str) -> int:
        return sum(answer.state == state for answer in self.new.values())


def read(name: str, data: bytes) -> list[Answer]:
    """Raises Invalid with the first rows that cannot be understood, and why."""
    sheet = open_sheet(name, data)
    found, broken = [], []
    for number, cells in sheet.rows(_columns(sheet)):
        state = STATE_OF.get(normal(cells["status"]))
        reason = cells.get("reason", "")
        if state is None or (state == "refused" and not reason):
            broken.append(number)
        else:
            found.append(Answer(number, _key(cells["nip"], cells["number"]), state, reason))
    if broken:
        raise Invalid("siasn.answer-rows", rows=listed(broken))
    return found


def _columns(sheet: Sheet) -> Mapping[str, int]:
    """Field → place of the first column that is called so. Raises Invalid for one that is not."""
    headings = [normal(heading) for heading in sheet.headings]
    places: dict[str, int] = {}
    for field, known in HEADINGS.items():
        names = {normal(one) for one in known}
        place = next((n for n, heading in enumerate(headings) if heading in names), None)
        if place is not None:
            places[field] = place
    missing = [HEADINGS[field][0] for field in ("nip", "number", "status") if field not in places]
    if missing:
        raise Invalid("siasn.answer-columns", columns=", ".join(missing))
    return places


def listed(numbers: Sequence[int]) -> str:
    told = ", ".join(str(number) for number in numbers[:MOST_TOLD])
    return f"{told}, …" if len(numbers) > MOST_TOLD else told


def take(batch: SiasnBatch, answers: Sequence[Answer], *, by: Person, at: datetime) -> Comparison:
    """The same file once more changes nothing; what was decided before stays. Raises Conflict for
    a batch that is not sent."""
    hold_sent(batch)
    found = compare(batch, answers)
    if found.new:
        # All in one go: meanwhile nobody else writes.
        db.session.execute(update(SiasnItem), [_values(*one, at=at) for one in found.new.items()])
        counts = {state: found.count(state) for state in STATUSES}
        audited.answered(batch, counts, by=by)
    return found


def _values(item_id: int, answer: Answer, *, at: datetime) -> dict[str, Any]:
    reason = answer.reason if answer.state == "refused" else None
    return {"id": item_id, "state": answer.state, "reason": reason, "decided_at": at}


def compare(batch: SiasnBatch, answers: Sequence[Answer]) -> Comparison:
    """Changes nothing."""
    items = _items_by_key(batch)
    new: dict[int, Answer] = {}
    unmatched: list[int] = []
    several: list[int] = []
    differing: list[int] = []
    for answer in answers:
        fitting = items.get(answer.key, ())
        if len(fitting) != 1:
            (several if fitting else unmatched).append(answer.row)
            continue
        item_id, state = fitting[0]
        if state == "open":
            state = new.setdefault(item_id, answer).state
        if state != answer.state:
            differing.append(answer.row)
    return Comparison(new, unmatched, several, differing)


def _items_by_key(batch: SiasnBatch) -> dict[tuple[str, str], list[tuple[int, str]]]:
    """Key of an answer → id and state of the items that it fits."""
    found: dict[tuple[str, str], list[tuple[int, str]]] = {}
    columns = SiasnItem.id, SiasnItem.state, SiasnItem.nip, SiasnItem.number
    statement = select(*columns).where(SiasnItem.batch_id == batch.id)
    for item_id, state, nip, number in db.session.execute(statement):
        found.setdefault(_key(nip, number), []).append((item_id, state))
    return found


def _key(nip: str, number: str) -> tuple[str, str]:
    """A number that is too short for `number_key` is taken as it is: it must not fit all others
    that are."""
    return "".join(nip.split()), number_key(number) or "".join(number.split()).casefold()
