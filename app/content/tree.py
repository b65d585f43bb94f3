"""What we change between Markdown and HTML: ids, links, tables, callouts, task lists."""

import re
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

from app.content.direction import direction_of
from app.content.figures import finish_formula, finish_picture
from app.content.links import is_allowed, is_external, resolved
from app.content.place import Place
from app.content.sanitise import ATTRIBUTES, LANG
from app.content.slugs import slug

PLACEHOLDER = re.compile("\x02[^\x03]*\x03")
HEADING = re.compile(r"h[1-6]")
FOOTNOTE = re.compile(r"(fn|fnref)(\d*)-(.*)", re.DOTALL)
TASK = re.compile(r"\[([ xX])\][ \t]+")
BOXES = {"x": "☑ ", " ": "☐ "}
REL = "noopener noreferrer"

CALLOUT_TITLES: Mapping[str, tuple[str, str]] = {
    "note": ("Catatan", "Note"),
    "tip": ("Kiat", "Tip"),
    "important": ("Penting", "Important"),
    "warning": ("Perhatian", "Warning"),
    "caution": ("Awas", "Caution"),
}
TABLE_LABEL = ("Tabel", "Table")


class Finish(Treeprocessor):  # type: ignore[misc]
    place: Place
    """Of the fragment that is rendered now."""

    def run(self, root: Element) -> None:
        for element in list(root.iter("span")) + list(root.iter("div")):
            finish_formula(element, self.place)
        for element in list(root.iter()):
            if HEADING.fullmatch(element.tag):
                finish_heading(element, self.place)
            elif action := ACTIONS.get(element.tag):
                action(element, self.place)
            finish_id(element, self.place)
            finish_class(element)
            finish_lang(element)
        for quote in root.iter("blockquote"):
            lift_lang(quote)
        wrap_tables(root, self.place)


def finish_heading(heading: Element, place: Place) -> None:
    level = max(2, int(heading.tag[1]))
    text = place.marks.plain("".join(heading.itertext()))
    text = " ".join(PLACEHOLDER.sub("", text).split())
    wanted = slug(heading.get("id") or text) or "bagian"
    taken = {anchor for _, anchor, _ in place.outline}
    number, anchor = 1, f"h-{wanted}"
    while anchor in taken:
        number += 1
        anchor = f"h-{wanted}-{number}"
    heading.tag = f"h{level}"
    heading.set("id", anchor)
    place.outline.append((level, anchor, text))


def finish_link(link: Element, place: Place) -> None:
    target = link.get("href") or ""
    if FOOTNOTE.fullmatch(target.removeprefix("#")) and "footnote" in (link.get("class") or ""):
        link.set("href", "#" + footnote_id(target.removeprefix("#"), place))
        return
    link.attrib.pop("rel", None)
    link.attrib.pop("href", None)
    if is_external(target):
        if is_allowed(target):
            link.set("href", target)
            link.set("rel", REL)
    elif url := url_of(target, place):
        link.set("href", url)


def url_of(target: str, place: Place) -> str | None:
    """An anchor alone stays on the page; questions keep their own id as anchor."""
    path, anchor = resolved(target, place.base)
    anchored = "#" + (anchor if anchor.startswith("q-") else f"h-{slug(anchor)}") if anchor else ""
    if target.startswith("#"):
        return anchored or None
    url = place.links.get(path)
    return url + anchored if url else None


def finish_lang(element: Element) -> None:
    lang = element.attrib.pop("lang", None)
    element.attrib.pop("dir", None)
    if lang and LANG.fullmatch(lang):
        element.set("lang", lang)
        element.set("dir", direction_of(lang))


def lift_lang(quote: Element) -> None:
    """An attribute below a quote falls to the paragraph in it; the language is the quote's."""
    if len(quote) == 1 and (lang := quote[0].attrib.pop("lang", None)):
        quote.set("lang", lang)
        quote.set("dir", quote[0].attrib.pop("dir"))


def finish_cell(cell: Element, place: Place) -> None:
    align = cell.attrib.pop("align", None)
    cell.attrib.pop("class", None)
    if align:
        cell.set("class", f"ta-{align}")


def finish_title(title: Element, place: Place) -> None:
    """The usual callout titles are English; an author's own title stays."""
    if "admonition-title" not in (title.get("class") or "") and title.tag != "summary":
        return
    words = CALLOUT_TITLES.get((title.text or "").strip().lower())
    if words and not len(title):
        title.text = place.word(words)


def finish_item(item: Element, place: Place) -> None:
    """`- [x] done`: a sign in place of the box, since authors get no form elements."""
    holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    if match := TASK.match(holder.text or ""):
        holder.text = BOXES[match.group(1).lower()] + (holder.text or "")[match.end() :]
        item.set("class", "task-list-item")


def finish_id(element: Element, place: Place) -> None:
    """Only headings and footnotes have ids: nothing may pass for an id of the page's own."""
    given = element.get("id")
    if given is None or HEADING.fullmatch(element.tag):
        return
    if element.tag in ("li", "sup") and FOOTNOTE.fullmatch(given):
        element.set("id", footnote_id(given, place))
    else:
        del element.attrib["id"]


def footnote_id(given: str, place: Place) -> str:
    match = FOOTNOTE.fullmatch(given)
    parts = (place.scope, slug(match[3]) or "x", match[2]) if match else ()
    return "-".join([match[1] if match else "fn", *(part for part in parts if part)])


def finish_class(element: Element) -> None:
    """Classes the page does not know go one by one, so that the known ones beside them stay."""
    allowed = ATTRIBUTES.get(element.tag, {}).get("class")
    words = (element.attrib.pop("class", None) or "").split()
    kept = [word for word in words if allowed and allowed.fullmatch(word)]
    if kept:
        element.set("class", " ".join(kept))


def wrap_tables(root: Element, place: Place) -> None:
    """A wide table scrolls within itself, also by keyboard, and never widens the page."""
    for parent in list(root.iter()):
        for index, child in enumerate(list(parent)):
            if child.tag == "table":
                attributes = {
                    "class": "table-scroll",
                    "tabindex": "0",
                    "role": "group",
                    "aria-label": place.word(TABLE_LABEL),
                }
                box = Element("div", attributes)
                box.tail, child.tail = child.tail, None
                parent[index] = box
                box.append(child)


ACTIONS: Mapping[str, Callable[[Element, Place], None]] = {
    "a": finish_link,
    "img": finish_picture,
    "th": finish_cell,
    "td": finish_cell,
    "p": finish_title,
    "summary": finish_title,
    "li": finish_item,
}
