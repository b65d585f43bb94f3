"""What takes long about staff lists: checking, applying, and files."""

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext, lazy_gettext, ngettext

from app.db import db
from app.jobs.actions import Ticket
from app.jobs.files import new_folder
from app.jobs.kinds import Finish, Kind, Step
from app.jobs.models import Job, Note, Result
from app.kit import clock
from app.kit.progress import Tell
from app.org.models import Agency
from app.org.queries import local_day_of
from app.staffing import actions, files, policies, queries
from app.staffing.applying import apply_import
from app.staffing.checking import Checking
from app.staffing.models import StaffImportRow
from app.web.transaction import transaction


def check(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `import_id`."""
    import_id: int = ticket.arguments["import_id"]
    checking = Checking(ticket, import_id)
    tell(0, None, "reading")
    is_known = checking.begin()
    if is_known:
        checking.stage(tell)

    def finish() -> Result:
        checking.finish(at=clock.now(), is_known=is_known)
        if is_known:
            return Result("staffing.show", {"import_id": import_id})
        note = Note("bad", "staffing.columns-unknown")
        return Result("staffing.edit_columns", {"import_id": import_id}, notes=(note,))

    return finish


def apply(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `import_id`, `is_whole`. All of it is the last step, in one transaction."""
    import_id: int = ticket.arguments["import_id"]
    tell(0, None, "applying")

    def finish() -> Result:
        at = clock.now()
        told = apply_import(
            import_id,
            is_whole=ticket.arguments["is_whole"],
            by_id=ticket.person_id,
            at=at,
            today=local_day_of(ticket.person_id, at=at),
        )
        left = told.get("leaving", 0)
        left += told.get("missing", 0) if ticket.arguments["is_whole"] else 0
        done = {"new": told.get("new", 0), "changed": told.get("changed", 0), "left": left}
        notes = [Note("good", "staffing.done", done)]
        if count := told.get("outdated"):
            notes.append(Note("bad", "staffing.left-out", {"count": count}))
        return Result("staffing.show", {"import_id": import_id}, notes=tuple(notes))

    return finish


def report(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `import_id`, `state` ("" for all), `form`: "xlsx" or "csv"."""
    import_id, form = ticket.arguments["import_id"], ticket.arguments["form"]
    name = gettext("staff-import") + f"-{import_id}.{form}"
    files.write_report(new_folder(ticket) / name, _told_rows(ticket, tell))
    return lambda: Result(file=name)


def _told_rows(ticket: Ticket, tell: Tell) -> Iterator[StaffImportRow]:
    statement = queries.rows_of(ticket.arguments["import_id"], ticket.arguments["state"])
    rows = db.session.scalars(statement.execution_options(yield_per=500))
    for done, row in enumerate(rows):
        tell(done, None, "writing")
        yield row


def export(ticket: Ticket, tell: Tell) -> Finish:
    """Arguments: `agency_id`."""
    agency = db.session.get_one(Agency, ticket.arguments["agency_id"])
    day = clock.local_date(clock.now(), agency.time_zone)
    tell(0, None, "writing")
    name = gettext("employees") + f"-{day}.xlsx"
    (new_folder(ticket) / name).write_bytes(files.export(queries.staff(agency.id, today=day)))
    return lambda: Result(file=name)


def remove_old() -> None:
    with transaction():
        actions.remove_old(at=clock.now())


def _rows(done: int, total: int) -> str:
    return str(ngettext("%(done)s of %(num)d row", "%(done)s of %(num)d rows", total, done=done))


WRITING = {"writing": Step(lazy_gettext("Writing the rows"))}


def _back(job: Job) -> str:
    """To the list, once the import is discarded."""
    is_there = queries.find_import(job.arguments["import_id"]) is not None
    return job.back if is_there else url_for("staffing.index")


CHECK = Kind(
    check,
    lazy_gettext("Checking a staff list"),
    policies.may_import,
    {
        "reading": Step(lazy_gettext("Reading the file")),
        "comparing": Step(lazy_gettext("Comparing with the present staff"), _rows),
        "missing": Step(lazy_gettext("Looking who is missing in the file")),
    },
    back=_back,
)
APPLICATION = Kind(
    apply,
    lazy_gettext("Importing a staff list"),
    policies.may_import,
    {"applying": Step(lazy_gettext("Making the changes, all of them or none"))},
    back=_back,
)
REPORT = Kind(
    report,
    lazy_gettext("Report of a staff import"),
    policies.may_import,
    WRITING,
    is_repeatable=True,
)
EXPORT = Kind(
    export,
    lazy_gettext("Staff list as a file"),
    policies.may_import,
    WRITING,
    is_repeatable=True,
)
