"""Long lists of people as files."""

from flask_babel import lazy_gettext

from app.accounts.policies import is_officer
from app.accounts.queries import get_actor
from app.jobs.actions import Ticket
from app.jobs.files import new_folder
from app.jobs.kinds import Finish, Kind, Step
from app.jobs.models import Result
from app.kit import clock
from app.kit.errors import NotFound
from app.kit.progress import Tell
from app.org.queries import local_day_of
from app.reports import people_table
from app.reports.people import Wanted
from app.reports.reading import among_now


def export(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `ending`, and a `people.Wanted`."""
    now, wanted = clock.now(), Wanted.from_json(ticket.arguments)
    actor, ending = get_actor(ticket.person_id, now), ticket.arguments["ending"]
    found = among_now(wanted, actor=actor, at=now)
    if found is None:
        raise NotFound("report.gone")
    name = people_table.name_of(wanted, ending, day=local_day_of(actor.id, at=now))
    content = people_table.content_of(found, wanted, ending, tell=tell)
    (new_folder(ticket) / name).write_bytes(content)
    return lambda: Result(file=name)


EXPORT = Kind(
    export,
    lazy_gettext("JP of people as a file"),
    is_officer,
    {"people": Step(lazy_gettext("Writing the rows"))},
    is_repeatable=True,
)
