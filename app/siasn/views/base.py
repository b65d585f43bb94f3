"""What the pages of SIASN share."""

from datetime import date

from flask import Blueprint, abort, render_template, request

from app.kit import clock
from app.org.models import Agency
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


def today(agency: Agency) -> date:
    """By its calendar."""
    return clock.local_date(clock.now(), agency.time_zone)


def years_until(day: date) -> list[int]:
    return list(range(day.year, day.year - YEARS, -1))


def read_scope() -> Scope:
    """From the address or a form: the first agency and its current year, unless others are
    named."""
    known = queries.agencies()
    if not known:
        abort(404)
    agency_id = request.values.get("agency", known[0].id, type=read_id)
    day = today(next((one for one in known if one.id == agency_id), None) or abort(404))
    year = request.values.get("year", day.year, type=int)
    if year not in years_until(day):
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
    agency = agency_of(batch.agency_id)
    wanted = queries.Wanted(request.args.get("state", ""), request.args.get("q", "").strip()[:200])
    after = request.args.get("after", type=read_id)
    found = queries.items(batch.id, wanted, after=after)
    return render_template(
        "siasn/batch.html",
        batch=batch,
        agency=agency,
        counts=queries.counts_of([batch])[batch.id],
        count_changed=queries.count_changed(batch.id),
        wanted=wanted,
        items=found[: queries.ITEMS],
        has_more=len(found) > queries.ITEMS,
        is_continued=after is not None,
        shown=queries.shown,
        sending=sending or SendingForm(data={"sent_on": today(agency)}),
        answer=answer or AnswerForm(),
        comparison=comparison,
        not_taken=not_taken,
    )
