"""How agencies show themselves: reading it with the settings, and changing it."""

import hashlib
from datetime import datetime

from sqlalchemy import select

from app.db import db
from app.kit.errors import Invalid
from app.settings import audited, values
from app.settings.accents import is_fit, nearest_fit
from app.settings.actions import lock, renew_version
from app.settings.models import Brand
from app.settings.values import Look

LENTERA = Look(name=None, accent=None, logo_digest=None)


def look_of(agency_id: int | None) -> Look:
    """Of who has no agency, visitors among them, the only one there is."""
    looks = values.snapshot().looks
    if agency_id is None:
        return next(iter(looks.values())) if len(looks) == 1 else LENTERA
    return looks.get(agency_id, LENTERA)


def find_logo(digest: str) -> bytes | None:
    return db.session.scalar(select(Brand.logo).where(Brand.logo_digest == digest).limit(1))


def change(
    agency_id: int,
    *,
    name: str | None,
    accent: str | None,
    logo: bytes | None,
    keeps_logo: bool,
    by_id: int,
    at: datetime,
) -> None:
    """`accent`: as `read_colour` gives it. `logo`: as `read_logo` gives it, in place of the one
    that is kept else. Without all three it is Lentera's look. Raises Invalid."""
    if accent and not is_fit(accent):
        raise Invalid("brand.accent", nearest=nearest_fit(accent))
    lock()
    brand = db.session.get(Brand, agency_id) or Brand(agency_id=agency_id)
    before = _told(brand)
    brand.name, brand.accent = name, accent
    brand.changed_at, brand.changed_by_id = at, by_id
    if logo or not keeps_logo:
        brand.logo = logo
        brand.logo_digest = hashlib.sha256(logo).hexdigest() if logo else None
    _keep(brand)
    renew_version()
    audited.changed_brand(agency_id, before, _told(brand), by_id=by_id)


def _keep(brand: Brand) -> None:
    if brand.name or brand.accent or brand.logo_digest:
        db.session.add(brand)
    elif brand in db.session:
        db.session.delete(brand)


def _told(brand: Brand) -> audited.BrandFacts:
    return {"name": brand.name, "accent": brand.accent, "logo": brand.logo_digest}
