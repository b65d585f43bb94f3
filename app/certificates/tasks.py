"""Many certificates in one go: approving requests, and their papers in one file."""

import logging
import shutil
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from flask import current_app
from flask_babel import gettext, lazy_gettext, ngettext

from app.accounts.queries import get_actor
from app.certificates import actions, lists, policies, queries
from app.certificates.models import Certificate
from app.certificates.pdf import certificate_pdf
from app.content.slugs import slug
from app.jobs.actions import Ticket
from app.jobs.files import new_folder
from app.jobs.kinds import Finish, Kind, Step, Way
from app.jobs.models import Job, Note, Result
from app.kit import clock
from app.kit.errors import DomainError
from app.kit.pdf import join_pdfs
from app.kit.progress import Tell
from app.web.transaction import transaction

logger = logging.getLogger(__name__)

CHUNK = 100


def approve_requests(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `requests`, ids in the order of their numbers.

    Each in a transaction of its own: one that cannot be issued keeps back no other, the numbers
    are locked for a moment only, and what a worker that died has approved is passed over by the
    next one.
    """
    request_ids: list[int] = ticket.arguments["requests"]
    refused = []
    for done, request_id in enumerate(request_ids):
        tell(done, len(request_ids), "approving")
        if note := _approve(request_id, by=ticket.person_id):
            refused.append(note)
    return lambda: _approved(request_ids, ticket.person_id, refused)


def _approve(request_id: int, *, by: int) -> Note | None:
    """What has to be told of one that stays as it was."""
    try:
        with transaction():
            officer = get_actor(by, clock.now())
            found = queries.find_locked_request(request_id, actor=officer)
            if found and found.decision is None:
                actions.approve(found, by=officer, at=clock.now())
        return None
    except DomainError as error:
        return _refusal(request_id, error, by=by)
    except Exception:
        # The others are not its fault, and those before it are issued already.
        logger.exception("Request %s could not be approved.", request_id)
        return _refusal(request_id, DomainError("certificate.failed"), by=by)


def _refusal(request_id: int, error: DomainError, *, by: int) -> Note:
    view = queries.find_request(request_id, actor=get_actor(by, clock.now()))
    about = (f"{view.person.name}: {view.title}",) if view else ()
    return Note("bad", error.code, {k: str(v) for k, v in error.params.items()}, about)


def _approved(request_ids: Sequence[int], by: int, refused: Sequence[Note]) -> Result:
    """On to the queue, unless there is something to read first."""
    count = queries.count_approved(request_ids, by=by)
    if not refused:
        issued = Note("good", "certificate.approved", {"count": count})
        return Result("certificates.requests", notes=(issued,))
    params = {"issued": count, "refused": len(refused)}
    summary = Note("warn", "certificate.partly-approved", params)
    return Result(notes=_said_once(refused), summary=summary)


def _said_once(refused: Sequence[Note]) -> tuple[Note, ...]:
    """Those of the same words as one, about all whom it concerns."""
    found: dict[str, Note] = {}
    for note in refused:
        key = f"{note.code} {sorted(note.params.items())}"
        about = found[key].about if key in found else ()
        found[key] = replace(note, about=(*about, *note.about))
    return tuple(found.values())


def make_papers(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `certificates`, ids in the order of the pages; `form`: "pdf" or "zip"."""
    folder = new_folder(ticket) / "papers"
    folder.mkdir()
    names = _write_papers(ticket, folder, tell)
    tell(0, None, "joining")
    file = _joined(names, folder) if ticket.arguments["form"] == "pdf" else _packed(names, folder)
    shutil.rmtree(folder)
    return lambda: Result(file=file)


def _write_papers(ticket: Ticket, folder: Path, tell: Tell) -> list[str]:
    """Of those that the officer reaches by now."""
    certificate_ids: Sequence[int] = ticket.arguments["certificates"]
    actor = get_actor(ticket.person_id, clock.now())
    base_url = current_app.config["LENTERA"].base_url
    names: list[str] = []
    for first in range(0, len(certificate_ids), CHUNK):
        for certificate in lists.by_ids(certificate_ids[first : first + CHUNK], actor=actor):
            tell(len(names), len(certificate_ids), "papers")
            paper = certificate_pdf(certificate, site=base_url)
            name = _name_of(certificate)
            (folder / name).write_bytes(paper)
            names.append(name)
    return names


def _name_of(certificate: Certificate) -> str:
    """Sorted by number in a folder; the code keeps two agencies' numbers apart."""
    person = slug(certificate.snapshot["name"])
    return f"{certificate.year}-{certificate.seq:05d}-{person}-{certificate.code}.pdf"


def _joined(names: Sequence[str], folder: Path) -> str:
    target: str = gettext("certificates") + ".pdf"
    title = gettext("Certificates")
    join_pdfs(names, folder=folder, target=target, title=title, size='paper: "a4", flipped: true')
    (folder / target).replace(folder.parent / target)
    return target


def _packed(names: Sequence[str], folder: Path) -> str:
    """Stored as they are: PDF is compressed already."""
    target: str = gettext("certificates") + ".zip"
    with zipfile.ZipFile(folder.parent / target, "w", zipfile.ZIP_STORED) as archive:
        for name in names:
            archive.write(folder / name, name)
    return target


def _requests(done: int, total: int) -> str:
    return str(
        ngettext("%(done)s of %(num)d request", "%(done)s of %(num)d requests", total, done=done)
    )


def _papers(done: int, total: int) -> str:
    return str(
        ngettext(
            "%(done)s of %(num)d certificate", "%(done)s of %(num)d certificates", total, done=done
        )
    )


def _all_requests(job: Job) -> str:
    count = len(job.arguments["requests"])
    return str(ngettext("%(num)d request", "%(num)d requests", count))


def _all_certificates(job: Job) -> str:
    count = len(job.arguments["certificates"])
    return str(ngettext("%(num)d certificate", "%(num)d certificates", count))


APPROVAL = Kind(
    approve_requests,
    lazy_gettext("Approving requests"),
    policies.may_manage,
    {"approving": Step(lazy_gettext("Issuing certificates"), _requests)},
    subject=_all_requests,
    ways={
        "certificate.no-signatory": Way(
            lazy_gettext("Numbers and signatories of %(agency)s"),
            "certificates.edit_series",
            ("agency_id",),
        )
    },
)
PAPERS = Kind(
    make_papers,
    lazy_gettext("Certificates in one file"),
    policies.may_manage,
    {
        "papers": Step(lazy_gettext("Setting the certificates"), _papers),
        "joining": Step(lazy_gettext("Putting them into one file")),
    },
    subject=_all_certificates,
    is_repeatable=True,
)
