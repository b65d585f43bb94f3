"""Who looked at my record."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.accounts import viewings
from app.accounts.identity import current_person
from app.accounts.views.base import bp
from app.web.access import requires, signed_in
from app.web.input import read_id


@bp.get("/profile/views")
@requires(signed_in)
def own_viewings() -> ResponseReturnValue:
    before = request.args.get("before", type=read_id)
    found = viewings.viewings_of(current_person.id, before=before)
    return render_template(
        "accounts/viewings.html",
        viewings=found[: viewings.PAGE_SIZE],
        has_more=len(found) > viewings.PAGE_SIZE,
        is_continued=before is not None,
    )
