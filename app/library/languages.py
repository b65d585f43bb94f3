"""Which of a text's languages a reader gets."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


def best(wanted: str, source: str, others: Iterable[str]) -> str:
    """The language wanted, else one of its kin (`en` for `en-GB`), else that of the source."""
    known = [source, *others]
    if wanted in known:
        return wanted
    return next((lang for lang in known if is_kin(lang, wanted)), source)


def is_kin(lang: str, other: str) -> bool:
    return lang.partition("-")[0] == other.partition("-")[0]


@dataclass(frozen=True)
class Words:
    """What something is called, in the language `lang`."""

    lang: str
    title: str
    description: str


@dataclass(frozen=True)
class PageText(Words):
    """A page as it is read: `parts` and `outline` as a module version has them."""

    parts: list[dict[str, str]]
    outline: list[list[Any]]


@dataclass(frozen=True)
class Landing(Words):
    """A course's own page."""

    audience: str
    html: str


def words_in(wanted: str, source: Words, titles: Mapping[str, Mapping[str, Any]] | None) -> Words:
    """`titles`: {lang: {"title", "description"}} of the translations; none is the usual case."""
    if not titles:
        return source
    lang = best(wanted, source.lang, titles)
    if lang == source.lang:
        return source
    return Words(lang, titles[lang]["title"], titles[lang]["description"])
