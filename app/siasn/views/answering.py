"""What SIASN answered: for all that is open, as a file, or entry by entry."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from app.accounts.identity import current_person
from app.audit import catalogue
from app.audit.watching import is_viewed
from app.kit import clock
from app.kit.errors import Invalid
from app.settings.units import MEGABYTE
from app.siasn import actions, answers, queries
from app.siasn.forms import AnswerForm, DecisionForm
from app.siasn.messages import not_taken
from app.siasn.models import SiasnBatch
from app.siasn.policies import may_hand_over
from app.siasn.queries import Item
from app.siasn.views.base import batch_page, bp, get_batch
from app.staffing.settings import most_bytes
from app.web.access import requires
from app.web.errors import message_of
from app.web.messages import say, warn
from app.web.upload import takes_files

catalogue.register(views={"siasn.item": lazy_gettext("An entry handed over to SIASN")})


@bp.post("/batches/<int:batch_id>/acceptance")
@requires(may_hand_over)
def create_acceptance(batch_id: int) -> ResponseReturnValue:
    count = actions.accept_open(get_batch(batch_id), by=current_person, at=clock.now())
    say(ngettext("%(num)d entry is accepted.", "%(num)d entries are accepted.", count))
    return redirect(url_for(".show", batch_id=batch_id))


@bp.post("/batches/<int:batch_id>/answers")
@takes_files(lambda: most_bytes() + MEGABYTE)
@requires(may_hand_over)
def create_answers(batch_id: int) -> ResponseReturnValue:
    batch, form = get_batch(batch_id), AnswerForm()
    if not form.validate():
        return batch_page(batch, answer=form), 422
    try:
        read = answers.read(form.file.data.filename or "", form.file.data.read())
    except Invalid as error:
        form.file.errors = [message_of(error)]
        return batch_page(batch, answer=form), 422
    if "check" in request.form:
        return batch_page(batch, answer=form, comparison=answers.compare(batch, read))
    taken = answers.take(batch, read, by=current_person, at=clock.now())
    say(
        gettext(
            "Taken over: %(accepted)s accepted, %(refused)s refused.",
            accepted=taken.count("accepted"),
            refused=taken.count("refused"),
        )
    )
    for sentence in not_taken(taken):
        warn(sentence)
    return redirect(url_for(".show", batch_id=batch.id))


@bp.get("/batches/<int:batch_id>/items/<int:item_id>")
@requires(may_hand_over)
def show_item(batch_id: int, item_id: int) -> ResponseReturnValue:
    found = get_item(batch_id, item_id)
    is_viewed(found.item.person_id, "siasn.item")
    form = DecisionForm(data={"state": found.item.state, "reason": found.item.reason})
    return _item_page(get_batch(batch_id), found, form)


@bp.post("/batches/<int:batch_id>/items/<int:item_id>/decision")
@requires(may_hand_over)
def create_decision(batch_id: int, item_id: int) -> ResponseReturnValue:
    batch, found, form = get_batch(batch_id), get_item(batch_id, item_id), DecisionForm()
    if not form.validate():
        return _item_page(batch, found, form), 422
    actions.decide(
        batch,
        found.item,
        form.state.data,
        reason=form.reason.data or "",
        by=current_person,
        at=clock.now(),
    )
    say(gettext("The answer is saved."))
    return redirect(url_for(".show", batch_id=batch_id))


def _item_page(batch: SiasnBatch, found: Item, form: DecisionForm) -> str:
    return render_template("siasn/item.html", batch=batch, found=found, form=form)


def get_item(batch_id: int, item_id: int) -> Item:
    return queries.find_item(batch_id, item_id) or abort(404)
