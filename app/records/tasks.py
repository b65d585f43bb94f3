"""Looking whom a changed rule would concern, and computing the credits of all whom it does."""

from collections.abc import Mapping
from datetime import date
from time import sleep
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext, ngettext

from app.config import Config
from app.db import db
from app.jobs.actions import Ticket
from app.jobs.kinds import Finish, Kind, Step
from app.jobs.models import Note, Result
from app.kit import clock
from app.kit.errors import NotFound
from app.kit.progress import Tell
from app.records import crediting, policies, ruling
from app.records.closing import Cause
from app.records.evidence import names_with_row
from app.records.evidence_store import remove_unclaimed
from app.records.impact import Change, impact_of, people_with
from app.reference.queries import find_rule
from app.reference.rule import from_json
from app.web.transaction import transaction

# So few at once, and then so long a rest, that whoever waits to write comes in between: SQLite has
# no queue, and a writer that waits looks again every tenth of a second only.
CHUNK = 20
SECONDS_OF_REST = 0.2


def preview(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `form_id`, and either `rule` (`reference.rule.to_json`), which shall be entered,
    or `rule_id`, which shall end, with its `last_day`. The result stands in the `summary`."""
    arguments = ticket.arguments
    found = impact_of(_change(arguments), tell=tell)
    address = {"form_id": arguments["form_id"], "job_id": ticket.id}
    summary = Note("good", "jp-rule.previewed", found.to_json())
    return lambda: Result("ledger.show_preview", address, summary=summary)


def _change(arguments: Mapping[str, Any]) -> Change:
    if "rule" in arguments:
        return ruling.entering(from_json(arguments["rule"]))
    row = find_rule(arguments["form_id"], arguments["rule_id"])
    if row is None:
        raise NotFound("jp-rule.gone")
    return ruling.ending(row.terms, date.fromisoformat(arguments["last_day"]))


def recompute(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `rule_id`, `form_id`, and `since` and `until` as ISO days, the latter or None.

    In the order of ids. A worker that takes over finds those before it done: what stays is not
    written.
    """
    form_id: int = ticket.arguments["form_id"]
    since, until = ticket.arguments["since"], ticket.arguments["until"]
    last = date.fromisoformat(until) if until else None
    ids = db.session.scalars(people_with(form_id, date.fromisoformat(since), last)).all()
    cause, count = Cause(rule_id=ticket.arguments["rule_id"]), 0
    for done in range(0, len(ids), CHUNK):
        tell(done, len(ids), "crediting")
        if done:
            sleep(SECONDS_OF_REST)
        with transaction():
            count += crediting.recompute(ids[done : done + CHUNK], cause=cause, at=clock.now())
        db.session.expunge_all()
    note = Note("good", "jp-rule.recomputed", {"count": count})
    return lambda: Result("ledger.show_form", {"form_id": form_id}, notes=(note,))


def remove_unclaimed_evidence() -> None:
    """Of entries that are gone, and of what never became part of one."""
    config: Config = current_app.config["LENTERA"]
    remove_unclaimed(config.evidence, claimed=names_with_row, at=clock.now())


def _people(done: int, total: int) -> str:
    return str(
        ngettext("%(done)s of %(num)d person", "%(done)s of %(num)d people", total, done=done)
    )


PREVIEW = Kind(
    preview,
    lazy_gettext("Looking whom the rule concerns"),
    policies.may_edit_rules,
    {"comparing": Step(lazy_gettext("Comparing the hours"), _people)},
    is_repeatable=True,
)
RECOMPUTATION = Kind(
    recompute,
    lazy_gettext("Computing JP by the changed rule"),
    policies.may_edit_rules,
    {"crediting": Step(lazy_gettext("Computing the credits"), _people)},
    is_repeatable=True,
    is_owed=True,
)
