"""Searches for people, sent as forms: a NIP stays out of addresses, histories and logs."""

from urllib.parse import urlencode

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.org import people, policies
from app.org.views.base import bp
from app.web.access import requires
from app.web.messages import warn

# The lists that are searched so, by what the form says.
LISTS = {
    "people": "org.list_people",
    "sign-in-help": "org.list_sign_in_help",
    "certificate": "certificates.new",
    "verifications": "verifications.index",
    "audit": "admin.audit",
    "mails": "notifications.deliveries",
    "report": "reports.list_people",
}
# Not the form's own.
LEFT_OUT = ("csrf_token", "list")


@bp.post("/people/search")
@requires(policies.may_manage)
def search() -> ResponseReturnValue:
    """To the list, narrowed as the form says; of a NIP its address holds the person's e-mail."""
    endpoint = LISTS.get(request.form.get("list", "")) or abort(404)
    fields = {name: value for name, value in request.form.items() if value and name not in LEFT_OUT}
    digits = "".join(fields.get("q", "").split())
    if people.is_number(digits):
        fields["q"] = _email_of(digits)
    query = urlencode({name: value for name, value in fields.items() if value})
    return redirect(url_for(endpoint) + (f"?{query}" if query else ""))


def _email_of(digits: str) -> str:
    emails = people.emails_of_number(digits, actor=current_person)
    if not emails:
        warn(gettext("Nobody has this NIP. Check it."))
    elif len(emails) > 1:
        warn(gettext("Several people have these digits. Type the whole NIP."))
    return emails[0] if len(emails) == 1 else ""
