"""My data: of what kinds, why, how long, and all of it as a file."""

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts.identity import current_person
from app.jobs.watching import watched_once
from app.privacy import audited, queries, registry, words
from app.privacy.views.base import bp
from app.web.access import requires, signed_in
from app.web.locale import zone

FORMS = ("json", "pdf")
MOST_ROWS = 100


@bp.get("/profile/data")
@requires(signed_in)
def own_data() -> ResponseReturnValue:
    counted = queries.counts_of(current_person.id)
    return render_template(
        "privacy/own_data.html",
        kept=[one for one in counted if one.count],
        empty=[one.kind for one in counted if not one.count],
        words=words,
    )


@bp.get("/profile/data/<kind>")
@requires(signed_in)
def own_kind(kind: str) -> ResponseReturnValue:
    found = registry.find_kind(kind) or abort(404)
    rows = queries.rows_of(found, current_person.id, limit=MOST_ROWS)
    return render_template(
        "privacy/own_kind.html",
        kind=found,
        rows=[words.row_of(found, row, zone=zone()) for row in rows[:MOST_ROWS]],
        has_more=len(rows) > MOST_ROWS,
        most=MOST_ROWS,
        words=words,
    )


@bp.post("/profile/data/exports")
@requires(signed_in)
def create_export() -> ResponseReturnValue:
    form = request.form.get("form", "")
    if form not in FORMS:
        abort(422)
    audited.exported(current_person.id)
    return watched_once(
        "privacy.own-data",
        {"form": form, "zone": zone().key},
        back=url_for(".own_data"),
    )
