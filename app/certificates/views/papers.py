"""The papers: one for its owner, many for the officer."""

from flask import Response, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.audit.watching import is_viewed
from app.certificates import audited, lists, policies, queries
from app.certificates.pdf import certificate_pdf
from app.certificates.views.base import bp
from app.certificates.views.issued import list_page, read_wanted
from app.jobs.watching import watched_once
from app.kit import clock
from app.org.tree import reached_tree
from app.web.access import requires, signed_in
from app.web.input import read_id

FORMS = ("pdf", "zip")
# A file of this many is some 45 MB large, and takes half a minute.
MOST = 1000


@bp.get("/certificates/<code>.pdf")
@requires(signed_in)
def download(code: str) -> ResponseReturnValue:
    found = queries.find_by_code(code)
    if found is None or not policies.may_download(current_person, found.certificate):
        abort(404)
    is_viewed(found.certificate.person_id, "certificate.paper")
    response = Response(
        certificate_pdf(found.certificate, site=current_app.config["LENTERA"].base_url),
        mimetype="application/pdf",
    )
    response.headers["Content-Disposition"] = f'inline; filename="sertifikat-{code}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.post("/certificates/papers")
@requires(policies.may_manage)
def create_papers() -> ResponseReturnValue:
    """Of those that were ticked, or of all that the list holds, in its order."""
    form = request.form.get("form", "")
    chosen = _chosen()
    if form not in FORMS or not chosen:
        return list_page(error=gettext("Tick the certificates that you want in the file.")), 422
    if len(chosen) > MOST:
        text = gettext("At most %(most)s certificates fit into one file: narrow the list.")
        return list_page(error=text % {"most": MOST}), 422
    audited.exported(len(chosen), by=current_person)
    return watched_once(
        "certificates.papers",
        {"certificates": chosen, "form": form},
        back=url_for(".index"),
    )


def _chosen() -> list[int]:
    """Ids; one more than may be tells that there are too many."""
    if request.form.get("scope") != "all":
        return request.form.getlist("certificate", type=read_id)[: MOST + 1]
    wanted, _ = read_wanted(reached_tree(current_person))
    return lists.ids(wanted, at=clock.now(), limit=MOST + 1)
