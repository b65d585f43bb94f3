"""What of settings is recorded, and its words."""

from collections.abc import Mapping
from typing import TypeVar

from flask_babel import lazy_gettext

from app.audit import catalogue
from app.audit.actions import record
from app.settings.registry import Setting

T = TypeVar("T")

BrandFacts = Mapping[str, str | None]

catalogue.register(
    actions={
        "setting.changed": lazy_gettext("Setting changed"),
        "brand.changed": lazy_gettext("Branding changed"),
    },
    fields={
        "value": lazy_gettext("Value"),
        "name": lazy_gettext("Name"),
        "accent": lazy_gettext("Colour"),
        "logo": lazy_gettext("Logo"),
    },
    objects={"setting": lazy_gettext("Setting"), "brand": lazy_gettext("Branding of agency")},
)


def changed(setting: Setting[T], old: T, new: T, *, by_id: int) -> None:
    """As text: “officer,admin”, “12”."""
    record(
        "setting.changed",
        actor_id=by_id,
        about=("setting", setting.key),
        changes={"value": (setting.kind.write(old), setting.kind.write(new))},
    )


def changed_brand(agency_id: int, old: BrandFacts, new: BrandFacts, *, by_id: int) -> None:
    """`logo`: its hash."""
    if old != new:
        record(
            "brand.changed",
            actor_id=by_id,
            about=("brand", agency_id),
            changes={field: (old[field], new[field]) for field in new},
        )
