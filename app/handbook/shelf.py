"""Rendered guides on disk, each named by all that went into it; a view only reads them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from app.content.render import RENDERER
from app.handbook import pictures
from app.handbook.pages import DOCS, PAGES, Page, linked_from
from app.kit.files import write_whole

FORM = 2
"""Goes up whenever `rendering` makes something else of the same source."""


@dataclass(frozen=True)
class Text:
    """`outline`: `(level, anchor, text)` of the headings in their order."""

    title: str
    html: str
    outline: tuple[tuple[int, str, str], ...]


def source_of(page: Page, lang: str) -> str:
    return (DOCS / page.sources[lang]).read_text("utf-8")


def links_of(page: Page) -> Mapping[str, str]:
    """As a guide names them → address. What a link names, headings above all, is there in one
    language only, so the address says which."""
    found = pictures.links()
    for other in linked_from(page):
        for other_lang, name in other.sources.items():
            found[name] = f"{other.url}?lang={other_lang}"
    return found


@cache
def keys() -> Mapping[tuple[str, str], str]:
    """(page, language) → key. Made at the start and inherited by the workers: an upgrade that
    changes `docs/` under a running server does not take away what it shows."""
    return {(page.name, lang): _key(page, lang) for page in PAGES for lang in page.sources}


def _key(page: Page, lang: str) -> str:
    parts = [FORM, RENDERER, source_of(page, lang), sorted(links_of(page).items())]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


def path_of(page: Page, lang: str, *, instance: Path) -> Path:
    return instance / "handbook" / f"{keys()[page.name, lang]}.json"


def read(page: Page, lang: str, *, instance: Path) -> Text:
    return Text(**json.loads(path_of(page, lang, instance=instance).read_bytes()))


def write(text: Text, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(asdict(text)).encode(), scratch=path.parent)
