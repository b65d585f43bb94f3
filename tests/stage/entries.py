"""Trainings that Ana took elsewhere, one in every state."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from app.kit import clock
from app.records import entering, evidence, verifying
from app.records.entering import Facts
from app.records.evidence_intake import take_in
from app.records.models import Activity
from app.records.verifying import Seen
from tests.factories import papers
from tests.stage.people import Company

BIMTEK, WORKSHOP, SEMINAR = 8, 4, 9
DAY = timedelta(days=1)


def enter(people: Company, *, store: Path, at: datetime) -> dict[str, str]:
    """`store`: where their files are kept."""
    day = clock.local_date(at, people.agency.time_zone)
    entries = {
        "draft": _entry(people, "Lokakarya inovasi pelayanan", WORKSHOP, day - 2 * DAY, at=at),
        "returned": _entry(people, "Seminar keterbukaan informasi", SEMINAR, day - 9 * DAY, at=at),
        "rejected": _entry(people, "Seminar motivasi", SEMINAR, day - 20 * DAY, at=at),
        "verified": _entry(people, "Bimtek arsip elektronik", BIMTEK, day - 30 * DAY, at=at),
        "sent": _entry(people, "Bimtek pengelolaan pengaduan", BIMTEK, day - 6 * DAY, at=at),
    }
    for place, (state, entry) in enumerate(entries.items()):
        if state != "draft":
            _send(entry, papers.photo(size=(420, 594 + place)), store, at=at)
        if state in verifying.STATE:
            seen = [Seen(entry.id, entry.revision)]
            reason = "" if state == "verified" else "Foto sertifikat tidak terbaca; unggah lagi."
            verifying.decide(
                seen, state, reason=reason, by=people.citra, is_supervisor=False, at=at
            )
    marks = {f"entry_{state}": str(entry.id) for state, entry in entries.items()}
    return {**marks, "entry_file": str(evidence.files_of(entries["sent"].id)[0].id)}


def _entry(people: Company, title: str, form_id: int, day: date, *, at: datetime) -> Activity:
    facts = Facts(
        form_id=form_id,
        title=title,
        provider="BKPSDM Kota Lembayung",
        place="Lembayung",
        is_international=False,
        starts_on=day - DAY,
        ends_on=day,
        days=None,
        jp_raw=Decimal(16) if form_id == BIMTEK else None,
        number=f"{form_id}/BKPSDM/{day:%Y%m%d}",
        competency="manajerial.komunikasi",
        cost=Decimal(750000),
    )
    entry, _ = entering.enter(facts, form_key=f"panggung-{title}"[:32], owner=people.ana, at=at)
    return entry


def _send(entry: Activity, paper: bytes, store: Path, *, at: datetime) -> None:
    kept = take_in(paper, store=store, scan=(), most_bytes=len(paper))
    evidence.add_file(entry, kept, name="sertifikat.jpg", at=at)
    entering.propose(entry, revision=entry.revision, at=at)
