"""Which hints a person has put away."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.handbook.hints import HINTS
from app.handbook.models import HintDismissal
from app.kit.personal import Kind

KINDS = (
    Kind(
        "handbook.hints",
        lazy_gettext("Hints that you put away"),
        lazy_gettext("So that they are not shown to you again."),
        select(HintDismissal.hint.label("hint"), HintDismissal.at.label("at")),
        HintDismissal.person_id,
        {"hint": lazy_gettext("Hint"), "at": lazy_gettext("When")},
        codes={"hint": {name: hint.title for name, hint in HINTS.items()}},
    ),
)
