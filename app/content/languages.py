"""Language tags (BCP 47), as translations bear them in their file names."""

import re
from functools import cache

from babel import Locale
from babel.core import get_global

TAG = re.compile(
    r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
)
SCRIPT, REGION = 4, 2
"""Letters of a script such as `Latn` and of a region such as `GB`."""


def is_tag(text: str) -> bool:
    """Well-formed, and of a language that is known."""
    return bool(TAG.fullmatch(text)) and primary(text) in Locale("en").languages


def primary(tag: str) -> str:
    return tag.partition("-")[0]


def probably(text: str) -> str:
    """The tag that was probably meant by `EN`, `pt_br`, `eng` or `inggris`, or ""."""
    language, *rest = text.replace("_", "-").lower().split("-")
    language = names().get(language) or get_global("language_aliases").get(language, language)
    tag = "-".join([language, *map(cased, rest)])
    return tag if is_tag(tag) else ""


def cased(subtag: str) -> str:
    if len(subtag) == REGION:
        return subtag.upper()
    return subtag.title() if len(subtag) == SCRIPT and subtag.isalpha() else subtag


@cache
def names() -> dict[str, str]:
    """Names of languages in Indonesian and English, in lower case → their tag."""
    return {
        name.lower(): tag
        for locale in ("en", "id")
        for tag, name in Locale(locale).languages.items()
        if "_" not in tag
    }
