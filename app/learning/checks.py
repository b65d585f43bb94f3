"""Self-checks inside a lesson: answered on the spot, not stored, no limit."""

import hmac
from collections.abc import Mapping, Sequence
from hashlib import sha256

from app.content.questions import Response, Tokens, load
from app.library import queries as library
from app.library.models import ModuleVersion
from app.quizzes.presentation import QuestionView, view_of_check

Fields = Mapping[str, Sequence[str]]


def views_of(
    module: ModuleVersion,
    *,
    lang: str,
    secret: str,
    answered: str = "",
    fields: Fields | None = None,
) -> dict[str, QuestionView]:
    """Question ref → view, for a lesson; `answered` names the one that `fields` answer.
    `lang` is the one that the lesson is read in.

    A lesson without self-checks costs no query.
    """
    if not any("question" in part for part in module.parts):
        return {}
    views = {}
    for slot, (ref, version) in enumerate(library.questions_of(module.id), start=1):
        key = hmac.new(secret.encode(), version.content_hash.encode(), sha256).digest()
        response: Response | None = None
        if ref == answered and fields is not None:
            response = load(version.body_in(lang)).read(fields, Tokens(key, slot))
        views[ref] = view_of_check(slot, version, lang=lang, secret=key, response=response)
    return views
