"""Long work: what runs, what failed and why, and doing it once more."""

import time

from flask import abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from app.accounts.identity import current_person
from app.admin import job_list
from app.admin.policies import may_see_jobs
from app.admin.views.base import bp
from app.audit import catalogue
from app.audit.actions import record
from app.jobs import actions
from app.jobs.models import STATES
from app.privacy.settings import DAYS
from app.settings.values import value_of
from app.web.access import requires
from app.web.health import MOST_SILENCE, last_sign
from app.web.input import read_id
from app.web.messages import say

catalogue.register(
    actions={"job.repeated": lazy_gettext("Long work started once more")},
    objects={"job": lazy_gettext("Long work")},
)


@bp.app_template_global()
def jobs_are_kept() -> str:
    """How long, in words: “7 days”."""
    return DAYS["jobs"].kind.words(value_of(DAYS["jobs"]))


@bp.get("/jobs")
@requires(may_see_jobs)
def jobs() -> ResponseReturnValue:
    state, before = request.args.get("state", ""), request.args.get("before", type=read_id)
    found = job_list.jobs(state, before=before)
    last = last_sign(current_app.config["LENTERA"])
    return render_template(
        "admin/jobs.html",
        jobs=found[: job_list.PAGE_SIZE],
        has_more=len(found) > job_list.PAGE_SIZE,
        is_continued=before is not None,
        state=state if state in STATES else "",
        states=STATES,
        is_silent=time.time() - last > MOST_SILENCE,
    )


@bp.post("/jobs/<int:job_id>/repetition")
@requires(may_see_jobs)
def create_repetition(job_id: int) -> ResponseReturnValue:
    """In the name of its owner, on whose page it goes on; whose roles are looked up anew."""
    found = job_list.find(job_id) or abort(404)
    if not found.may_be_repeated:
        abort(409)
    job = found.job
    actions.queue_again(job)
    record(
        "job.repeated",
        actor_id=current_person.id,
        subject_id=job.person_id,
        about=("job", job.id),
    )
    say(gettext("Started once more. %(name)s sees it on the page of before.", name=found.owner))
    return redirect(url_for(".jobs"))
