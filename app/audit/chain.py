"""The hashes of the chain, as SHA-256 over canonical JSON (sorted keys, no blanks, UTF-8)."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime

from app.audit.models import AuditEntry, AuditSeal

# What the first seal follows.
BEGINNING = "0" * 64


def hash_of_value(salt: str, field: str, old: str | None, new: str | None) -> str:
    """Salted, so that a short value that was emptied cannot be guessed from its hash."""
    return _hash(salt, field, old, new)


def hash_of_entry(entry: AuditEntry) -> str:
    return _hash(
        entry.id,
        _written(entry.at),
        entry.actor_id,
        entry.action,
        entry.object_kind,
        entry.object_id,
        entry.subject_id,
        entry.channel,
        entry.request_id,
        entry.digests,
    )


def hash_of_seal(seal: AuditSeal, entries: Sequence[tuple[int, str]]) -> str:
    """`entries`: id and hash of each that it covers, by id."""
    return _hash(
        seal.number,
        seal.previous_hash,
        seal.highest_id,
        _written(seal.at),
        [list(entry) for entry in entries],
    )


def _hash(*parts: object) -> str:
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
