"""The list of people as a file: at once, or, where it takes long, by a job."""

from dataclasses import asdict
from io import BytesIO

from flask import abort, send_file, url_for
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.accounts.policies import is_officer
from app.jobs.watching import watched_once
from app.kit import clock
from app.kit.tables import MEDIA_TYPES
from app.org.queries import local_day
from app.reports import audited, people_table
from app.reports.people import Wanted
from app.reports.reading import among_now
from app.reports.views.base import bp
from app.reports.views.people import read_period, read_wanted
from app.web.access import requires
from app.web.transaction import transaction


@bp.get("/people/export.<ending>")
@requires(is_officer)
def export(ending: str) -> ResponseReturnValue:
    wanted, name = _wanted(ending)
    whom = among_now(wanted, actor=current_person, at=clock.now()) or abort(404)
    content = people_table.content_of(whom, wanted, ending)
    # It changes nothing, but who took it along is recorded, in a short transaction of its own.
    with transaction():
        audited.exported(name, by=current_person)
    return send_file(
        BytesIO(content), mimetype=MEDIA_TYPES[ending], as_attachment=True, download_name=name
    )


@bp.post("/people/exports/<ending>")
@requires(is_officer)
def create_export(ending: str) -> ResponseReturnValue:
    """Of thousands; the job's page has the file in the end."""
    wanted, name = _wanted(ending)
    if among_now(wanted, actor=current_person, at=clock.now()) is None:
        abort(404)
    audited.exported(name, by=current_person)
    address = {name: value or None for name, value in asdict(wanted).items()}
    return watched_once(
        "reports.export-people",
        {"ending": ending, **wanted.to_json()},
        back=url_for(".list_people", **address),
    )


def _wanted(ending: str) -> tuple[Wanted, str]:
    """And the file's name."""
    if ending not in people_table.ENDINGS:
        abort(404)
    wanted = read_wanted(read_period())
    today = local_day(current_person, at=clock.now())
    return wanted, people_table.name_of(wanted, ending, day=today)
