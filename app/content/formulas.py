"""LaTeX formulas: found in a text, and turned into MathML of a fixed list of elements.

`$x$` within a sentence, `$$x$$` as a paragraph of its own. As in Pandoc, no blank stands inside
the dollars and no digit behind the last, so that prices stay text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from itertools import groupby
from xml.etree.ElementTree import Element

from app.content.lines import COVER, Line

INLINE = re.compile(r"(?<![\\$])\$(?![\s$])((?:\\[^\n]|[^\\$\x00\x02\x03])+?)(?<!\s)\$(?![\d$])")
BLOCK = re.compile(r"[ \t>]*\$\$((?:\\.|[^\\])+?)\$\$[ \t]*", re.DOTALL)
LONGEST = 1_000
DEEPEST = 24
MOST = 500
"""Formulas of one page, which bounds the time that all of them together take."""
REFUSED = re.compile(
    r"\\(?:(?:re|provide)?newcommand|e?def|let|href|style|class|verb)(?![a-zA-Z])|[\ue000-\uf8ff]"
)
"""Macros can grow without end; the others name what we do not let through. Signs of the private-use
area stand for gaps, and a gap within a formula could not be shown."""
DECIMAL_COMMA = re.compile(r"(?<=\d)(?:,|\{,\})(?=\d)")
COMMA = "\u066b"
"""Stands for a decimal comma, which the converter would set apart like one between words."""
APART = re.compile(f"</mn><m[io]>{COMMA}</m[io]><mn>")
QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)

ELEMENTS = frozenset(
    {"math", "mrow", "mi", "mo", "mn", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mtable"}
    | {"msub", "msup", "msubsup", "munder", "mover", "munderover", "mtr", "mtd", "mstyle"}
    | {"mpadded", "mphantom", "menclose"}
)
FLAG = re.compile("true|false")
LENGTH = re.compile(r"-?\d{0,2}(?:\.\d{1,4})?(?:em|ex|pt|mu)|0")
ATTRIBUTES: Mapping[str, re.Pattern[str]] = {
    "display": re.compile("block|inline"),
    "form": re.compile("prefix|infix|postfix"),
    "mathvariant": re.compile("normal"),
    "columnalign": re.compile("left|right|center"),
    "notation": re.compile("[a-z]{1,20}"),
    "scriptlevel": re.compile("[0-3]"),
    **dict.fromkeys(("stretchy", "fence", "separator", "accent", "displaystyle"), FLAG),
    **dict.fromkeys(("largeop", "movablelimits", "symmetric"), FLAG),
    **dict.fromkeys(("width", "height", "depth", "lspace", "rspace"), LENGTH),
    **dict.fromkeys(("linethickness", "minsize", "maxsize"), LENGTH),
}


@dataclass(frozen=True, slots=True)
class Formula:
    latex: str
    line: int


def formulas_in(lines: list[Line]) -> Iterator[Formula]:
    for first, raw, masked in paragraphs(lines):
        if block := BLOCK.fullmatch(masked):
            yield Formula(unquoted(raw[block.start(1) : block.end(1)]), first)
            continue
        for match in INLINE.finditer(masked):
            line = first + masked.count("\n", 0, match.start())
            yield Formula(unquoted(raw[match.start(1) : match.end(1)]), line)


def glued_in(lines: list[Line]) -> Iterator[int]:
    """Lines with a `$$` that makes no formula, since something else stands in its paragraph."""
    for first, _, masked in paragraphs(lines):
        if not BLOCK.fullmatch(masked) and (place := masked.find("$$")) >= 0:
            yield first + masked.count("\n", 0, place)


def paragraphs(lines: list[Line]) -> Iterator[tuple[int, str, str]]:
    """Number of the first line, text, and text with its code masked, of lines without a blank."""
    run: list[Line] = []
    for line in [*lines, None]:
        if line and line.masked.strip(" \t>"):
            run.append(line)
        elif run:
            pair = ("\n".join(part.raw for part in run), "\n".join(part.masked for part in run))
            yield run[0].number, *pair
            run = []


def unquoted(latex: str) -> str:
    return QUOTED.sub("", latex).strip()


def without_formulas(masked: str) -> str:
    """Formulas covered like code: what looks like a tag or a link in one is none."""
    if "$" not in masked:
        return masked
    runs = groupby(masked.split("\n"), key=lambda line: bool(line.strip(" \t>")))
    return "\n".join(without_formulas_in("\n".join(run)) for _, run in runs)


def without_formulas_in(paragraph: str) -> str:
    if BLOCK.fullmatch(paragraph):
        return covering(paragraph)
    return INLINE.sub(lambda match: covering(match.group()), paragraph)


def covering(text: str) -> str:
    return re.sub(r"[^\n]", COVER, text)


@lru_cache(maxsize=1024)
def mathml(latex: str, *, display: bool = False) -> str | None:
    """Safe HTML with the LaTeX as its text alternative; None where it cannot be read."""
    if len(latex) > LONGEST or depth_of(latex) > DEEPEST or REFUSED.search(latex):
        return None
    tree = element_of(DECIMAL_COMMA.sub(COMMA, latex), "block" if display else "inline")
    if tree is None or not is_readable(tree):
        return None
    inner = APART.sub(",", "".join(written(child) for child in tree)).replace(COMMA, ",")
    block = ' display="block"' if display else ""
    return f'<math{block} alttext="{escape(latex)}">{inner}</math>'


def element_of(latex: str, display: str) -> Element | None:
    from latex2mathml.converter import Converter  # noqa: PLC0415  # slow to load, seldom needed

    try:
        tree: Element = Converter(display=display).convert_to_element(latex)
    except Exception:  # the converter has a dozen of its own, beside IndexError and the like
        return None
    return tree


def depth_of(latex: str) -> int:
    deepest = level = 0
    for sign in re.sub(r"\\.", "", latex):
        level += (sign == "{") - (sign == "}")
        deepest = max(deepest, level)
    return deepest if level == 0 else DEEPEST + 1


def is_readable(tree: Element) -> bool:
    """The converter passes on a command that it does not know, as a text with its backslash."""
    nodes = list(tree.iter())
    known = all(node.tag in ELEMENTS for node in nodes)
    said = any((node.text or "").strip() for node in nodes)
    strange = any((node.text or "").startswith("\\") and len(node.text or "") > 1 for node in nodes)
    return known and said and not strange


def written(element: Element) -> str:
    """Texts hold character references of the converter's own making."""
    attributes = "".join(
        f' {name}="{value}"'
        for name, value in element.attrib.items()
        if name in ATTRIBUTES and ATTRIBUTES[name].fullmatch(value)
    )
    inner = escape(unescape(element.text or ""), quote=False)
    inner += "".join(written(child) for child in element)
    return f"<{element.tag}{attributes}>{inner}</{element.tag}>"
