"""What the pages of SIASN share."""

from datetime import date

from flask import Blueprint, abort, render_template, request

from app.accounts.identity import current_person
from app.kit import clock
from app.org.models import Agency
from app.org.queries import local_day
from app.siasn import queries
from app.siasn.answers import Comparison
from app.siasn.forms import AnswerForm, SendingForm
from app.siasn.messages import MESSAGES, not_taken
from app.siasn.models import SiasnBatch
from app.siasn.readiness import Scope
from app.web.errors import register_messages
from app.web.input import read_id

bp = Blueprint("siasn", __name__, url_prefix="/siasn")
register_messages(MESSAGES)
# Further back nothing is handed over any more.
YEARS = 5


def today() -> date:
    return local_day(current_person, at=clock.now())


def years_until(day: date) -> list[int]:
    return list(range(day.year, day.year - YEARS, -1))


def read_scope() -> Scope:
    """From the address or a form: the first agency and the current year, unless others are
    named."""
    known, day = queries.agencies(), today()
    if not known:
        abort(404)
    agency_id = request.values.get("agency", known[0].id, type=read_id)
    year = request.values.get("year", day.year, type=int)
    if agency_id not in {one.id for one in known} or year not in years_until(day):
        abort(404)
    return Scope(agency_id, year, day)


def get_batch(batch_id: int) -> SiasnBatch:
    return queries.find_batch(batch_id) or abort(404)


def agency_of(agency_id: int) -> Agency:
    return next(one for one in queries.agencies() if one.id == agency_id)


def batch_page(
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
        agency=agency_of(batch.agency_id),
        counts=queries.counts_of([batch])[batch.id],
        count_changed=queries.count_changed(batch.id),
        wanted=wanted,
        items=found[: queries.ITEMS],
        has_more=len(found) > queries.ITEMS,
        is_continued=after is not None,
        shown=queries.shown,
        sending=sending or SendingForm(data={"sent_on": today()}),
        answer=answer or AnswerForm(),
        comparison=comparison,
        not_taken=not_taken,
    )
