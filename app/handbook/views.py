"""The handbook for everybody, and putting a hint away."""

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.identity import current_person
from app.accounts.models import Person
from app.db import insert_once
from app.handbook import hints, pages, pictures, shelf
from app.handbook.models import HintDismissal
from app.kit import clock
from app.web.access import anyone, requires, signed_in
from app.web.locale import language

bp = Blueprint("handbook", __name__)


@bp.get("/help")
@requires(anyone)
def index() -> ResponseReturnValue:
    reader = _reader()
    found = pages.pages_for(reader)
    own = [page for page in found if page.is_for(reader)]
    others = [page for page in found if not page.is_for(reader)]
    return render_template("handbook/index.html", own=own, others=others)


@bp.get("/help/<name>")
@requires(anyone)
def page(name: str) -> ResponseReturnValue:
    found = pages.find_page(name, reader=_reader()) or abort(404)
    wanted = request.args.get("lang")
    if wanted == language():
        # Nothing to insist on, and now the switch above the page changes its text, too.
        return redirect(found.url)
    lang = found.language_for(wanted if wanted and found.is_in(wanted) else language())
    text = shelf.read(found, lang, instance=current_app.config["LENTERA"].instance)
    return render_template("handbook/page.html", page=found, text=text, lang=lang)


@bp.get("/help/pictures/<mark>/<name>")
@requires(anyone)
def picture(mark: str, name: str) -> Response:
    path = pictures.files().get((mark, name)) or abort(404)
    response = send_file(path, etag=mark, max_age=31536000)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@bp.post("/hints/<name>/dismissal")
@requires(signed_in)
def create_dismissal(name: str) -> ResponseReturnValue:
    """Twice is once."""
    hint = hints.find_hint(name, person=current_person) or abort(404)
    insert_once(HintDismissal, person_id=current_person.id, hint=name, at=clock.now())
    return redirect(url_for(hint.endpoint))


def _reader() -> Person | None:
    return current_person if current_user.is_authenticated else None
