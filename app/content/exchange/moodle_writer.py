"""Items as Moodle's XML."""

import base64
import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from app.content.exchange.amounts import decimal, percent
from app.content.exchange.comments import answer_tail, question_tail, with_marks
from app.content.exchange.item import Item, Reply
from app.content.exchange.labelled import joined
from app.content.exchange.plain import plain
from app.content.exchange.settings import settings_of
from app.content.findings import Report
from app.content.links import resolved
from app.content.model import Page

TARGET = re.compile(r"\]\(\s*([^\s()<>]+)")
COMBINED = ("choice", "match", "order")
TYPES = {
    "choice": "multichoice",
    "truefalse": "truefalse",
    "short": "shortanswer",
    "number": "numerical",
    "match": "matching",
    "order": "ordering",
    "cloze": "cloze",
    "essay": "essay",
}
NATIVE = {
    "choice": ("points", "shuffle"),
    "short": ("points", "case", "shuffle"),
    "number": ("points", "unit", "shuffle"),
    "match": ("points", "shuffle"),
    "order": ("points", "scoring", "shuffle"),
    "essay": ("points", "min-words", "shuffle"),
    "cloze": ("case", "shuffle"),
    "truefalse": ("points", "shuffle"),
}
TOLD_ELSEWHERE = ("competency", "was", "review", "scoring")
SHUFFLING = ("choice", "match")


class Writer:
    def __init__(
        self, root: Element, page: Page, assets: Mapping[str, bytes], report: Report
    ) -> None:
        self.root, self.page, self.assets, self.report = root, page, assets, report

    def question(self, item: Item) -> None:
        node = SubElement(self.root, "question", type=TYPES[item.kind])
        value(SubElement(node, "name"), "text", item.name)
        marks = question_tail(settings_of(item, NATIVE[item.kind]))
        self.text(node, "questiontext", with_marks(item.text, marks))
        self.text(node, "generalfeedback", item.explanation)
        value(node, "defaultgrade", f"{item.points.normalize():f}")
        value(node, "hidden", "0")
        value(node, "idnumber", item.ref)
        WRITERS[item.kind](self, node, item)
        if item.kind in SHUFFLING:
            value(node, "shuffleanswers", str(item.shuffle).lower())
        if item.kind in COMBINED:
            self.text(node, "correctfeedback", item.correct)
            self.text(node, "incorrectfeedback", item.incorrect)
        for hint in item.hints:
            self.text(node, "hint", hint)
        if item.tags:
            tags = SubElement(node, "tags")
            for tag in item.tags:
                value(SubElement(tags, "tag"), "text", tag)
        self.tell_losses(item)

    def tell_losses(self, item: Item) -> None:
        lost = {
            "@trainer-note": item.trainer_note and item.kind != "essay",
            "@verdict-feedback": (item.correct or item.incorrect) and item.kind not in COMBINED,
            "@no-shuffle": not item.shuffle and item.kind in ("order", "cloze"),
        }
        for what, is_there in lost.items():
            if is_there:
                self.report.add("W913", item.line, title=item.label, what=what)
        for key in settings_of(item, (*NATIVE[item.kind], *TOLD_ELSEWHERE)):
            self.report.add("W919", item.line, title=item.label, key=key)

    def text(self, parent: Element, tag: str, markdown: str) -> Element:
        """A text element with the pictures that its Markdown shows."""
        node = SubElement(parent, tag, format="markdown")
        self.fill(node, markdown)
        return node

    def fill(self, node: Element, markdown: str) -> None:
        used: dict[str, str] = {}

        def embedded(match: re.Match[str]) -> str:
            path, _ = resolved(match.group(1), self.page.path)
            if path not in self.assets:
                return match.group()
            used[path] = path.removeprefix("assets/").replace("/", "-")
            return f"](@@PLUGINFILE@@/{quote(used[path])}"

        value(node, "text", TARGET.sub(embedded, markdown))
        for path, name in used.items():
            file = SubElement(node, "file", name=name, path="/", encoding="base64")
            file.text = base64.b64encode(self.assets[path]).decode()

    def answer(self, node: Element, reply: Reply, text: str, feedback: str) -> Element:
        answer = SubElement(node, "answer", fraction=percent(reply.credit), format="markdown")
        self.fill(answer, text)
        self.text(answer, "feedback", feedback)
        return answer


