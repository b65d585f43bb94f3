"""Affected persons as a file."""

from collections.abc import Iterator

from flask_babel import gettext, lazy_gettext, ngettext

from app.jobs.actions import Ticket
from app.jobs.files import new_folder
from app.jobs.kinds import Finish, Kind, Step
from app.jobs.models import Result
from app.kit.progress import Tell
from app.kit.tables import Cell, write_csv
from app.privacy import affected, policies
from app.privacy.affected import Wanted

CHUNK = 500


def export(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: an `affected.Wanted`."""
    name = gettext("affected-persons") + ".csv"
    path = new_folder(ticket) / name
    columns = [gettext("Name"), gettext("NIP"), gettext("E-mail"), gettext("Unit")]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write_csv(file, columns, _rows(Wanted.from_json(ticket.arguments), tell))
    return lambda: Result(file=name)


def _rows(wanted: Wanted, tell: Tell) -> Iterator[list[Cell]]:
    total, done = affected.count(wanted), 0
    after = None
    while found := affected.people(wanted, after=after, limit=CHUNK)[:CHUNK]:
        for one in found:
            yield [one.person.name, one.number, one.person.email, one.unit]
        after, done = found[-1].person.id, done + len(found)
        tell(done, max(done, total), "people")


def _people(done: int, total: int) -> str:
    return str(
        ngettext("%(done)s of %(num)d person", "%(done)s of %(num)d people", total, done=done)
    )


EXPORT = Kind(
    export,
    lazy_gettext("Affected persons as a file"),
    policies.may_keep_clean,
    {"people": Step(lazy_gettext("Writing the rows"), _people)},
)
