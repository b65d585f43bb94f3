"""Markdown to safe HTML. Runs at publishing only; slow texts are the caller's to cut off."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from app.content.assets import NO_FACTS, AssetFacts
from app.content.attributes import Attributes
from app.content.figures import FORMULA_CLASS
from app.content.formulas import INLINE as FORMULA
from app.content.formulas import without_formulas
from app.content.indents import with_even_indents
from app.content.lines import Line, lines_of
from app.content.place import Marks, Place
from app.content.player_html import with_players
from app.content.raw_html import without_html
from app.content.rendered import Rendered
from app.content.sanitise import POLICY, sanitise
from app.content.tree import Finish

PARTS = ("markdown", "pymdown-extensions", "pygments", "latex2mathml", "bleach", "nh3")
RENDERER = " ".join(["4", f"policy-{POLICY}", *(f"{part}-{version(part)}" for part in PARTS)])
"""Changes whenever the same source could give other HTML."""

EXTENSIONS = (
    "markdown.extensions.tables",
    "markdown.extensions.footnotes",
    "markdown.extensions.def_list",
    "markdown.extensions.abbr",
    "markdown.extensions.attr_list",
    "markdown.extensions.sane_lists",
    "pymdownx.superfences",
    "pymdownx.highlight",
    "pymdownx.quotes",
    "pymdownx.arithmatex",
)
CONFIGS = {
    "markdown.extensions.tables": {"use_align_attribute": True},
    "pymdownx.highlight": {"guess_lang": False, "anchor_linenums": False},
    "pymdownx.quotes": {"callouts": True},
    "pymdownx.arithmatex": {
        "generic": True,
        "block_syntax": ["dollar"],
        "inline_syntax": [],
        "tex_block_wrap": ["", ""],
    },
}
BACK = ("Kembali ke rujukan {} dalam teks", "Jump back to footnote {} in the text")
BEFORE_ESCAPES = 185
HEADING = re.compile(
    r"(?:^|\n)(?P<level>#{1,6})(?=[ \t])(?P<header>(?:\\.|[^\\#]|#+(?=[^#\n]))*?)#*(?:\n|$)"
)
"""Markdown's own, with the blank that the checker asks for too."""
MAIL = r"<([^<> !]{1,64}@[^@<> ]{1,255})>"
ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)


class InlineFormula(InlineProcessor):  # type: ignore[misc]
    """`$x$` by our own pattern, which the checker shares: arithmatex takes `$5/$10` for one."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # noqa: N802
        formula = Element("span", {"class": FORMULA_CLASS})
        formula.text = AtomicString(m.group(1))
        return formula, m.start(0), m.end(0)


class Mail(InlineProcessor):  # type: ignore[misc]
    """`<a@b.id>` as a plain link; Markdown's own writes it in numbered characters."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # noqa: N802
        link = Element("a", {"href": f"mailto:{m.group(1)}"})
        link.text = m.group(1)
        return link, m.start(0), m.end(0)


def render(
    source: str,
    *,
    lang: str,
    links: Mapping[str, str],
    base: str,
    scope: str = "",
    facts: Mapping[str, AssetFacts] = NO_FACTS,
) -> Rendered:
    """`base` is the course-relative path of the file the fragment came from; relative targets are
    looked up in `links` (course-relative path to URL) and `facts` (by the same path). `scope`
    keeps the footnotes of several fragments on one page apart."""
    place = Place(lang, base, links, Marks(source), scope, facts)
    lines = with_even_indents(with_players(lines_of(source)[0], place))
    html = safe(markdown_for(place).convert(without_tags(lines)))
    return Rendered(place.marks.fill(html), tuple(place.outline))


def render_inline(
    source: str,
    *,
    lang: str,
    links: Mapping[str, str],
    base: str,
    scope: str = "",
    facts: Mapping[str, AssetFacts] = NO_FACTS,
) -> str:
    """For choices and titles: a single line is never a list or heading, whatever it begins with,
    and a single paragraph loses its `<p>`."""
    place = Place(lang, base, links, Marks(source), scope, facts)
    source = source.strip()
    markdown = markdown_for(place, is_line="\n" not in source)
    html = safe(markdown.convert(without_tags(with_even_indents(lines_of(source)[0])))).strip()
    match = ONE_PARAGRAPH.fullmatch(html)
    return place.marks.fill(match.group(1) if match else html)


def safe(html: str) -> str:
    """A long line of code scrolls within itself, also by keyboard."""
    return sanitise(html).replace("<pre>", '<pre tabindex="0">')


def without_tags(lines: list[Line]) -> str:
    """The text without raw HTML. What is left of a tag is text, for nothing else reads it."""
    raw = "\n".join(line.raw for line in lines)
    return without_html(raw, without_formulas("\n".join(line.masked for line in lines)))


def markdown_for(place: Place, *, is_line: bool = False) -> Markdown:
    """Ready for one fragment. Making a parser takes longer than most fragments, so there is one
    for each kind, reset every time; only one thread may render in a process."""
    markdown, finish = parser(place.word(BACK), is_line)
    markdown.reset()
    finish.place = place
    return markdown


@cache
def parser(back: str, is_line: bool) -> tuple[Markdown, Finish]:
    footnotes = {"SEPARATOR": "-", "BACKLINK_TITLE": back}
    configs = {**CONFIGS, "markdown.extensions.footnotes": footnotes}
    markdown = Markdown(extensions=list(EXTENSIONS), extension_configs=configs)
    markdown.preprocessors.deregister("html_block")
    markdown.parser.blockprocessors["hashheader"].RE = HEADING
    markdown.treeprocessors.register(Attributes(markdown), "attr_list", 8)
    markdown.inlinePatterns.deregister("html")
    formula = InlineFormula(FORMULA.pattern, markdown)
    markdown.inlinePatterns.register(formula, "formula", BEFORE_ESCAPES)
    markdown.inlinePatterns.register(Mail(MAIL, markdown), "automail", 110)
    finish = Finish(markdown)
    markdown.treeprocessors.register(finish, "finish", -10)
    if is_line:
        only_paragraphs(markdown)
    return markdown, finish


def only_paragraphs(markdown: Markdown) -> None:
    for name in [item.name for item in markdown.parser.blockprocessors._priority]:
        if name != "paragraph":
            markdown.parser.blockprocessors.deregister(name)