def value(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text


def choices(writer: Writer, node: Element, item: Item) -> None:
    for reply in item.replies:
        text = with_marks(reply.text, answer_tail(reply.key, reply.pin))
        writer.answer(node, reply, text, reply.feedback)
    value(node, "single", str(item.single).lower())
    value(node, "answernumbering", "abc")


def marked(reply: Reply) -> str:
    """An answer that is compared or fixed holds no comment: its feedback does."""
    return with_marks(reply.feedback, answer_tail(reply.key))


def truefalse(writer: Writer, node: Element, item: Item) -> None:
    for reply in item.replies:
        writer.answer(node, reply, reply.text, marked(reply))


def short(writer: Writer, node: Element, item: Item) -> None:
    for reply in item.replies:
        writer.answer(node, reply, reply.text, marked(reply)).attrib["format"] = "plain_text"
    value(node, "usecase", str(int(item.case_sensitive)))


def number(writer: Writer, node: Element, item: Item) -> None:
    for reply in item.replies:
        text, spread = "*", Fraction(0)
        if reply.low is not None and reply.high is not None:
            text = decimal((reply.low + reply.high) / 2)
            spread = (reply.high - reply.low) / 2
        answer = writer.answer(node, reply, text, marked(reply))
        answer.attrib["format"] = "plain_text"
        value(answer, "tolerance", decimal(spread))
    if item.unit:
        unit = SubElement(SubElement(node, "units"), "unit")
        value(unit, "multiplier", "1")
        value(unit, "unit_name", item.unit)
    value(node, "unitgradingtype", "0")
    value(node, "showunits", "3" if not item.unit else "0")


def match(writer: Writer, node: Element, item: Item) -> None:
    for reply in item.replies:
        key = f"{reply.key}|{reply.match_key}" if reply.match_key else reply.key
        pair = writer.text(node, "subquestion", with_marks(reply.text, answer_tail(key)))
        value(SubElement(pair, "answer"), "text", plain(reply.match))


def order(writer: Writer, node: Element, item: Item) -> None:
    value(node, "layouttype", "VERTICAL")
    value(node, "selecttype", "ALL")
    value(node, "selectcount", "0")
    grading = "ALL_OR_NOTHING" if item.scoring == "exact" else "RELATIVE_NEXT_EXCLUDE_LAST"
    value(node, "gradingtype", grading)
    value(node, "showgrading", "SHOW")
    for place, reply in enumerate(item.replies, start=1):
        text = with_marks(reply.text, answer_tail(reply.key))
        answer = SubElement(node, "answer", fraction=str(place), format="markdown")
        writer.fill(answer, text)


def cloze(writer: Writer, node: Element, item: Item) -> None:
    """Its gaps stand in its text, and its points are theirs together."""


def essay(writer: Writer, node: Element, item: Item) -> None:
    value(node, "responseformat", "editor")
    value(node, "responserequired", "1")
    value(node, "responsefieldlines", "15")
    value(node, "minwordlimit", str(item.min_words or ""))
    value(node, "attachments", "0")
    writer.text(node, "graderinfo", joined(item.trainer_note, item.rubric, item.model_answer))
    writer.text(node, "responsetemplate", "")


WRITERS: dict[str, Callable[[Writer, Element, Item], None]] = {
    "choice": choices,
    "truefalse": truefalse,
    "short": short,
    "number": number,
    "match": match,
    "order": order,
    "cloze": cloze,
    "essay": essay,
}
