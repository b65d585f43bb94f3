"""A job as its owner watches it."""

from dataclasses import dataclass, replace
from datetime import timedelta

from flask import Blueprint, abort, redirect, render_template, request, send_from_directory, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from werkzeug.wrappers import Response

from app.jobs import actions, kinds, queries
from app.jobs.files import folder_of
from app.jobs.kinds import Kind, Step
from app.jobs.messages import MESSAGES
from app.jobs.models import Job, Note
from app.kit import clock
from app.web.access import requires, signed_in
from app.web.errors import register_messages, words_of
from app.web.messages import say, warn
from app.web.transaction import transaction

bp = Blueprint("jobs", __name__)
register_messages(MESSAGES)

# Longer than this nothing waits that anybody is working off.
LONG = timedelta(seconds=30)
SECONDS_TO_RELOAD = 3


@bp.get("/jobs/<int:job_id>")
@requires(signed_in)
def show(job_id: int) -> ResponseReturnValue:
    """Its progress, then its result; or on to the page that the result leads to."""
    job, kind = _find(job_id)
    if job.state == "done" and job.outcome.endpoint:
        return _lead_on(job)
    reloads = not job.is_finished and "reloads" in request.args
    page = render_template("jobs/show.html", **_view(job, kind), reloads=reloads)
    # For browsers without scripts, and only where somebody asked for it.
    return page, {"Refresh": str(SECONDS_TO_RELOAD)} if reloads else {}


def _lead_on(job: Job) -> Response:
    """With its messages the first time only: the address may stay in a tab or a bookmark."""
    outcome = job.outcome
    if outcome.notes:
        with transaction():
            notes = actions.take_notes(job.id)
        for note in notes:
            tell = warn if note.tone == "bad" else say
            tell(words_of(note.code, note.params))
    return redirect(url_for(outcome.endpoint, **outcome.values or {}))


@bp.get("/jobs/<int:job_id>/progress")
@requires(signed_in)
def progress(job_id: int) -> str:
    """The part of the page that changes, for who is watching."""
    return render_template("jobs/_progress.html", **_view(*_find(job_id)))


@bp.get("/jobs/<int:job_id>/file")
@requires(signed_in)
def download(job_id: int) -> Response:
    job, _ = _find(job_id)
    if job.state != "done" or not job.outcome.file:
        abort(404)
    name = job.outcome.file
    folder = folder_of(job.id, job.attempts)
    answer = send_from_directory(folder, name, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _find(job_id: int) -> tuple[Job, Kind]:
    job = queries.find_own(job_id, current_user.id) or abort(404)
    kind = kinds.kind_of(job.kind)
    if kind is None or not kind.may(current_user):
        abort(404)
    return job, kind


@dataclass(frozen=True)
class Told:
    """A note in its reader's words, with the way to where it can be mended, if there is one."""

    tone: str
    about: tuple[str, ...]
    words: str
    way: str = ""
    address: str = ""


def _view(job: Job, kind: Kind) -> dict[str, object]:
    step = kind.steps.get(job.step)
    outcome = job.outcome
    return {
        "job": job,
        "title": kind.title,
        "subject": kind.subject(job),
        "back": kind.back(job),
        "step": step.title if step else "",
        "count": _count(job, step),
        "is_late": job.state == "queued" and clock.now() - job.created_at > LONG,
        "file": outcome.file,
        "summary": _told(outcome.summary, kind) if outcome.summary else None,
        "notes": [_told(note, kind) for note in outcome.notes],
        "error": words_of(job.error["code"], job.error["params"]) if job.error else "",
    }


def _told(note: Note, kind: Kind) -> Told:
    told = Told(note.tone, note.about, words_of(note.code, note.params))
    way = kind.ways.get(note.code)
    if way is None:
        return told
    address = url_for(way.endpoint, **{name: note.params[name] for name in way.values})
    return replace(told, way=str(way.title) % note.params, address=address)


def _count(job: Job, step: Step | None) -> str:
    """The true numbers, where there are any."""
    if step is None or step.count is None or job.total is None:
        return ""
    return step.count(job.done, job.total)
