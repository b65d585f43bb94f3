"""How each agency shows itself: name, logo and colour; and the two files that pages link."""

import re

from flask import Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.admin.forms.branding import BrandForm
from app.admin.policies import may_change_settings
from app.admin.views.base import bp
from app.db import db
from app.kit import clock
from app.kit.errors import Invalid
from app.org.models import Agency
from app.org.unit_pages import agencies
from app.settings import brands
from app.settings.accents import sheet_name, sheet_of
from app.settings.logos import read_logo
from app.settings.units import MEGABYTE
from app.web.access import anyone, requires
from app.web.errors import message_of
from app.web.messages import say
from app.web.transaction import outside_transaction
from app.web.upload import takes_files

# Addresses change with what they hold.
FOR_GOOD = "public, max-age=31536000, immutable"
SHEET = re.compile(r"(?P<colour>[0-9a-f]{6})-[0-9a-f]{12}")


@bp.get("/branding")
@requires(may_change_settings)
def branding() -> ResponseReturnValue:
    looks = {agency.id: brands.look_of(agency.id) for agency in agencies()}
    return render_template("admin/branding.html", agencies=agencies(), looks=looks)


@bp.get("/branding/<int:agency_id>")
@requires(may_change_settings)
def edit_brand(agency_id: int) -> ResponseReturnValue:
    agency, look = _find(agency_id), brands.look_of(agency_id)
    return _page(agency, BrandForm(None, name=look.name, accent=look.accent))


@bp.post("/branding/<int:agency_id>")
@takes_files(lambda: 3 * MEGABYTE)
@requires(may_change_settings)
def update_brand(agency_id: int) -> ResponseReturnValue:
    agency, form = _find(agency_id), BrandForm()
    if not form.validate():
        return _page(agency, form), 422
    try:
        brands.change(
            agency_id,
            name=form.name.data or None,
            accent=form.colour,
            logo=_read(form),
            keeps_logo=not form.removes_logo.data,
            by_id=current_person.id,
            at=clock.now(),
        )
    except Invalid as error:
        field = form.accent if error.code == "brand.accent" else form.logo
        field.errors = [message_of(error)]
        return _page(agency, form, nearest=error.params.get("nearest")), 422
    say(gettext("Saved. Every page of this agency looks so from now on."))
    return redirect(url_for(".branding"))


@bp.get("/branding/logos/<digest>.png")
@requires(anyone)
def logo(digest: str) -> ResponseReturnValue:
    found = brands.find_logo(digest) or abort(404)
    return Response(found, mimetype="image/png", headers={"Cache-Control": FOR_GOOD})


@bp.get("/branding/sheets/<name>.css")
@requires(anyone)
def accent_sheet(name: str) -> ResponseReturnValue:
    """It follows from the colour in its name, whose form is looked at before it is reckoned."""
    found = SHEET.fullmatch(name) or abort(404)
    accent = f"#{found['colour']}"
    if name != sheet_name(accent):
        abort(404)
    return Response(sheet_of(accent), mimetype="text/css", headers={"Cache-Control": FOR_GOOD})


def _find(agency_id: int) -> Agency:
    return db.session.get(Agency, agency_id) or abort(404)


def _read(form: BrandForm) -> bytes | None:
    """A PNG of our own making; None where none was sent. Raises Invalid."""
    data = form.logo.data.read() if form.logo.data else b""
    if not data:
        return None
    with outside_transaction():
        return read_logo(data)


def _page(agency: Agency, form: BrandForm, *, nearest: object = None) -> str:
    look = brands.look_of(agency.id)
    return render_template("admin/brand.html", agency=agency, form=form, look=look, nearest=nearest)
