"""Handing the year's entries over to SIASN, batch by batch."""

from datetime import date

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext, ngettext

from app.accounts.identity import current_person
from app.audit import catalogue
from app.audit.watching import is_viewed
from app.jobs.watching import watched_once
from app.kit import clock
from app.kit.errors import Invalid
from app.org.models import Agency
from app.org.queries import local_day
from app.settings.units import MEGABYTE
from app.siasn import actions, answers, audited, files, queries, readiness
from app.siasn.answers import Comparison
from app.siasn.forms import AnswerForm, DecisionForm, SendingForm
from app.siasn.messages import FAULTS, MESSAGES, not_taken
from app.siasn.models import SiasnBatch
from app.siasn.policies import may_hand_over
from app.siasn.queries import Item
from app.siasn.readiness import Scope
from app.staffing.settings import most_bytes
from app.web.access import requires
from app.web.errors import message_of, register_messages
from app.web.input import read_id
from app.web.messages import say, warn
from app.web.upload import takes_files

catalogue.register(views={"siasn.item": lazy_gettext("An entry handed over to SIASN")})
bp = Blueprint("siasn", __name__, url_prefix="/siasn")
register_messages(MESSAGES)
# Further back nothing is handed over any more.
YEARS = 5


@bp.get("")
@requires(may_hand_over)
def index() -> ResponseReturnValue:
    scope, before = _scope(), request.args.get("before", type=read_id)
    found = queries.batches(scope.agency_id, scope.year, before=before)
    return render_template(
        "siasn/index.html",
        scope=scope,
        years=_years(scope.day),
        agencies=queries.agencies(),
        overview=readiness.overview(scope),
        totals=queries.totals(scope.agency_id, scope.year),
        batches=found[: queries.BATCHES],
        has_more=len(found) > queries.BATCHES,
        is_continued=before is not None,
    )


@bp.get("/new")
@requires(may_hand_over)
def new() -> ResponseReturnValue:
    """What is ready, and what keeps the rest back."""
    scope, after = _scope(), request.args.get("after", type=read_id)
    code = request.args.get("fault", "")
    found = readiness.faulty_entries(scope, code=code, after=after)
    return render_template(
        "siasn/new.html",
        scope=scope,
        overview=readiness.overview(scope),
        words=FAULTS,
        code=code if code in FAULTS else "",
        faulty=found[: readiness.PAGE_SIZE],
        has_more=len(found) > readiness.PAGE_SIZE,
        is_continued=after is not None,
        refused=readiness.refused_entries(scope),
    )


@bp.post("/faults")
@requires(may_hand_over)
def create_faults_file() -> ResponseReturnValue:
    scope = _scope()
    back = url_for(".new", agency=scope.agency_id, year=scope.year)
    return watched_once("siasn.faulty", scope.to_json(), back=back, subject=str(scope.year))


@bp.post("/batches")
@requires(may_hand_over)
def create() -> ResponseReturnValue:
    batch = actions.make_batch(_scope(), by=current_person, at=clock.now())
    say(gettext("Batch %(number)s is made.", number=batch.number))
    return redirect(url_for(".show", batch_id=batch.id))


@bp.get("/batches/<int:batch_id>")
@requires(may_hand_over)
def show(batch_id: int) -> ResponseReturnValue:
    return _page(_get(batch_id))


def _page(
    batch: SiasnBatch,
    *,
    sending: SendingForm | None = None,
    answer: AnswerForm | None = None,
    comparison: Comparison | None = None,
) -> str:
    wanted = queries.Wanted(request.args.get("state", ""), request.args.get("q", "").strip()[:200])
    after = request.args.get("after", type=read_id)
    found = queries.items(batch.id, wanted, after=after)
    return render_template(
        "siasn/batch.html",
        batch=batch,
        agency=_agency(batch.agency_id),
        counts=queries.counts_of([batch])[batch.id],
        count_changed=queries.count_changed(batch.id),
        wanted=wanted,
        items=found[: queries.ITEMS],
        has_more=len(found) > queries.ITEMS,
        is_continued=after is not None,
        shown=queries.shown,
        sending=sending or SendingForm(data={"sent_on": _today()}),
        answer=answer or AnswerForm(),
        comparison=comparison,
        not_taken=not_taken,
    )


