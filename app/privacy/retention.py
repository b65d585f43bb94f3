"""Removing what is older than its rule allows: counted first, then in short transactions."""

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from sqlalchemy import func, select

from app.audit.models import AuditEntry, AuditValue
from app.db import db
from app.kit.personal import Rule
from app.privacy import audited, registry
from app.privacy.settings import DAYS
from app.settings.values import value_of
from app.web.transaction import transaction

logger = logging.getLogger(__name__)
# So few that somebody who saves meanwhile does not notice.
CHUNK = 1000
# Longer than the turns of a night take, shorter than from one night to the next.
NIGHT = timedelta(hours=12)
# More than the clock gives it in a night.
TURNS = 20


@dataclass(frozen=True)
class Due:
    """`count`: rows that would be removed now."""

    rule: Rule
    days: int
    count: int


@dataclass(frozen=True)
class Run:
    """The last night's; `counts`: by the rules' codes; `failed`: codes of rules that could not be
    carried out; `is_whole`: whether nothing that was due is left."""

    at: datetime
    counts: Mapping[str, int]
    failed: Sequence[str]
    is_whole: bool


@dataclass
class _Turn:
    """`until`: on the monotonic clock, None for as long as it takes."""

    at: datetime
    until: float | None

    @property
    def is_over(self) -> bool:
        return self.until is not None and monotonic() >= self.until


def due(*, at: datetime) -> list[Due]:
    """Of every rule, without removing anything."""
    found = []
    for rule in registry.rules():
        days = value_of(DAYS[rule.code])
        counted = select(func.count()).select_from(rule.due(at - timedelta(days=days)).subquery())
        found.append(Due(rule, days, db.session.scalars(counted).one()))
    return found


def go_on(*, at: datetime, seconds: float) -> None:
    """A turn of the clock: what one leaves the next one does, until the night's work is done."""
    run = last_run()
    if run is None or not run.is_whole or run.at < at - NIGHT:
        purge(at=at, seconds=seconds)


def purge(*, at: datetime, seconds: float | None = None) -> dict[str, int]:
    """How many rows each rule removed; outside any transaction, which it makes itself.

    What a process that dies has removed stays removed, and the next run goes on. A rule that fails
    is logged and keeps back no other. `seconds`: after which it stops, None for never.
    """
    turn = _Turn(at, None if seconds is None else monotonic() + seconds)
    counts, failed = {}, []
    for rule in registry.rules():
        try:
            counts[rule.code] = _purge(rule, turn)
        except Exception:
            logger.exception("The retention rule %s could not be carried out.", rule.code)
            failed.append(rule.code)
    with transaction():
        audited.purged(counts, failed=failed, is_whole=not (failed or turn.is_over))
    return counts


def _purge(rule: Rule, turn: _Turn) -> int:
    before = turn.at - timedelta(days=value_of(DAYS[rule.code]))
    count = 0
    while not turn.is_over and (removed := _purge_some(rule, before)):
        count += removed
    return count


def _purge_some(rule: Rule, before: datetime) -> int:
    """What somebody holds just now may be about to become younger: it is passed over."""
    with transaction():
        due = rule.due(before).limit(CHUNK).with_for_update(skip_locked=True)
        keys: Sequence[object] = db.session.scalars(due).all()
        if keys:
            rule.remove(list(keys))
    return len(keys)


def last_run() -> Run | None:
    """As the audit has it: the turns of a night in one."""
    newest = (
        select(AuditEntry)
        .where(AuditEntry.action == audited.PURGED)
        .order_by(AuditEntry.id.desc())
        .limit(TURNS)
    )
    turns = db.session.scalars(newest).all()
    if not turns:
        return None
    ids = [one.id for one in turns if one.at > turns[0].at - NIGHT]
    values = select(AuditValue.entry_id, AuditValue.field, AuditValue.new).where(
        AuditValue.entry_id.in_(ids)
    )
    told = db.session.execute(values).all()
    of_last = {field for entry_id, field, _ in told if entry_id == ids[0]}
    counts: Counter[str] = Counter()
    for _, field, new in told:
        if field.startswith(audited.REMOVED):
            counts[field.removeprefix(audited.REMOVED)] += int(new or 0)
    return Run(
        turns[0].at,
        counts,
        [rule.code for rule in registry.rules() if audited.FAILED + rule.code in of_last],
        is_whole=audited.UNFINISHED not in of_last,
    )
