"""What became of the mails, and sending one again that failed."""

from dataclasses import asdict

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.accounts.policies import is_officer
from app.kit import clock
from app.notifications import audited, kinds, log, outbox
from app.notifications.log import Wanted
from app.notifications.models import STATES
from app.notifications.views.base import bp
from app.web.access import requires
from app.web.input import read_id
from app.web.messages import say


@bp.get("/deliveries")
@requires(is_officer)
def deliveries() -> ResponseReturnValue:
    wanted, before = _wanted(), request.args.get("before", type=read_id)
    found = log.deliveries(current_person, wanted, before=before)
    return render_template(
        "notifications/deliveries.html",
        deliveries=found[: log.PAGE_SIZE],
        has_more=len(found) > log.PAGE_SIZE,
        is_continued=before is not None,
        wanted=wanted,
        address={name: value for name, value in asdict(wanted).items() if value},
        sends_mail=outbox.sends_mail(),
        states=STATES,
        topics=kinds.TOPICS,
    )


@bp.post("/deliveries/<int:delivery_id>/attempts")
@requires(is_officer)
def create_attempt(delivery_id: int) -> ResponseReturnValue:
    """A second click finds it waiting already, which is what was wanted."""
    delivery = log.find(current_person, delivery_id) or abort(404)
    if delivery.state == "failed":
        outbox.try_again(delivery, at=clock.now())
        audited.retried(log.person_of(delivery), by_id=current_person.id)
    say(gettext("The mail is tried again now."))
    return redirect(url_for(".deliveries"))


def _wanted() -> Wanted:
    state, topic = request.args.get("state", ""), request.args.get("topic", "")
    return Wanted(
        q=request.args.get("q", "").strip()[:200],
        state=state if state in STATES else "",
        topic=topic if topic in kinds.TOPICS else "",
    )
