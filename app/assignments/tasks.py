"""What the clock does for assignments, in short transactions: giving them to whoever joins, telling
people, reminding them. Doing it again changes nothing."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from flask_babel import lazy_gettext

from app.accounts.queries import get_actor
from app.assignments import policies, reminding, spreading, table, telling
from app.assignments.models import Assignment
from app.assignments.progress import Whose
from app.assignments.queries import find
from app.db import db
from app.jobs.actions import Ticket
from app.jobs.files import new_folder
from app.jobs.kinds import Finish, Kind, Step
from app.jobs.models import Result
from app.kit import clock
from app.kit.errors import NotFound
from app.kit.progress import Tell
from app.org.queries import local_day_of
from app.web.transaction import transaction

logger = logging.getLogger(__name__)


def give_to_newcomers() -> None:
    """And to all, on the day an assignment opens."""
    at = clock.now()
    for assignment_id in telling.standing(at=at):
        _tried(partial(_give, assignment_id, at))


def _give(assignment_id: int, at: datetime) -> None:
    """Most hours nobody has joined, and nothing is locked to find that."""
    is_due = spreading.is_due(db.session.get_one(Assignment, assignment_id), at=at)
    db.session.rollback()
    if is_due:
        with transaction():
            spreading.spread(db.session.get_one(Assignment, assignment_id), at=at)


def tell_assigned() -> None:
    _tried(partial(_in_portions, partial(telling.tell_new, at=clock.now())))


def remind() -> None:
    at = clock.now()
    for due in reminding.due_by_now(at=at):
        _tried(partial(_in_portions, partial(reminding.remind, due, at=at)))


def _in_portions(step: Callable[[int], int | None]) -> None:
    after: int | None = 0
    while after is not None:
        with transaction():
            after = step(after)


def _tried(work: Callable[[], None]) -> None:
    """What fails holds up no other."""
    try:
        work()
    except Exception:
        logger.exception("An assignment could not be dealt with.")


def export(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `assignment_id`, `show`, as in `progress.people_of`."""
    now, sought = clock.now(), ticket.arguments["assignment_id"]
    actor = get_actor(ticket.person_id, now)
    day = local_day_of(actor.id, at=now)
    found = find(sought, actor=actor, day=day, lang=ticket.language)
    if found is None:
        raise NotFound("assignment.gone")
    name = table.name_of(found, day)
    whose = Whose(found.assignment, actor, day)
    content = table.content_of(whose, show=ticket.arguments["show"], tell=tell)
    (new_folder(ticket) / name).write_bytes(content)
    return lambda: Result(file=name)


EXPORT = Kind(
    export,
    lazy_gettext("Assignment as a file"),
    policies.may_assign,
    {"people": Step(lazy_gettext("Writing the rows"))},
)
