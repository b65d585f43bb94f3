"""The attempts at a quiz as a file: at once, or, where it takes long, by a job."""

from dataclasses import asdict
from io import BytesIO
from typing import Any

from flask import Response, abort, send_file, url_for
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.jobs.watching import watched
from app.kit import clock
from app.kit.tables import MEDIA_TYPES
from app.org.queries import local_day
from app.quizzes import audited, results_table
from app.quizzes.policies import may_see_results, may_take_numbers
from app.quizzes.reach import answers_for
from app.quizzes.results_table import Wanted
from app.quizzes.views.results import bp, find, read_wanted
from app.web.access import requires
from app.web.locale import zone
from app.web.transaction import transaction


@bp.get("/quizzes/<course_ref>/<module_ref>/export.<ending>")
@requires(may_see_results)
def export(course_ref: str, module_ref: str, ending: str) -> Response:
    found, wanted = find(course_ref, module_ref), _wanted()
    if ending not in results_table.ENDINGS:
        abort(404)
    content = results_table.content_of(found, wanted, ending, whose=answers_for(current_person))
    name = results_table.name_of(found, wanted, ending)
    # It changes nothing, but who took it along is recorded, in a short transaction of its own.
    with transaction():
        audited.exported(found.module_id, name, by_id=current_person.id)
    return send_file(
        BytesIO(content), mimetype=MEDIA_TYPES[ending], as_attachment=True, download_name=name
    )


@bp.post("/quizzes/<course_ref>/<module_ref>/exports/<ending>")
@requires(may_see_results)
def create_export(course_ref: str, module_ref: str, ending: str) -> ResponseReturnValue:
    """Of thousands of attempts; its page has the file in the end."""
    found, wanted = find(course_ref, module_ref), _wanted()
    if ending not in results_table.ENDINGS:
        abort(404)
    name = results_table.name_of(found, wanted, ending)
    audited.exported(found.module_id, name, by_id=current_person.id)
    place: dict[str, Any] = {"course_ref": course_ref, "module_ref": module_ref}
    return watched(
        "quizzes.export-with-numbers" if wanted.shows_numbers else "quizzes.export",
        {**place, "ending": ending, **wanted.to_json()},
        subject=found.words.title,
        back=url_for(".quiz", **place, **asdict(read_wanted())),
    )


def _wanted() -> Wanted:
    narrowed = read_wanted()
    return Wanted(
        unit=narrowed.unit,
        outcome=narrowed.outcome,
        q=narrowed.q,
        day=local_day(current_person, at=clock.now()),
        zone=zone(),
        shows_numbers=may_take_numbers(current_person),
    )
