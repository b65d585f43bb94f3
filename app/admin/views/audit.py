"""The audit in the browser: who did what, one entry, and all of it as a file."""

from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext

from app.accounts.identity import current_person
from app.admin import trail, trail_words
from app.admin.policies import may_see_audit
from app.admin.trail import Wanted
from app.admin.views.base import bp
from app.audit import catalogue
from app.audit.actions import record
from app.jobs.watching import watched
from app.web.access import requires
from app.web.input import read_day, read_id
from app.web.locale import zone
from app.web.messages import warn

catalogue.register(
    actions={"audit.exported": lazy_gettext("Audit taken along as a file")},
    fields={
        "action": lazy_gettext("What happened"),
        "q": lazy_gettext("Person"),
        "since": lazy_gettext("From"),
        "until": lazy_gettext("Until"),
    },
    values={"q=set": lazy_gettext("one was searched for")},
)


@bp.get("/audit")
@requires(may_see_audit)
def audit() -> ResponseReturnValue:
    wanted, before = _wanted(), request.args.get("before", type=read_id)
    if fault := _fault_of(wanted):
        warn(fault)
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
    # Whom it was about would stand in the entry beyond the person's own data.
    told = {name: "set" if name == "q" else value for name, value in narrowed.items()}
    record(
        "audit.exported",
        actor_id=current_person.id,
        changes={name: (None, value) for name, value in told.items()},
    )
    return watched(
        "audit.export",
        wanted.to_json(),
        subject=gettext("Audit"),
        back=url_for(".audit", **narrowed),
    )


def _fault_of(wanted: Wanted) -> str:
    """What of the days cannot be meant; "" where nothing is wrong."""
    typed = [request.args.get(name, "") for name in trail.DAYS]
    if any(text and not day for text, day in zip(typed, wanted.days, strict=True)):
        return str(gettext("A day could not be read and was left out. Write it as 2026-11-30."))
    if wanted.since and wanted.until and wanted.since > wanted.until:
        return str(gettext("The first day lies after the last, so nothing is found. Swap them."))
    return ""


def _wanted() -> Wanted:
    fields = request.values
    action = fields.get("action", "")
    return Wanted(
        zone=zone(),
        q=fields.get("q", "").strip()[:200],
        action=action if action in catalogue.CATALOGUE.actions else "",
        since=fields.get("since", type=read_day),
        until=fields.get("until", type=read_day),
    )


def _address(wanted: Wanted) -> dict[str, Any]:
    """What the address of the same list holds."""
    kept = {name: value for name, value in wanted.to_json().items() if name != "zone"}
    return {name: value for name, value in kept.items() if value}
