"""Many entries at once: what would happen is shown before it is done."""

from decimal import Decimal

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from app.accounts.identity import current_person
from app.kit import clock
from app.records import duplicate_search, policies, proposals, queue, verifying
from app.records.forms.verification import REASONS, ManyDecisionsForm
from app.records.verifying import Seen
from app.records.views.base import verifications_bp as bp
from app.records.views.narrowing import read_narrowed, read_reader
from app.web.access import requires
from app.web.input import read_id
from app.web.messages import say, warn


@bp.get("/verifications/decisions/new")
@requires(policies.may_verify)
def new_decisions() -> ResponseReturnValue:
    """Of what was ticked, or of the oldest that the list holds."""
    reader, narrowed = read_reader(), read_narrowed()
    chosen = request.args.getlist("entry", type=read_id)[: queue.MOST_AT_ONCE]
    if request.args.get("scope") == "all":
        chosen = list(queue.ids(reader, narrowed.wanted))
    if not chosen:
        warn(gettext("Tick the entries that you want to decide on."))
        return redirect(url_for(".index", **narrowed.address))
    return _page(chosen, ManyDecisionsForm(formdata=None))


@bp.post("/verifications/decisions")
@requires(policies.may_verify)
def create_decisions() -> ResponseReturnValue:
    form = ManyDecisionsForm()
    is_valid = form.validate()
    seen = (form.entry.data or [])[: queue.MOST_AT_ONCE]
    if not is_valid:
        return _page(_listed(), form, ticked={one.activity_id for one in seen}), 422
    taken, goes_on = _decide(seen, form)
    if taken:
        say(_said(form.decision.data, taken, goes_on=goes_on))
    if left := len({one.activity_id for one in seen}) - taken:
        warn(
            ngettext(
                "%(num)d entry was left out: it was decided on or changed meanwhile.",
                "%(num)d entries were left out: they were decided on or changed meanwhile.",
                left,
            )
        )
    return redirect(url_for(".index", **read_narrowed().address))


def _listed() -> list[int]:
    """What the page had shown, ticked or not."""
    try:
        return [read_id(number) for number in request.form["listed"].split(",")][
            : queue.MOST_AT_ONCE
        ]
    except (KeyError, ValueError):
        return []


def _decide(seen: list[Seen], form: ManyDecisionsForm) -> tuple[int, bool]:
    """How many of those that wait for the reader, in each of the roles that they have; and whether
    any goes on to an officer."""
    rows = queue.rows_of(read_reader(), [one.activity_id for one in seen])
    roles = {row.activity.id: row.is_led for row in rows}
    taken = 0
    for is_led in (False, True):
        own = [one for one in seen if roles.get(one.activity_id) == is_led]
        if own:
            taken += len(
                verifying.decide(
                    own,
                    form.decision.data,
                    reason=form.why,
                    by=current_person,
                    is_supervisor=is_led,
                    at=clock.now(),
                )
            )
    return taken, form.decision.data == "verified" and any(
        row.is_led and row.activity.waits_for == "officer" for row in rows
    )


def _said(decision: str, count: int, *, goes_on: bool) -> str:
    if goes_on:
        return str(
            ngettext(
                "You agreed to %(num)d entry. Where an officer decides last, it goes on to them.",
                "You agreed to %(num)d entries. Where an officer decides last, they go on to them.",
                count,
            )
        )
    words = {
        "verified": ngettext("%(num)d entry verified.", "%(num)d entries verified.", count),
        "returned": ngettext("%(num)d entry returned.", "%(num)d entries returned.", count),
        "rejected": ngettext("%(num)d entry rejected.", "%(num)d entries rejected.", count),
    }
    return str(words[decision])


def _page(chosen: list[int], form: ManyDecisionsForm, ticked: set[int] | None = None) -> str:
    """`ticked`: as they were sent; else all but what may be there twice."""
    rows = queue.rows_of(read_reader(), chosen)
    found = proposals.entries_of([(row.activity, row.form) for row in rows])
    twice = duplicate_search.find([row.activity for row in rows])
    if ticked is None:
        ticked = {row.activity.id for row in rows} - set(twice)
    return render_template(
        "records/verification/many.html",
        rows=rows,
        entries=found,
        duplicates=twice,
        ticked=ticked,
        hours_of_all=sum(
            (one.credited for key in ticked & set(found) for one in found[key].credits), Decimal(0)
        ),
        form=form,
        reasons=REASONS,
        narrowed=read_narrowed(),
    )
