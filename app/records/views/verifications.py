"""Entries that wait for whoever verifies: the queue, and one after the other."""

from dataclasses import replace

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts import queries as accounts
from app.accounts.identity import current_person
from app.audit.watching import is_viewed
from app.kit import clock
from app.kit.errors import Conflict
from app.records import (
    corrections,
    duplicate_search,
    entries,
    evidence,
    policies,
    proposals,
    queue,
    verifying,
)
from app.records.forms.verification import REASONS, OneDecisionForm, ReopeningForm
from app.records.queue import Row
from app.records.verifying import Seen
from app.records.views.base import verifications_bp as bp
from app.records.views.narrowing import (
    count_done,
    place_of,
    read_narrowed,
    read_reader,
    tabs_around,
)
from app.reference import queries as reference
from app.web.access import requires
from app.web.errors import message_of
from app.web.input import read_id
from app.web.messages import say, warn


@bp.get("/verifications")
@requires(policies.may_verify)
def index() -> ResponseReturnValue:
    if request.args.get("state") == "decided":
        return _decided()
    reader, narrowed = read_reader(), read_narrowed()
    found = queue.waiting(reader, narrowed.wanted, after=place_of(request.args))
    rows = found[: queue.PAGE_SIZE]
    activities = [row.activity for row in rows]
    return render_template(
        "records/verification/index.html",
        **tabs_around(),
        rows=rows,
        entries=proposals.entries_of([(row.activity, row.form) for row in rows]),
        duplicates=duplicate_search.find(activities),
        has_more=len(found) > queue.PAGE_SIZE,
        is_continued=place_of(request.args) is not None,
        count=queue.count(reader, narrowed.wanted),
        narrowed=narrowed,
    )


def _decided() -> str:
    last = request.args.get("before", type=read_id)
    found = queue.decided(read_reader(), before=last)
    return render_template(
        "records/verification/decided.html",
        **tabs_around(),
        decided=found[: queue.PAGE_SIZE],
        has_more=len(found) > queue.PAGE_SIZE,
        is_continued=last is not None,
    )


@bp.get("/verifications/<int:activity_id>")
@requires(policies.may_verify)
def show(activity_id: int) -> ResponseReturnValue:
    return _page(_find(activity_id))


def _find(activity_id: int) -> Row:
    return queue.find(read_reader(), activity_id) or abort(404)


def _page(row: Row, *, form: OneDecisionForm | ReopeningForm | None = None) -> str:
    activity, reader, narrowed = row.activity, read_reader(), read_narrowed()
    is_viewed(activity.person_id, "record.entry")
    may_decide = queue.may_decide(reader, activity.id)
    entry = entries.entry_of(activity)
    if may_decide:
        told = proposals.entries_of([(activity, row.form)])[activity.id]
        entry = replace(entry, credits=told.credits, since=told.since)
    return render_template(
        "records/verification/show.html",
        row=row,
        activity=activity,
        entry=entry,
        displaced=proposals.displaced_by(activity) if may_decide else (),
        closed_years=corrections.closed_years(
            activity.person_id, {activity.ends_on.year, *(one.day.year for one in entry.credits)}
        ),
        rule=reference.find_rule_on(activity.form_id, day=activity.ends_on),
        nip=accounts.find_number(activity.person_id),
        duplicates=duplicate_search.find([activity], seen=reader.sees).get(activity.id, ()),
        decisions=entries.decisions_on(activity.id),
        files=evidence.files_of(activity.id),
        may_decide=may_decide,
        may_reopen=activity.state in verifying.DECIDED
        and policies.may_reopen(current_person)
        and not row.is_led,
        form=form or OneDecisionForm(formdata=None),
        reasons=REASONS,
        narrowed=narrowed,
        done=count_done(),
        count=queue.count(reader, narrowed.wanted),
        next_id=queue.behind(reader, narrowed.wanted, row.place),
        previous_id=queue.before(reader, narrowed.wanted, row.place),
    )


@bp.post("/verifications/<int:activity_id>/decisions")
@requires(policies.may_verify)
def create_decision(activity_id: int) -> ResponseReturnValue:
    """On to the next of the queue as it was narrowed."""
    row, form = _find(activity_id), OneDecisionForm()
    if not queue.may_decide(read_reader(), activity_id):
        warn(gettext("Somebody else has decided on this entry meanwhile. Nothing was changed."))
        return redirect(_next(row, done=count_done()))
    if not form.validate():
        return _page(row, form=form), 422
    if row.activity.revision != form.revision.data and row.activity.state == "proposed":
        warn(gettext("This entry has changed meanwhile. Look at it again."))
        return redirect(_address(activity_id))
    taken = _decide(row, form)
    if not taken:
        warn(gettext("Somebody else has decided on this entry meanwhile. Nothing was changed."))
    else:
        say(_said(form.decision.data, row))
    return redirect(_next(row, done=count_done() + len(taken)))


def _decide(row: Row, form: OneDecisionForm) -> list[int]:
    return verifying.decide(
        [Seen(row.activity.id, form.revision.data)],
        form.decision.data,
        reason=form.why,
        by=current_person,
        is_supervisor=row.is_led,
        at=clock.now(),
    )


def _said(decision: str, row: Row) -> str:
    words = {
        "verified": gettext("Verified: “%(title)s” of %(name)s."),
        "returned": gettext("Returned: “%(title)s” of %(name)s."),
        "rejected": gettext("Rejected: “%(title)s” of %(name)s."),
        "endorsed": gettext("Agreed: “%(title)s” of %(name)s goes on to the training officer."),
    }
    is_endorsed = decision == "verified" and row.activity.state == "proposed"
    told: str = words["endorsed" if is_endorsed else decision]
    return told % {"title": row.activity.title, "name": row.person.name}


def _next(row: Row, *, done: int) -> str:
    """The next of the queue, else what was passed over, else the list."""
    reader, narrowed = read_reader(), read_narrowed()
    found = queue.behind(reader, narrowed.wanted, row.place)
    found = found or queue.first(reader, narrowed.wanted)
    if found is None or found == row.activity.id:
        return url_for(".index", **narrowed.address)
    return _address(found, done=done)


def _address(activity_id: int, *, done: int = 0) -> str:
    kept = {**read_narrowed().address, "done": done or count_done() or None}
    return url_for(".show", activity_id=activity_id, **kept)


@bp.post("/verifications/<int:activity_id>/reopening")
@requires(policies.may_reopen)
def create_reopening(activity_id: int) -> ResponseReturnValue:
    row, form = _find(activity_id), ReopeningForm()
    if row.is_led:
        abort(404)
    if row.activity.state not in verifying.DECIDED:
        warn(message_of(Conflict("activity.changed")))
        return redirect(url_for(".show", activity_id=activity_id))
    if not form.validate():
        return _page(row, form=form), 422
    try:
        verifying.reopen(row.activity, reason=form.reason.data, by=current_person, at=clock.now())
    except Conflict as error:
        warn(message_of(error))
    else:
        say(
            gettext(
                "Reopened. Its hours count no more, and %(name)s may mend it.", name=row.person.name
            )
        )
    return redirect(url_for(".show", activity_id=activity_id))
