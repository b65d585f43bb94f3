"""The one gate all rendered HTML passes: bleach, then nh3 as a second, independent pass.

Both ask the same allow-list, `is_allowed_attribute`; what it does not name does not pass.
"""

import re
from collections.abc import Mapping

import bleach
import nh3

from app.content.links import ALLOWED

POLICY = "2"
SCHEMES = frozenset(scheme.removesuffix(":") for scheme in ALLOWED)
TAGS = frozenset(
    {"p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "div"}
    | {"blockquote", "pre", "code", "span", "em", "strong", "del", "sub", "sup", "abbr", "a"}
    | {"img", "table", "thead", "tbody", "tr", "th", "td", "details", "summary"}
)
CALLOUTS = "note|tip|important|warning|caution"
DIGITS = re.compile(r"\d{1,4}")
ANYTHING = re.compile(r".*", re.DOTALL)
HEADING_ID = re.compile(r"h-[a-z0-9][a-z0-9-]*")
FOOTNOTE_ID = re.compile(r"(?:fn|fnref)-[a-z0-9][a-z0-9-]*")
ALIGNED = re.compile(r"ta-(?:left|right|center)")
HIGHLIGHTED = re.compile(r"highlight|[a-z][a-z0-9]{0,2}")
BOXED = re.compile(rf"highlight|table-scroll|footnote|admonition|{CALLOUTS}")
FOLDED = re.compile(rf"admonition|transcript|{CALLOUTS}")
LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
COPIES = re.compile(r"/(?!/)[^\s,]+ \d{1,4}w(?:, /(?!/)[^\s,]+ \d{1,4}w)*")
SIZES = re.compile(r"\(max-width: \d{1,4}px\) 100vw, \d{1,4}px")

ATTRIBUTES: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "a": {
        "href": ANYTHING,
        "title": ANYTHING,
        "rel": re.compile("noopener noreferrer"),
        "class": re.compile("footnote-ref|footnote-backref"),
    },
    "img": {
        "src": ANYTHING,
        "alt": ANYTHING,
        "title": ANYTHING,
        "loading": re.compile("lazy"),
        "width": DIGITS,
        "height": DIGITS,
        "srcset": COPIES,
        "sizes": SIZES,
    },
    "abbr": {"title": ANYTHING},
    "div": {
        "class": BOXED,
        "tabindex": re.compile("0"),
        "role": re.compile("group"),
        "aria-label": ANYTHING,
    },
    "details": {"class": FOLDED, "open": ANYTHING},
    "p": {"class": re.compile("admonition-title")},
    "ol": {"start": DIGITS},
    "ul": {"class": re.compile("task-list")},
    "li": {"class": re.compile("task-list-item"), "id": FOOTNOTE_ID},
    "sup": {"id": FOOTNOTE_ID},
    "span": {"class": HIGHLIGHTED},
    "code": {"class": HIGHLIGHTED},
    "th": {"class": ALIGNED},
    "td": {"class": ALIGNED},
    **{f"h{level}": {"id": HEADING_ID} for level in range(2, 7)},
}
EVERYWHERE: Mapping[str, re.Pattern[str]] = {"lang": LANG, "dir": re.compile("ltr|rtl")}
NAMES = {tag: {*ATTRIBUTES.get(tag, {}), *EVERYWHERE} for tag in TAGS}


def is_allowed_attribute(tag: str, name: str, value: str) -> bool:
    pattern = ATTRIBUTES.get(tag, {}).get(name) or EVERYWHERE.get(name)
    if pattern is None:
        return False
    words = value.split() if name == "class" else [value]
    return bool(words) and all(pattern.fullmatch(word) for word in words)


# Kept, since making one takes as long as cleaning a choice; not for several threads.
CLEANER = bleach.Cleaner(tags=TAGS, attributes=is_allowed_attribute, protocols=SCHEMES, strip=True)


def sanitise(html: str) -> str:
    return nh3.clean(
        CLEANER.clean(html),
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes=NAMES,
        attribute_filter=lambda tag, name, value: (
            value if is_allowed_attribute(tag, name, value) else None
        ),
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
