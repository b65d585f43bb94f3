"""Questions of Moodle's XML as items."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from urllib.parse import unquote

from app.content.exchange.amounts import number_of, share_of
from app.content.exchange.comments import question_marks
from app.content.exchange.gap_reader import GapReader
from app.content.exchange.gap_syntax import KINDS, unread_gap, weights_in
from app.content.exchange.html_markdown import markdown_of
from app.content.exchange.item import Item, Reply
from app.content.exchange.moodle_types import NO, READERS
from app.content.exchange.pictures import Pictures
from app.content.exchange.plain import escaped
from app.content.exchange.settings import tags_of, with_settings
from app.content.exchange.xml_tree import Node
from app.content.findings import Report

CLOZE = ("cloze", "multianswer")
PLUGIN = "@@PLUGINFILE@@/"
PLUGIN_LINK = re.compile(r"\(@@PLUGINFILE@@/([^()\s]+)\)")
DEFAULTS = frozenset(
    {"Your answer is correct.", "Your answer is incorrect.", "Your answer is partially correct."}
    | {"Jawaban Anda benar.", "Jawaban Anda salah.", "Jawaban Anda benar sebagian."}
)


class Reader:
    """Remembers the category from question to question."""

    def __init__(self, report: Report, pictures: Pictures, lang: str) -> None:
        self.report, self.pictures, self.lang = report, pictures, lang
        self.category = ""

    def item(self, node: Node) -> Item | None:
        kind = node.attributes.get("type", "")
        if kind == "category":
            self.category = category_of(node.value("category"))
            return None
        name = " ".join(node.value("name").split())
        read = READERS.get(kind)
        if read is None:
            self.report.add("W910", node.line, title=name[:60], type=kind[:40] or "?")
            return None
        asked = node.one("questiontext")
        text = self.cloze_text(asked, name) if kind in CLOZE else self.markdown(asked, name)
        if text is None:
            return None
        item = read(self, node, self.common(node, name, text))
        self.tell_losses(node, item)
        return item

    def common(self, node: Node, name: str, text: str) -> Item:
        text, settings = question_marks(text)
        item = Item(
            kind="note",
            name=name,
            text=text,
            ref=node.value("idnumber"),
            category=self.category,
            line=node.line,
            points=points_of(node.value("defaultgrade", "1")),
            shuffle=node.value("shuffleanswers", "1") not in NO,
            tags=self.tags(node),
            explanation=self.told(node, "generalfeedback"),
            correct=self.told(node, "correctfeedback"),
            incorrect=self.told(node, "incorrectfeedback"),
            hints=tuple(hint for one in node.all("hint") if (hint := self.markdown(one, name))),
        )
        return with_settings(item, settings)

    def tags(self, node: Node) -> tuple[str, ...]:
        tags = node.one("tags")
        return tags_of([tag.value("text") for tag in tags.all("tag")]) if tags else ()

    def told(self, node: Node, tag: str) -> str:
        """Moodle's own stock phrases say nothing."""
        text = self.markdown(node.one(tag), "")
        return "" if text in DEFAULTS else text

    def markdown(self, node: Node | None, name: str) -> str:
        """A text element as Markdown; its files become pictures of the course."""
        if node is None:
            return ""
        places = self.files(node)
        inner = node.one("text")
        text = (inner or node).text
        form = node.attributes.get("format", "html")
        if form == "markdown":
            return PLUGIN_LINK.sub(lambda m: f"({places.get(unquote(m[1]), m[1])})", text)
        if form == "plain_text":
            return escaped(text)
        if form == "moodle_auto_format":
            text = text.replace("\n", "<br>")
        return self.converted(text, places, node.line, name)

    def converted(self, html: str, places: dict[str, str], line: int, name: str) -> str:
        found = markdown_of(html, picture=lambda src: places.get(place_of(src), ""))
        for what in sorted(found.losses):
            self.report.add("W913", line, title=name[:60] or "…", what=what)
        return found.text

    def files(self, node: Node) -> dict[str, str]:
        """Path in the course by the file's name."""
        found = {}
        for file in node.all("file"):
            name = file.attributes.get("path", "/").lstrip("/") + file.attributes.get("name", "")
            path = self.pictures.add_base64(name, file.text, file.line)
            if path:
                found[name] = path
        return found

    def cloze_text(self, node: Node | None, name: str) -> str | None:
        """Gaps are taken out before the text is converted, and put back as ours. None, with a
        finding, where one cannot be read, since its key would stand in the text."""
        if node is None:
            return ""
        source, title = node.value("text"), name[:60] or "…"
        kind = unread_gap(source)
        if kind and kind not in KINDS:
            self.report.add("W910", node.line, title=title, type=kind)
            return None
        if kind:
            self.report.add("W914", node.line, title=title, case="braces")
            return None
        gaps = GapReader(node.attributes.get("format", "html"), self.lang)
        text = gaps.filled(self.markdown(with_text(node, gaps.held(source)), name))
        if text is None:
            self.report.add("W914", node.line, title=title, case="gaps")
            return None
        if len(weights_in(source)) > 1:
            gaps.lose("@gap-weights")
        for what in gaps.losses:
            self.report.add("W913", node.line, title=title, what=what)
        return text

    def replies(self, node: Node) -> Iterator[tuple[Node, Reply]]:
        for answer in node.all("answer"):
            credit = share_of(answer.attributes.get("fraction", "0")) or Fraction(0)
            feedback = self.markdown(answer.one("feedback"), "")
            yield answer, Reply(text="", credit=credit, feedback=feedback, line=answer.line)

    def tell_losses(self, node: Node, item: Item) -> None:
        lost = {
            "@partly": self.told(node, "partiallycorrectfeedback"),
            "@penalty": is_unusual(node.value("penalty")),
            "@template": node.value("responsetemplate"),
            "@attachments": node.value("attachments", "0") not in NO,
            "@unit-grading": node.value("unitgradingtype", "0") not in NO,
        }
        for what, is_there in lost.items():
            if is_there:
                self.report.add("W913", node.line, title=item.label, what=what)


def with_text(node: Node, text: str) -> Node:
    """The text element with its files, saying something else."""
    said = Node("text", node.line, {}, pieces=[text])
    return Node(node.tag, node.line, node.attributes, [said, *node.all("file")])


def category_of(path: str) -> str:
    return re.sub(r"(?<!/)/(?!/)", "\n", path).replace("//", "∕").replace("\n", "/")


def place_of(src: str) -> str:
    return unquote(src.removeprefix(PLUGIN))


def points_of(text: str) -> Decimal:
    try:
        points = Decimal(text)
    except InvalidOperation:
        return Decimal(1)
    return points if points.is_finite() and abs(points) < 10_000 else Decimal(1)


def is_unusual(penalty: str) -> bool:
    """Anything but the values that Moodle gives unasked."""
    value = number_of(penalty)
    usual = (Fraction(0), Fraction(1, 10), Fraction(1, 3), Fraction(1))
    return value is not None and all(abs(value - one) > Fraction(1, 1000) for one in usual)
