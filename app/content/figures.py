"""Pictures and formulas, on their way from Markdown to HTML."""

import re
from html import unescape
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from app.content.assets import UNKNOWN, AssetFacts
from app.content.formulas import mathml
from app.content.links import is_external, resolved
from app.content.place import Place

FORMULA_CLASS = "arithmatex"
WIDTH = re.compile(r"[1-9]\d{0,3}")
TEXT_WIDTH = 640
"""Pixels that a picture takes at most beside our texts' measure."""


def finish_picture(picture: Element, place: Place) -> None:
    """A picture that is no file of the course gives way to its alternative text."""
    target = picture.get("src") or ""
    path = "" if is_external(target) else resolved(target, place.base)[0]
    if url := place.links.get(path):
        picture.set("src", url)
        picture.set("loading", "lazy")
        fit_picture(picture, place.facts.get(path, UNKNOWN))
    else:
        alternative = picture.get("alt") or ""
        tail = picture.tail
        picture.clear()
        picture.tag, picture.text, picture.tail = "span", alternative, tail


def fit_picture(picture: Element, facts: AssetFacts) -> None:
    """Its room is kept while it loads; an author's width stands, the height follows from it."""
    for name in ("srcset", "sizes"):
        picture.attrib.pop(name, None)
    if not (facts.width and facts.height):
        return
    given = picture.get("width") or ""
    width = int(given) if WIDTH.fullmatch(given) else facts.width
    picture.set("width", str(width))
    picture.set("height", str(max(1, round(facts.height * width / facts.width))))
    if facts.copies:
        shown = min(width, TEXT_WIDTH)
        picture.set("srcset", ", ".join(f"{url} {wide}w" for url, wide in facts.copies))
        picture.set("sizes", f"(max-width: {shown}px) 100vw, {shown}px")


def finish_formula(element: Element, place: Place) -> None:
    """MathML waits outside until the text is sanitised; what is no formula is shown as written."""
    if element.get("class") != FORMULA_CLASS or len(element):
        return
    display = element.tag == "div"
    source = (unescape(element.text or "") if display else element.text or "").strip()
    element.attrib.clear()
    if html := mathml(source, display=display):
        shown = f'<div class="formula">{html}</div>' if display else html
        element.text = AtomicString(place.marks.add(shown, source))
    else:
        element.tag = "pre" if display else "code"
        element.text = AtomicString(f"$${source}$$" if display else f"${source}$")
