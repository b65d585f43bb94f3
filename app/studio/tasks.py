"""Checking and publishing drafts: seconds to minutes of reading and rendering, then one step."""

import time
from collections.abc import Sequence
from functools import partial

from flask import current_app
from flask_babel import lazy_gettext, ngettext

from app.accounts.models import Person
from app.accounts.policies import is_author
from app.config import Config
from app.content.model import Finding
from app.db import db
from app.jobs.actions import Ticket
from app.jobs.kinds import Finish, Kind, Step
from app.jobs.models import Note, Result
from app.kit import clock
from app.kit.errors import Conflict
from app.kit.progress import Tell
from app.library.actions import Release
from app.quizzes.corrections import quizzes_to_correct
from app.studio import drafts, queries
from app.studio.actions import Prepared, prepare

HOUR = 3600


def check_draft(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `folder`; `findings` of an import; `draft_id` of a draft that is there already,
    else `origin` and `version_number` of a new one."""
    return partial(_store, ticket, _prepared(ticket, tell))


def publish_draft(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `folder`, `draft_id`, `seen`, and `change` and `note` for the learners."""
    return partial(_go_live, ticket, _prepared(ticket, tell))


def _prepared(ticket: Ticket, tell: Tell) -> Prepared:
    """Rendered whatever it holds."""
    folder = _config().drafts / ticket.arguments["folder"]
    return prepare(folder, seconds=_config().render_seconds, anyway=True, tell=tell)


def _store(ticket: Ticket, prepared: Prepared) -> Result:
    arguments = ticket.arguments
    findings = [Finding(*finding) for finding in arguments["findings"]]
    if arguments["draft_id"]:
        return _updated(arguments["draft_id"], prepared, findings)
    draft = drafts.create(
        prepared,
        origin=arguments["origin"],
        by=db.session.get_one(Person, ticket.person_id),
        at=clock.now(),
        assets=_config().assets,
        notes=findings,
        version_number=arguments["version_number"],
    )
    return Result("studio.draft", {"draft_id": draft.id})


def _updated(
    draft_id: int, prepared: Prepared, findings: Sequence[Finding] = (), *notes: Note
) -> Result:
    """Back on the draft's page, unless it was published or discarded meanwhile."""
    draft = queries.find_locked(draft_id)
    if draft is None:
        return Result("studio.index", notes=(Note("bad", "draft.gone"),))
    drafts.update(draft, prepared, at=clock.now(), assets=_config().assets, notes=findings)
    return Result("studio.draft", {"draft_id": draft_id}, notes=notes)


def _go_live(ticket: Ticket, prepared: Prepared) -> Result:
    """What keeps it from going live stands on the draft's page, which is compared anew."""
    arguments = ticket.arguments
    try:
        publication = drafts.publish(
            arguments["draft_id"],
            prepared,
            seen=arguments["seen"],
            release=Release("studio", arguments["change"], arguments["note"]),
            by=db.session.get_one(Person, ticket.person_id),
            at=clock.now(),
            assets=_config().assets,
        )
    except Conflict as error:
        return _updated(arguments["draft_id"], prepared, (), Note("bad", error.code))
    version = publication.version
    notes = [Note("good", "studio.live", {"number": version.number})]
    if quizzes_to_correct(version.id):
        notes.append(Note("good", "studio.to-correct"))
    return Result("studio.course", {"course_ref": prepared.ref}, notes=tuple(notes))


def sweep_drafts() -> None:
    """Folders of drafts that were published, and of uploads that never became one."""
    folders = queries.draft_folders()
    drafts.sweep(_config().drafts, folders, before=time.time() - HOUR)


def _config() -> Config:
    config: Config = current_app.config["LENTERA"]
    return config


def _pictures(done: int, total: int) -> str:
    return str(
        ngettext("%(done)s of %(num)d picture", "%(done)s of %(num)d pictures", total, done=done)
    )


def _pages(done: int, total: int) -> str:
    return str(ngettext("%(done)s of %(num)d page", "%(done)s of %(num)d pages", total, done=done))


STEPS = {
    "reading": Step(lazy_gettext("Reading and checking the files")),
    "pictures": Step(lazy_gettext("Preparing pictures"), _pictures),
    "pages": Step(lazy_gettext("Preparing pages"), _pages),
}
CHECK = Kind(
    check_draft,
    lazy_gettext("Checking the draft"),
    is_author,
    {**STEPS, "storing": Step(lazy_gettext("Comparing with what is live"))},
)
PUBLICATION = Kind(
    publish_draft,
    lazy_gettext("Publishing the course"),
    is_author,
    {**STEPS, "storing": Step(lazy_gettext("Going live"))},
)
