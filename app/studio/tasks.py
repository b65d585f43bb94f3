"""Checking and publishing drafts: seconds to minutes of reading and rendering, then one step."""

import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from flask import current_app
from flask_babel import gettext, lazy_gettext, ngettext

from app.accounts.policies import is_author
from app.accounts.queries import get_actor
from app.config import Config
from app.content.model import Finding
from app.db import db
from app.jobs import queries as jobs
from app.jobs.actions import Ticket
from app.jobs.kinds import Finish, Kind, Step
from app.jobs.models import Job, Note, Result
from app.kit import clock
from app.kit.errors import Conflict
from app.kit.progress import Tell
from app.library.actions import Release
from app.quizzes.corrections import quizzes_to_correct
from app.studio import drafts, intake, queries
from app.studio.actions import Prepared, prepare

HOUR = 3600


def check_draft(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `folder`; `findings` of an import; `draft_id` of a draft that is there already,
    else `origin` and `version_number` of a new one."""
    return partial(_store, ticket, _prepared(ticket, tell))


def publish_draft(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `folder`, `draft_id`, `seen`, and `change` and `note` for the learners."""
    files = _files_of(ticket)
    return partial(_go_live, ticket, _prepared(ticket, tell), files)


def _prepared(ticket: Ticket, tell: Tell) -> Prepared:
    """Rendered whatever it holds."""
    seconds = _config().render_seconds
    return prepare(_folder_of(ticket), seconds=seconds, anyway=True, tell=tell)


def _folder_of(ticket: Ticket) -> Path:
    return _config().drafts / str(ticket.arguments["folder"])


def _files_of(ticket: Ticket) -> list[tuple[str, int, int]]:
    """What tells whether a file came, went or changed."""
    found = [(path, file.stat()) for path, file in intake.files_of(_folder_of(ticket))]
    return [(path, stat.st_size, stat.st_mtime_ns) for path, stat in found]


def _store(ticket: Ticket, prepared: Prepared) -> Result:
    arguments = ticket.arguments
    findings = [Finding(*finding) for finding in arguments["findings"]]
    if arguments["draft_id"]:
        return _updated(ticket, prepared, findings)
    try:
        draft = drafts.create(
            prepared,
            origin=arguments["origin"],
            by=get_actor(ticket.person_id, clock.now()),
            at=clock.now(),
            assets=_config().assets,
            notes=findings,
            version_number=arguments["version_number"],
        )
    except Conflict as error:
        return Result("studio.index", notes=(Note("bad", error.code),))
    return Result("studio.draft", {"draft_id": draft.id})


def _updated(
    ticket: Ticket, prepared: Prepared, findings: Sequence[Finding] = (), *notes: Note
) -> Result:
    """Back on the draft's page, unless it was published or discarded meanwhile."""
    draft_id: int = ticket.arguments["draft_id"]
    author = get_actor(ticket.person_id, clock.now())
    draft = queries.find_locked(draft_id, actor=author)
    if draft is None:
        return Result("studio.index", notes=(Note("bad", "draft.gone"),))
    # A later check has read the files as they are now; what this one read may be older.
    is_newest = draft.folder == ticket.arguments["folder"] and not jobs.is_overtaken(
        ticket.id, "studio.check", argument="draft_id", value=draft_id
    )
    try:
        if is_newest:
            assets = _config().assets
            drafts.update(draft, prepared, by=author, at=clock.now(), assets=assets, notes=findings)
    except Conflict as error:
        return Result("studio.index", notes=(Note("bad", error.code),))
    return Result("studio.draft", {"draft_id": draft_id}, notes=notes)


def _go_live(ticket: Ticket, prepared: Prepared, files: Sequence[tuple[str, int, int]]) -> Result:
    """What keeps it from going live stands on the draft's page, which is compared anew. `files`:
    as they were before they were read; one that came since would be lost with the draft."""
    arguments = ticket.arguments
    try:
        author = get_actor(ticket.person_id, clock.now())
        draft = queries.find_locked(arguments["draft_id"], actor=author)
        if draft and (draft.folder != arguments["folder"] or files != _files_of(ticket)):
            raise Conflict("draft.changed")
        with db.session.begin_nested():  # a course that is refused gets no row and no new name
            publication = drafts.publish(
                arguments["draft_id"],
                prepared,
                seen=arguments["seen"],
                release=Release("studio", arguments["change"], arguments["note"]),
                by=author,
                at=clock.now(),
                assets=_config().assets,
            )
    except Conflict as error:
        return _updated(ticket, prepared, (), Note("bad", error.code))
    version = publication.version
    notes = [Note("good", "studio.live", {"number": version.number})]
    if quizzes_to_correct(version.id):
        notes.append(Note("good", "studio.to-correct"))
    return Result("studio.course", {"course_ref": prepared.ref}, notes=tuple(notes))


def sweep_drafts() -> None:
    """Folders of drafts that were published, and of uploads that never became one."""
    drafts.sweep(_config().drafts, _needed_folders, before=time.time() - HOUR)


def _needed_folders() -> set[str]:
    """The jobs first: one that ends meanwhile has made a draft by the time these are looked at."""
    unfinished = jobs.arguments_of_unfinished("studio.check", "studio.publication")
    return {arguments["folder"] for arguments in unfinished} | queries.draft_folders()


def _config() -> Config:
    config: Config = current_app.config["LENTERA"]
    return config


def _pictures(done: int, total: int) -> str:
    return str(
        ngettext("%(done)s of %(num)d picture", "%(done)s of %(num)d pictures", total, done=done)
    )


def _pages(done: int, total: int) -> str:
    return str(ngettext("%(done)s of %(num)d page", "%(done)s of %(num)d pages", total, done=done))


def _subject(job: Job) -> str:
    number = job.arguments["version_number"]
    return str(gettext("Version %(number)s", number=number)) if number else job.subject


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
    subject=_subject,
)
PUBLICATION = Kind(
    publish_draft,
    lazy_gettext("Publishing the course"),
    is_author,
    {**STEPS, "storing": Step(lazy_gettext("Going live"))},
)
