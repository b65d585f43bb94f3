"""Somebody else's record, as their supervisor and their training officer read it."""

from datetime import date
from fractions import Fraction

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from app.accounts import queries as accounts
from app.accounts.identity import current_person
from app.audit import catalogue
from app.audit.watching import is_viewed
from app.certificates import queries as certificates
from app.kit import clock
from app.org import queries as org
from app.records import all_years, corrections, others, queries
from app.records.policies import may_see_people
from app.records.standing import share_of_year, standing_of
from app.records.views.base import bp
from app.web.access import requires

catalogue.register(views={"record.person": lazy_gettext("The training record")})


@bp.get("/record/people/<int:person_id>")
@requires(may_see_people)
def show_person(person_id: int) -> ResponseReturnValue:
    now = clock.now()
    today = org.local_day(current_person, at=now)
    found = others.find_person(person_id, reader=current_person, day=today) or abort(404)
    years = sorted({today.year, *others.years_of(person_id)}, reverse=True)
    chosen = request.args.get("year", today.year, type=int)
    if chosen not in years:
        abort(404)
    is_viewed(person_id, "record.person")
    year = queries.year_of(person_id, chosen, today=today)
    held = certificates.certificates_of(person_id)
    entries = others.entries_seen(person_id, year=chosen, may_decide=found.may_decide)
    return render_template(
        "records/person/show.html",
        now=now,
        today=today,
        person=found.person,
        is_looked_after=found.is_looked_after,
        number=accounts.find_number(person_id) if found.is_looked_after else None,
        placement=org.find_placement(person_id, day=min(today, date(chosen, 12, 31))),
        years=years,
        year=year,
        closed=corrections.find_closed(
            person_id, chosen, shown=others.states_shown(may_decide=found.may_decide)
        ),
        standing=standing_of(year.hours, year.target, share=_share(chosen, today)),
        entries=entries,
        refusals=others.refusals_of(entries),
        certificates=held,
        history=[
            (one, standing_of(one.hours, one.target, share=_share(one.year, today)))
            for one in all_years.at_a_glance(person_id, years, today=today)
        ],
    )


def _share(year: int, today: date) -> Fraction:
    """Of a year that is over, all."""
    return share_of_year(min(today, date(year, 12, 31)))
