"""Files that take long, as jobs."""

from flask_babel import lazy_gettext

from app.jobs.actions import Ticket
from app.jobs.files import new_folder
from app.jobs.kinds import Finish, Kind, Step
from app.jobs.models import Result
from app.kit.errors import NotFound
from app.kit.progress import Tell
from app.siasn import files
from app.siasn.policies import may_hand_over
from app.siasn.queries import find_batch
from app.siasn.readiness import Scope

STEPS = {"rows": Step(lazy_gettext("Writing the rows"))}


def export(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `batch_id`, `ending`."""
    batch = find_batch(ticket.arguments["batch_id"])
    if batch is None:
        raise NotFound("siasn.changed")
    name = files.name_of(batch, ticket.arguments["ending"])
    files.write_batch(new_folder(ticket) / name, batch, tell)
    return lambda: Result(file=name)


def export_faulty(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: those of `Scope`."""
    scope = Scope.from_json(ticket.arguments)
    name = files.faulty_name(scope)
    files.write_faulty(new_folder(ticket) / name, scope, tell)
    return lambda: Result(file=name)


EXPORT = Kind(
    export, lazy_gettext("Batch for SIASN as a file"), may_hand_over, STEPS, is_repeatable=True
)
FAULTY = Kind(
    export_faulty,
    lazy_gettext("Entries that SIASN would refuse"),
    may_hand_over,
    STEPS,
    is_repeatable=True,
)
