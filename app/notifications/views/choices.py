"""Which notices come by mail, too, and when."""

from dataclasses import asdict

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.kit import clock
from app.notifications import audited, outbox, preferences
from app.notifications.forms import ChoicesForm
from app.notifications.hours import Hours
from app.notifications.views.base import bp
from app.web.access import requires, signed_in
from app.web.messages import say


@bp.get("/profile/notices")
@requires(signed_in)
def choices() -> ResponseReturnValue:
    chosen = preferences.of(current_person.id, at=clock.now())
    return _page(ChoicesForm(None, **chosen.frequencies, **asdict(chosen.hours)))


@bp.post("/profile/notices")
@requires(signed_in)
def update_choices() -> ResponseReturnValue:
    form = ChoicesForm()
    if not form.validate():
        return _page(form), 422
    hours = Hours(form.quiet_from.data, form.quiet_until.data, form.digest.data)
    preferences.choose(current_person.id, hours=hours, frequencies=form.frequencies())
    audited.changed_choices(current_person.id)
    say(gettext("Saved. From now on mails come as you chose."))
    return redirect(url_for(".choices"))


def _page(form: ChoicesForm) -> str:
    return render_template("notifications/choices.html", form=form, sends_mail=outbox.sends_mail())
