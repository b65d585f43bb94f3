"""Own data as a file; and what the clock removes."""

from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext, lazy_gettext, ngettext

from app.accounts.queries import get_actor
from app.jobs.actions import Ticket
from app.jobs.files import new_folder
from app.jobs.kinds import Finish, Kind, Step
from app.jobs.models import Result
from app.kit import clock
from app.kit.progress import Tell
from app.privacy import papers, registry, retention

# The clock has one thread, whose other tasks come round every minute.
SECONDS = 45


def export(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `form`: "json" or "pdf"; `zone`: by whose clock a PDF tells the time."""
    form, at = ticket.arguments["form"], clock.now()
    person = get_actor(ticket.person_id, at)
    told = partial(_tell, tell)
    if form == "pdf":
        zone = ZoneInfo(ticket.arguments["zone"])
        content = papers.as_pdf(person, zone=zone, at=at, tell=told)
    else:
        content = papers.as_json(person, at=at, tell=told)
    name = gettext("my-data") + f".{form}"
    (new_folder(ticket) / name).write_bytes(content)
    return lambda: Result(file=name)


def purge() -> None:
    """What is older than its rule allows, for so long as the clock can wait."""
    retention.go_on(at=clock.now(), seconds=SECONDS)


def _tell(tell: Tell, done: int) -> None:
    tell(done, len(registry.kinds()), "kinds")


def _kinds(done: int, total: int) -> str:
    return str(
        ngettext(
            "%(done)s of %(num)d kind of data",
            "%(done)s of %(num)d kinds of data",
            total,
            done=done,
        )
    )


def _anyone(_person: Any) -> bool:
    """Everybody may have their own."""
    return True


OWN_DATA = Kind(
    export,
    lazy_gettext("My data as a file"),
    _anyone,
    {"kinds": Step(lazy_gettext("Gathering what is kept about you"), _kinds)},
)
