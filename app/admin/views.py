"""The audit in the browser: who did what, one entry, and all of it as a file."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_timezone, gettext, lazy_gettext

from app.accounts.identity import current_person
from app.admin import trail, trail_words
from app.admin.policies import may_see_audit
from app.admin.trail import Wanted
from app.audit import catalogue
from app.audit.actions import record
from app.jobs import actions as jobs
from app.kit import clock
from app.web.access import requires
from app.web.input import read_id
from app.web.locale import language

bp = Blueprint("admin", __name__)
catalogue.register(
    actions={"audit.exported": lazy_gettext("Audit taken along as a file")},
    fields={
        "action": lazy_gettext("What happened"),
        "q": lazy_gettext("Person"),
        "since": lazy_gettext("From"),
        "until": lazy_gettext("Until"),
    },
)


@bp.get("/audit")
@requires(may_see_audit)
def audit() -> ResponseReturnValue:
    wanted, before = _wanted(), request.args.get("before", type=read_id)
    found = trail.entries(wanted, before=before)
    return render_template(
        "audit/index.html",
        entries=found[: trail.PAGE_SIZE],
        has_more=len(found) > trail.PAGE_SIZE,
        is_continued=before is not None,
        wanted=wanted,
        address=_address(wanted),
        words=trail_words,
    )


@bp.get("/audit/<int:entry_id>")
@requires(may_see_audit)
def entry(entry_id: int) -> ResponseReturnValue:
    found = trail.find(entry_id) or abort(404)
    return render_template("audit/entry.html", view=found, entry=found.entry, words=trail_words)


@bp.post("/audit/exports")
@requires(may_see_audit)
def create_export() -> ResponseReturnValue:
    """As the list is narrowed; that somebody took it along is an entry, too."""
    wanted = _wanted()
    narrowed = _address(wanted)
    record(
        "audit.exported",
        actor_id=current_person.id,
        changes={name: (None, value) for name, value in narrowed.items()},
    )
    job = jobs.start(
        "audit.export",
        person_id=current_person.id,
        arguments=wanted.to_json(),
        key=None,
        subject=gettext("Audit"),
        language=language(),
        back=url_for(".audit", **narrowed),
        at=clock.now(),
    )
    return redirect(url_for("jobs.show", job_id=job.id))


def _wanted() -> Wanted:
    fields = request.values
    action = fields.get("action", "")
    return Wanted(
        zone=ZoneInfo(str(get_timezone())),
        q=fields.get("q", "").strip()[:200],
        action=action if action in catalogue.CATALOGUE.actions else "",
        since=fields.get("since", type=date.fromisoformat),
        until=fields.get("until", type=date.fromisoformat),
    )


def _address(wanted: Wanted) -> dict[str, Any]:
    """What the address of the same list holds."""
    kept = {name: value for name, value in wanted.to_json().items() if name != "zone"}
    return {name: value for name, value in kept.items() if value}
