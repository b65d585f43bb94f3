"""The words of what is recorded: each feature registers its own at import."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask_babel import lazy_gettext

Words = Mapping[str, object]


@dataclass(frozen=True)
class Catalogue:
    """Codes and their texts, which are translated when they are shown: `actions` that are
    recorded, `fields` that they change, `objects` that they are done to, `views` of a person;
    `values`: words of what is stored as a code, by "field=code"."""

    actions: dict[str, object] = field(default_factory=dict)
    fields: dict[str, object] = field(default_factory=dict)
    objects: dict[str, object] = field(default_factory=dict)
    views: dict[str, object] = field(default_factory=dict)
    values: dict[str, object] = field(default_factory=dict)


# What many features have in common.
CATALOGUE = Catalogue(
    fields={
        "address": lazy_gettext("Network address"),
        "reason": lazy_gettext("Reason"),
        "course": lazy_gettext("Course"),
    },
    objects={"": "", "person": lazy_gettext("Person")},
)


def register(
    *,
    actions: Words | None = None,
    fields: Words | None = None,
    objects: Words | None = None,
    views: Words | None = None,
    values: Words | None = None,
) -> None:
    CATALOGUE.actions.update(actions or {})
    CATALOGUE.fields.update(fields or {})
    CATALOGUE.objects.update(objects or {})
    CATALOGUE.views.update(views or {})
    CATALOGUE.values.update(values or {})
