"""Background work for quizzes."""

import logging
from dataclasses import replace
from datetime import datetime

from flask_babel import lazy_gettext, ngettext

from app.accounts.queries import get_actor
from app.jobs.actions import Ticket
from app.jobs.files import new_folder
from app.jobs.kinds import Finish, Kind, Step
from app.jobs.models import Result
from app.kit import clock
from app.kit.errors import NotFound
from app.kit.progress import Tell
from app.library.models import Course
from app.quizzes import actions, queries, results_table
from app.quizzes.policies import may_see_results, may_take_numbers
from app.quizzes.quizzes import find_quiz
from app.quizzes.reach import answers_for, has_results_of
from app.quizzes.results_table import Wanted
from app.web.transaction import transaction

logger = logging.getLogger(__name__)


def close_due_attempts() -> None:
    """Nobody has to come by for an attempt to end; its owner's next request may be first."""
    at = clock.now()
    for attempt_id in queries.due_for_closing(at=at):
        _close(attempt_id, at=at)


def _close(attempt_id: int, *, at: datetime) -> None:
    """In a transaction of its own: one that cannot be closed must not hold up the others."""
    try:
        with transaction():
            actions.close_due(attempt_id, at=at)
    except Exception:
        logger.exception("Attempt %s could not be closed.", attempt_id)


def export_results(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `course_ref`, `module_ref`, `ending`, and a `results_table.Wanted`."""
    arguments = ticket.arguments
    actor = get_actor(ticket.person_id, clock.now())
    quiz = find_quiz(
        arguments["course_ref"],
        arguments["module_ref"],
        among=has_results_of(actor, Course.id),
        lang=ticket.language,
    )
    if quiz is None:
        raise NotFound("quiz.gone")
    wanted, ending = Wanted.from_json(arguments), arguments["ending"]
    content = results_table.content_of(quiz, wanted, ending, whose=answers_for(actor), tell=tell)
    name = results_table.name_of(quiz, wanted, ending)
    (new_folder(ticket) / name).write_bytes(content)
    return lambda: Result(file=name)


def _people(done: int, total: int) -> str:
    return str(
        ngettext("%(done)s of %(num)d person", "%(done)s of %(num)d people", total, done=done)
    )


EXPORT = Kind(
    export_results,
    lazy_gettext("Results as a file"),
    may_see_results,
    {"people": Step(lazy_gettext("Writing the rows"), _people)},
    is_repeatable=True,
)
# A kind of its own: who is an author only may not have the numbers, nor a file from better days.
EXPORT_WITH_NUMBERS = replace(EXPORT, may=may_take_numbers)
