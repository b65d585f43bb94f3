"""Guides become pages by the renderer of the courses. Done at the start, never in a view."""

import re
from collections.abc import Mapping
from pathlib import Path

from PIL import Image

from app.content.assets import AssetFacts
from app.content.render import render
from app.handbook import pictures, shelf
from app.handbook.pages import PAGES, Page

TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
EXAMPLE = re.compile(r"^(`{3,}\w+) [^`\n]+$", re.MULTILINE)
"""What an example is wrapped in when it is tested follows its language; no renderer knows that."""


def prepare(instance: Path) -> None:
    """Put on the shelf what is not there yet: nothing, unless a guide or the renderer changed."""
    for page in PAGES:
        for lang in page.sources:
            path = shelf.path_of(page, lang, instance=instance)
            if not path.exists():
                shelf.write(rendered(page, lang), path)


def rendered(page: Page, lang: str) -> shelf.Text:
    """The heading is the page's own, and what stands above it is for who edits the file."""
    title, body = split(shelf.source_of(page, lang))
    links = shelf.links_of(page)
    made = render(body, lang=lang, links=links, base=page.sources[lang], facts=sizes())
    return shelf.Text(title, made.html, made.outline)


def split(source: str) -> tuple[str, str]:
    found = TITLE.search(source)
    if found is None:
        raise ValueError("a guide begins with its title")
    return found[1].strip(), EXAMPLE.sub(r"\1", source[found.end() :])


def sizes() -> Mapping[str, AssetFacts]:
    found = {}
    for (_, name), path in pictures.files().items():
        with Image.open(path) as picture:
            found[f"pictures/{name}"] = AssetFacts(width=picture.width, height=picture.height)
    return found
