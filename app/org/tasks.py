"""Letters with first passwords for many people, in one file."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from flask import current_app
from flask_babel import gettext, lazy_gettext, ngettext

from app.accounts.letters import make_letter
from app.accounts.queries import get_actor
from app.jobs.actions import Ticket
from app.jobs.files import new_folder
from app.jobs.kinds import Finish, Kind, Step
from app.jobs.models import Result
from app.kit import clock
from app.kit.errors import Conflict, Forbidden
from app.kit.pdf import join_pdfs
from app.kit.progress import Tell
from app.org import policies
from app.org.queries import local_day
from app.org.sign_in_help import find_waiting


def make_letters(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `people`, ids in the order of the pages; `zone`: whose day the letters name.

    Who has chosen a password meanwhile gets none, nor does whom the officer may not help any more.
    A worker that begins anew voids the links of the one that died, whose file nobody will have
    seen. Raises Conflict where passwords have been turned off since, and where nobody is left.
    """
    if not current_app.config["LENTERA"].passwords:
        raise Conflict("letters.no-passwords")
    folder = new_folder(ticket) / "letters"
    folder.mkdir()
    names = _write(ticket, folder, tell)
    if not names:
        raise Conflict("letters.nobody")
    tell(0, None, "joining")
    target = gettext("letters") + ".pdf"
    title = gettext("Letters with one-time links")
    join_pdfs(names, folder=folder, target=target, title=title, size='paper: "a4"')
    (folder / target).replace(folder.parent / target)
    shutil.rmtree(folder)
    return lambda: Result(file=target)


def _write(ticket: Ticket, folder: Path, tell: Tell) -> list[str]:
    site: str = current_app.config["LENTERA"].base_url
    key = str(current_app.secret_key)
    people: Sequence[int] = ticket.arguments["people"]
    names: list[str] = []
    for done, person_id in enumerate(people):
        tell(done, len(people), "letters")
        at = clock.now()
        by = get_actor(ticket.person_id, at)
        person = find_waiting(person_id, actor=by, day=local_day(by, at=at))
        if person is None:
            continue
        try:
            zone = ticket.arguments["zone"]
            pdf = make_letter(person, by=by, site=site, zone=zone, key=key, at=at)
        except Forbidden:
            continue
        names.append(f"{done:05d}.pdf")
        (folder / names[-1]).write_bytes(pdf)
    return names


def _letters(done: int, total: int) -> str:
    return str(
        ngettext("%(done)s of %(num)d letter", "%(done)s of %(num)d letters", total, done=done)
    )


LETTERS = Kind(
    make_letters,
    lazy_gettext("Letters in one file"),
    policies.may_manage,
    {
        "letters": Step(lazy_gettext("Setting the letters"), _letters),
        "joining": Step(lazy_gettext("Putting them into one file")),
    },
)
