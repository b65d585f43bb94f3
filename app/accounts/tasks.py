"""Letters with first passwords for many people, in one file."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from flask import current_app
from flask_babel import gettext, lazy_gettext, ngettext

from app.accounts import policies, queries
from app.accounts.letters import make_letter
from app.accounts.models import Person
from app.db import db
from app.jobs.actions import Ticket
from app.jobs.files import new_folder
from app.jobs.kinds import Finish, Kind, Step
from app.jobs.models import Result
from app.kit import clock
from app.kit.pdf import join_pdfs
from app.kit.progress import Tell


def make_letters(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `people`, ids in the order of the pages; `zone`: whose day the letters name.

    Who has chosen a password meanwhile gets none. A worker that begins anew voids the links of the
    one that died, whose file nobody will have seen.
    """
    folder = new_folder(ticket) / "letters"
    folder.mkdir()
    names = _write(ticket, folder, tell)
    tell(0, None, "joining")
    target = f"{gettext('letters')}.pdf"
    title = gettext("Letters with one-time links")
    join_pdfs(names, folder=folder, target=target, title=title, size='paper: "a4"')
    (folder / target).replace(folder.parent / target)
    shutil.rmtree(folder)
    return lambda: Result(file=target)


def _write(ticket: Ticket, folder: Path, tell: Tell) -> list[str]:
    site: str = current_app.config["LENTERA"].base_url
    people: Sequence[int] = ticket.arguments["people"]
    names: list[str] = []
    for done, person_id in enumerate(people):
        tell(done, len(people), "letters")
        person = queries.find_active_person(person_id)
        if person is None or person.password_hash:
            continue
        by = db.session.get_one(Person, ticket.person_id)
        pdf = make_letter(person, by=by, site=site, zone=ticket.arguments["zone"], at=clock.now())
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
    policies.is_officer,
    {
        "letters": Step(lazy_gettext("Setting the letters"), _letters),
        "joining": Step(lazy_gettext("Putting them into one file")),
    },
)
