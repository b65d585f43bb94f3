"""Batches: made, looked at, fetched, sent, taken apart."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.jobs.watching import watched_once
from app.kit import clock
from app.siasn import actions, audited, files
from app.siasn.forms import SendingForm
from app.siasn.models import SiasnBatch
from app.siasn.policies import may_hand_over
from app.siasn.views.base import agency_of, batch_page, bp, get_batch, read_scope, today
from app.web.access import requires
from app.web.messages import say


@bp.post("/batches")
@requires(may_hand_over)
def create() -> ResponseReturnValue:
    batch = actions.make_batch(read_scope(), by=current_person, at=clock.now())
    say(gettext("Batch %(number)s is made.", number=batch.number))
    return redirect(url_for(".show", batch_id=batch.id))


@bp.get("/batches/<int:batch_id>")
@requires(may_hand_over)
def show(batch_id: int) -> ResponseReturnValue:
    return batch_page(get_batch(batch_id))


@bp.post("/batches/<int:batch_id>/files")
@requires(may_hand_over)
def create_file(batch_id: int) -> ResponseReturnValue:
    batch, ending = get_batch(batch_id), request.form.get("ending", "")
    if ending not in files.ENDINGS:
        abort(404)
    audited.exported(batch, by=current_person)
    arguments = {"batch_id": batch.id, "ending": ending}
    back = url_for(".show", batch_id=batch.id)
    return watched_once("siasn.export", arguments, back=back, subject=_name(batch))


@bp.post("/batches/<int:batch_id>/sending")
@requires(may_hand_over)
def create_sending(batch_id: int) -> ResponseReturnValue:
    batch, form = get_batch(batch_id), SendingForm()
    agency = agency_of(batch.agency_id)
    form.first, form.last = clock.local_date(batch.created_at, agency.time_zone), today(agency)
    if not form.validate():
        return batch_page(batch, sending=form), 422
    reference = form.reference.data or None
    actions.send(batch, on=form.sent_on.data, reference=reference, by=current_person)
    say(gettext("The batch is marked as sent."))
    return redirect(url_for(".show", batch_id=batch.id))


@bp.post("/batches/<int:batch_id>/withdrawal")
@requires(may_hand_over)
def create_withdrawal(batch_id: int) -> ResponseReturnValue:
    batch = get_batch(batch_id)
    actions.withdraw(batch, by=current_person, at=clock.now())
    say(gettext("The batch is taken apart; its entries may go in another one."))
    return redirect(url_for(".index", agency=batch.agency_id, year=batch.year))


def _name(batch: SiasnBatch) -> str:
    return str(gettext("Batch %(number)s of %(year)s", number=batch.number, year=batch.year))
