"""Everyone's look whether a certificate is genuine."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.accounts.identity import current_person
from app.certificates import queries
from app.certificates.views.base import bp
from app.kit import clock
from app.kit.slugs import OF_STATEMENT, plain_code
from app.web.access import anyone, requires


@bp.get("/verify")
@requires(anyone)
def verify() -> ResponseReturnValue:
    """The form; a typed code leads to its own address."""
    code = plain_code(request.args.get("code", ""))
    if code:
        return redirect(url_for(".verification", code=code))
    return render_template("certificates/verify.html", code="", is_unknown=False)


@bp.get("/verify/<code>")
@requires(anyone)
def verification(code: str) -> ResponseReturnValue:
    if (plain := plain_code(code)) and plain != code:
        return redirect(url_for(".verification", code=plain))
    if len(code) == OF_STATEMENT:
        # Of a record, which stands above this feature.
        return redirect(url_for("records.verify_statement", statement_code=code))
    found = queries.find_by_code(code)
    if found is None:
        page = render_template("certificates/verify.html", code=code[:40], is_unknown=True)
        return page, 404
    is_own = current_user.is_authenticated and found.certificate.person_id == current_person.id
    return render_template(
        "certificates/verification.html",
        view=found,
        status=found.status(clock.now()),
        is_own=is_own,
        checked_at=clock.now(),
    )
