"""People with their standing, narrowed to a unit and a standing: behind each number by unit."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.accounts.policies import is_officer
from app.accounts.reach import reaches_all
from app.kit import clock, plots
from app.org.tree import reached_tree
from app.records.standing import STANDINGS
from app.reports import people
from app.reports.people import PAGE_SIZE, SORTS, Place, Row, Wanted
from app.reports.people_table import MANY_ROWS
from app.reports.period import Period
from app.reports.reading import among, period_for
from app.reports.views.base import bp
from app.web.access import requires
from app.web.input import read_id


@bp.get("/people")
@requires(is_officer)
def list_people() -> ResponseReturnValue:
    now = clock.now()
    period = read_period()
    tree, wanted = reached_tree(current_person, period.day), read_wanted(period)
    whom = among(wanted, period, tree, actor=current_person, at=now) or abort(404)
    after = _place()
    found = people.found(whom, wanted, after=after)
    rows, count = found[:PAGE_SIZE], people.count(whom, wanted)
    return render_template(
        "reports/people.html",
        period=period,
        wanted=wanted,
        tree=tree,
        rows=rows,
        bars=_bars(rows),
        count=count,
        next_place=rows[-1].place if len(found) > PAGE_SIZE else None,
        is_continued=after is not None,
        is_large=count > MANY_ROWS,
        reaches_all=reaches_all(current_person),
    )


def read_period() -> Period:
    return period_for(current_person, request.args.get("year"), at=clock.now()) or abort(404)


def read_wanted(period: Period) -> Wanted:
    def chosen(name: str, known: tuple[str, ...], otherwise: str) -> str:
        value = request.args.get(name, "")
        return value if value in known else otherwise

    unit = request.args.get("unit", type=read_id)
    if unit is None and request.args.get("unit"):
        abort(404)
    return Wanted(
        unit=unit,
        direct=unit is not None and request.args.get("direct") == "1",
        standing=chosen("standing", STANDINGS, ""),
        q=request.args.get("q", "").strip()[:200],
        sort=chosen("sort", SORTS, SORTS[0]),
        year=None if period.is_current else period.year,
    )


def _place() -> Place | None:
    after, key = request.args.get("after", type=read_id), request.args.get("key")
    try:
        rank = Decimal(request.args.get("rank", ""))
    except InvalidOperation:
        return None
    return Place(rank, key, after) if after and key is not None and rank.is_finite() else None


def _bars(rows: Sequence[Row]) -> list[plots.Bar]:
    longest = max([float(max(row.hours, row.target or 0)) for row in rows], default=1)
    return [
        plots.bar(
            float(row.hours),
            maximum=longest,
            target=None if row.target is None else float(row.target),
        )
        for row in rows
    ]
