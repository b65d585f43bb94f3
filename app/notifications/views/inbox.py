"""A person's notices: the list, and reading them."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.kit import clock
from app.notifications import actions, queries, texts
from app.notifications.views.base import bp
from app.web.access import requires, signed_in
from app.web.input import read_id
from app.web.messages import say


@bp.get("/notices")
@requires(signed_in)
def index() -> ResponseReturnValue:
    before = request.args.get("before", type=read_id)
    only_unread = request.args.get("show") == "unread"
    found = queries.notices_of(current_person.id, before=before, only_unread=only_unread)
    return render_template(
        "notifications/index.html",
        notices=texts.views_of(found[: queries.PAGE_SIZE]),
        has_more=len(found) > queries.PAGE_SIZE,
        is_first_page=before is None,
        only_unread=only_unread,
        has_unread=queries.has_unread(current_person.id),
    )


@bp.post("/notices/readings")
@requires(signed_in)
def create_readings() -> ResponseReturnValue:
    newest = request.form.get("newest", type=read_id) or abort(422)
    actions.mark_all_read(current_person.id, newest=newest, at=clock.now())
    say(gettext("Marked as read."))
    return redirect(url_for(".index"))


@bp.post("/notices/<int:notice_id>/reading")
@requires(signed_in)
def create_reading(notice_id: int) -> ResponseReturnValue:
    """Opens what the notice is about."""
    notice = queries.find_notice(notice_id, person_id=current_person.id) or abort(404)
    notice.mark_read(at=clock.now())
    return redirect(texts.address_of(notice) or url_for(".index"))
