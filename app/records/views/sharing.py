"""Showing one's record by a link to whoever has it."""

from typing import Any

from flask import Response, abort, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from app.accounts.identity import current_person
from app.accounts.links import derive_token
from app.accounts.policies import is_employee
from app.kit import clock
from app.kit.errors import Invalid
from app.records import queries, sharing
from app.records.forms.papers import ShareForm
from app.records.models import RecordShare
from app.records.queries import Entry
from app.records.sharing import Shared
from app.records.statements_export import number_of
from app.records.statements_rows import hold, record_of
from app.records.statements_snapshot import printed_entry, totals
from app.records.statements_words import contract_note, reason_text
from app.records.views.base import bp
from app.records.views.statements import unlisted
from app.web.access import anyone, requires
from app.web.errors import message_of
from app.web.locale import language
from app.web.messages import say
from app.web.transaction import transaction


@bp.get("/record/shares")
@requires(is_employee)
def list_shares() -> ResponseReturnValue:
    return _page(_form())


@bp.post("/record/shares")
@requires(is_employee)
def create_share() -> ResponseReturnValue:
    """Answers with the link instead of leading on: nothing else keeps it."""
    form, at = _form(), clock.now()
    if not form.validate():
        return _page(form, status=422)
    token = _token(form.form_key.data)
    try:
        share = sharing.make(current_person, token=token, at=at, **form.facts)
    except Invalid as error:
        form.label.errors = [message_of(error)]
        return _page(form, status=422)
    url = f"{current_app.config['LENTERA'].base_url}/shared/records/{token}"
    return unlisted(render_template("records/shares/made.html", share=share, url=url))


def _token(form_key: str) -> str:
    """Of a form: sent twice, it makes one link. The key stands in no row, only in the form."""
    seed = f"record-share {current_person.id} {form_key}"
    return derive_token(seed, key=str(current_app.secret_key))


@bp.post("/record/shares/<int:share_id>/revocation")
@requires(is_employee)
def revoke_share(share_id: int) -> ResponseReturnValue:
    share = sharing.find_own(current_person.id, share_id) or abort(404)
    sharing.revoke(share, at=clock.now())
    say(gettext("Taken back: the link works no more."))
    return redirect(url_for(".list_shares"))


@bp.get("/shared/records/<share_token>")
@requires(anyone)
def shared_record(share_token: str) -> ResponseReturnValue:
    """Whether it never was, is over or was taken back, nobody is told."""
    at = clock.now()
    found = sharing.find_live(share_token, at=at)
    if found is None:
        return unlisted(render_template("records/shares/gone.html"), 404)
    answer = unlisted(_shared_page(found))
    is_own = current_user.is_authenticated and found.person.id == current_person.id
    if not is_own and found.is_counted(at):
        # After the page is made: what was read is let go.
        share_id = found.share.id
        with transaction():
            sharing.note_opening(share_id, at=at)
    return answer


def _shared_page(found: Shared) -> str:
    at, share = clock.now(), found.share
    holder = hold(found.person, found.nip, at=at)
    years = [share.year] if share.year else queries.years_of(found.person.id)
    record = record_of(found.person.id, years, today=holder.day, only_verified=True)
    shown = totals(record)
    return render_template(
        "records/shares/record.html",
        holder=holder,
        share=share,
        years=shown,
        note=contract_note(shown),
        why=reason_text,
        entries=[_told(entry, share) for entry in record.entries],
    )


def _told(entry: Entry, share: RecordShare) -> dict[str, Any]:
    """As a statement prints it, with the number of its certificate where the link shows them."""
    told = {**printed_entry(entry), "form": entry.form.named(language())}
    return {**told, "number": number_of(entry)} if share.shows_numbers else told


def _form() -> ShareForm:
    return ShareForm(queries.years_of(current_person.id))


def _page(form: ShareForm, *, status: int = 200) -> Response:
    page = render_template(
        "records/shares/index.html",
        form=form,
        shares=sharing.shares_of(current_person.id),
        at=clock.now(),
        most=sharing.MOST,
    )
    return unlisted(page, status)