@bp.post("/batches/<int:batch_id>/files")
@requires(may_hand_over)
def create_file(batch_id: int) -> ResponseReturnValue:
    batch, ending = _get(batch_id), request.form.get("ending", "")
    if ending not in files.ENDINGS:
        abort(404)
    audited.exported(batch, by=current_person)
    arguments = {"batch_id": batch.id, "ending": ending}
    back = url_for(".show", batch_id=batch.id)
    return watched_once("siasn.export", arguments, back=back, subject=_name(batch))


@bp.post("/batches/<int:batch_id>/sending")
@requires(may_hand_over)
def create_sending(batch_id: int) -> ResponseReturnValue:
    batch, form = _get(batch_id), SendingForm()
    made_on = clock.local_date(batch.created_at, _agency(batch.agency_id).time_zone)
    form.first, form.last = made_on, max(_today(), made_on)
    if not form.validate():
        return _page(batch, sending=form), 422
    reference = form.reference.data or None
    actions.send(batch, on=form.sent_on.data, reference=reference, by=current_person)
    say(gettext("The batch is marked as sent."))
    return redirect(url_for(".show", batch_id=batch.id))


@bp.post("/batches/<int:batch_id>/withdrawal")
@requires(may_hand_over)
def create_withdrawal(batch_id: int) -> ResponseReturnValue:
    batch = _get(batch_id)
    actions.withdraw(batch, by=current_person, at=clock.now())
    say(gettext("The batch is taken apart; its entries may go in another one."))
    return redirect(url_for(".index", agency=batch.agency_id, year=batch.year))


@bp.post("/batches/<int:batch_id>/acceptance")
@requires(may_hand_over)
def create_acceptance(batch_id: int) -> ResponseReturnValue:
    count = actions.accept_open(_get(batch_id), by=current_person, at=clock.now())
    say(ngettext("%(num)d entry is accepted.", "%(num)d entries are accepted.", count))
    return redirect(url_for(".show", batch_id=batch_id))


@bp.post("/batches/<int:batch_id>/answers")
@takes_files(lambda: most_bytes() + MEGABYTE)
@requires(may_hand_over)
def create_answers(batch_id: int) -> ResponseReturnValue:
    batch, form = _get(batch_id), AnswerForm()
    if not form.validate():
        return _page(batch, answer=form), 422
    try:
        read = answers.read(form.file.data.filename or "", form.file.data.read())
    except Invalid as error:
        form.file.errors = [message_of(error)]
        return _page(batch, answer=form), 422
    if "check" in request.form:
        return _page(batch, answer=form, comparison=answers.compare(batch, read))
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
    found = _get_item(batch_id, item_id)
    is_viewed(found.item.person_id, "siasn.item")
    form = DecisionForm(data={"state": found.item.state, "reason": found.item.reason})
    return _item_page(_get(batch_id), found, form)


@bp.post("/batches/<int:batch_id>/items/<int:item_id>/decision")
@requires(may_hand_over)
def create_decision(batch_id: int, item_id: int) -> ResponseReturnValue:
    batch, found, form = _get(batch_id), _get_item(batch_id, item_id), DecisionForm()
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


def _get(batch_id: int) -> SiasnBatch:
    return queries.find_batch(batch_id) or abort(404)


def _get_item(batch_id: int, item_id: int) -> Item:
    return queries.find_item(batch_id, item_id) or abort(404)


def _name(batch: SiasnBatch) -> str:
    return str(gettext("Batch %(number)s of %(year)s", number=batch.number, year=batch.year))


def _today() -> date:
    return local_day(current_person, at=clock.now())


def _years(today: date) -> list[int]:
    return list(range(today.year, today.year - YEARS, -1))


def _scope() -> Scope:
    """From the address or a form: the first agency and the current year, unless others are
    named."""
    known, today = queries.agencies(), _today()
    if not known:
        abort(404)
    agency_id = request.values.get("agency", known[0].id, type=read_id)
    year = request.values.get("year", today.year, type=int)
    if agency_id not in {one.id for one in known} or year not in _years(today):
        abort(404)
    return Scope(agency_id, year, today)


def _agency(agency_id: int) -> Agency:
    return next(one for one in queries.agencies() if one.id == agency_id)
