"""My requests for correction."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.kit import clock
from app.privacy import corrections, words
from app.privacy.forms import CorrectionForm
from app.privacy.views.base import bp
from app.web.access import requires, signed_in
from app.web.messages import say, warn


@bp.get("/profile/corrections")
@requires(signed_in)
def own_corrections() -> ResponseReturnValue:
    return _page(CorrectionForm(formdata=None))


@bp.post("/profile/corrections")
@requires(signed_in)
def create_correction() -> ResponseReturnValue:
    form = CorrectionForm()
    if not form.validate():
        return _page(form), 422
    asked = corrections.ask(
        current_person.id,
        about=form.about.data,
        wrong=form.wrong.data,
        right=form.right.data,
        at=clock.now(),
    )
    if asked:
        say(gettext("Sent. You are answered within 3 × 24 hours, and find the answer here."))
    else:
        warn(gettext("You have asked about this already and were not answered yet."))
    return redirect(url_for(".own_corrections"))


def _page(form: CorrectionForm) -> str:
    return render_template(
        "privacy/own_corrections.html",
        form=form,
        requests=corrections.own(current_person.id),
        words=words,
        now=clock.now(),
    )
