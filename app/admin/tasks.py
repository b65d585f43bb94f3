"""The audit as a file."""

from collections.abc import Iterator

from flask_babel import gettext, lazy_gettext, ngettext

from app.admin import trail, trail_words
from app.admin.policies import may_see_audit
from app.admin.trail import EntryView, Wanted
from app.audit.actions import ADDRESS
from app.jobs.actions import Ticket
from app.jobs.files import new_folder
from app.jobs.kinds import Finish, Kind, Step
from app.jobs.models import Result
from app.kit.progress import Tell
from app.kit.tables import Cell, write_csv


def export(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: a `trail.Wanted`. Written row by row: it may be years of a whole city."""
    wanted = Wanted.from_json(ticket.arguments)
    name = gettext("audit") + ".csv"
    path = new_folder(ticket) / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write_csv(file, _columns(wanted), _rows(wanted, tell))
    return lambda: Result(file=name)


def _columns(wanted: Wanted) -> list[str]:
    return [
        gettext("Entry"),
        gettext("Time (%(zone)s)", zone=wanted.zone.key),
        gettext("What happened"),
        gettext("By whom"),
        gettext("Whom it concerns"),
        gettext("Object"),
        gettext("Details"),
        gettext("How"),
        gettext("Network address"),
        gettext("Request"),
    ]


def _rows(wanted: Wanted, tell: Tell) -> Iterator[list[Cell]]:
    total = trail.count(wanted)
    for done, view in enumerate(trail.all_entries(wanted)):
        tell(done, max(done, total), "entries")
        yield _row(view, wanted)


def _row(view: EntryView, wanted: Wanted) -> list[Cell]:
    entry = view.entry
    return [
        entry.id,
        entry.at.astimezone(wanted.zone),
        trail_words.action_of(entry),
        view.actor,
        view.subject,
        trail_words.object_of(entry),
        _details(view),
        trail_words.channel_of(entry),
        next((value.new for value in view.values if value.field == ADDRESS), None),
        entry.request_id,
    ]


def _details(view: EntryView) -> str:
    """“Points: 1 → 2; Reason: …”; emptied ones are left out."""
    told = []
    for value in view.values:
        if value.field != ADDRESS and not value.is_emptied:
            texts = [trail_words.text_of(value, text) for text in (value.old, value.new)]
            told.append(f"{trail_words.field_of(value)}: {' → '.join(filter(None, texts))}")
    return "; ".join(told)


def _entries(done: int, total: int) -> str:
    return str(
        ngettext("%(done)s of %(num)d entry", "%(done)s of %(num)d entries", total, done=done)
    )


EXPORT = Kind(
    export,
    lazy_gettext("Audit as a file"),
    may_see_audit,
    {"entries": Step(lazy_gettext("Writing the rows"), _entries)},
    is_repeatable=True,
)
