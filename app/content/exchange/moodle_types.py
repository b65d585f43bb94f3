"""What each of Moodle's question types holds beside what all have."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from app.content.exchange.amounts import number_of
from app.content.exchange.comments import answer_marks
from app.content.exchange.gap_syntax import is_case_sensitive
from app.content.exchange.item import Item, Reply
from app.content.exchange.labelled import labelled
from app.content.exchange.plain import escaped
from app.content.exchange.xml_tree import Node

if TYPE_CHECKING:
    from app.content.exchange.moodle_reader import Reader

GRADINGS = {"ALL_OR_NOTHING": "exact", "-1": "exact"}
NEXT = ("RELATIVE_NEXT_EXCLUDE_LAST", "1")
NO = ("0", "false", "")


def description(reader: "Reader", node: Node, item: Item) -> Item:
    reader.report.add("W913", node.line, title=item.label, what="@description")
    return item


def multichoice(reader: "Reader", node: Node, item: Item) -> Item:
    replies = []
    for answer, reply in reader.replies(node):
        text, tail = answer_marks(reader.markdown(answer, item.name))
        replies.append(replace(reply, text=inline(text), key=tail.key, pin=tail.pin))
    single = node.value("single", "true") not in NO
    return replace(item, kind="choice", single=single, replies=tuple(replies))


def inline(text: str) -> str:
    """A choice is one paragraph; a break in it becomes a blank."""
    return " ".join(text.split()) if "\n" in text and "```" not in text else text


def truefalse(reader: "Reader", node: Node, item: Item) -> Item:
    replies = []
    for answer, reply in reader.replies(node):
        word = answer.value("text").strip().lower()
        feedback, tail = answer_marks(reply.feedback)
        if word in ("true", "false"):
            replies.append(replace(reply, text=word, feedback=feedback, key=tail.key))
    return replace(item, kind="truefalse", replies=tuple(replies))


def typed(reader: "Reader", node: Node) -> Iterator[tuple[Node, Reply]]:
    for answer, reply in reader.replies(node):
        feedback, tail = answer_marks(reply.feedback)
        text = answer.value("text")
        yield answer, replace(reply, text=text, feedback=feedback, key=tail.key)


def shortanswer(reader: "Reader", node: Node, item: Item) -> Item:
    sensitive = node.value("usecase", "0") not in NO
    replies = tuple(reply for _, reply in typed(reader, node))
    return replace(item, kind="short", replies=replies, case_sensitive=sensitive)


def numerical(reader: "Reader", node: Node, item: Item) -> Item:
    replies = []
    for answer, reply in typed(reader, node):
        value, spread = number_of(reply.text), number_of(answer.value("tolerance") or "0")
        if reply.text.strip() == "*":
            replies.append(reply)
        elif value is None or spread is None:
            reader.report.add("W913", answer.line, title=item.label, what="@no-number")
        else:
            low, high = value - abs(spread), value + abs(spread)
            replies.append(replace(reply, text="", low=low, high=high))
    return replace(item, kind="number", unit=unit_of(reader, node, item), replies=tuple(replies))


def unit_of(reader: "Reader", node: Node, item: Item) -> str:
    """The first unit with factor 1; ours converts nothing."""
    units = node.one("units")
    found = list(units.all("unit")) if units else []
    if len(found) > 1:
        reader.report.add("W913", node.line, title=item.label, what="@units")
    same = (unit for unit in found if number_of(unit.value("multiplier") or "1") == 1)
    first = next(same, None)
    return first.value("unit_name") if first else item.unit


def matching(reader: "Reader", node: Node, item: Item) -> Item:
    replies = []
    for pair in node.all("subquestion"):
        text, tail = answer_marks(reader.markdown(pair, item.name))
        key, _, match_key = tail.key.partition("|")
        match = escaped(" ".join(pair.value("answer").split()), starts_line=False)
        replies.append(
            Reply(text=inline(text), match=match, key=key, match_key=match_key, line=pair.line)
        )
    return replace(item, kind="match", replies=tuple(replies))


def ordering(reader: "Reader", node: Node, item: Item) -> Item:
    replies = []
    for answer, reply in reader.replies(node):
        text, tail = answer_marks(reader.markdown(answer, item.name))
        replies.append(replace(reply, text=inline(text), key=tail.key))
    grading = node.value("gradingtype", NEXT[0])
    scoring = GRADINGS.get(grading, item.scoring)
    if grading not in NEXT and grading not in GRADINGS:
        reader.report.add("W913", node.line, title=item.label, what="@order-grading")
    return replace(item, kind="order", scoring=scoring, replies=tuple(replies))


def cloze(reader: "Reader", node: Node, item: Item) -> Item:
    sensitive = item.case_sensitive or is_case_sensitive(node.value("questiontext"))
    return replace(item, kind="cloze", case_sensitive=sensitive)


def essay(reader: "Reader", node: Node, item: Item) -> Item:
    words = node.value("minwordlimit")
    minimum = int(words) if words.isdecimal() and len(words) < 6 else item.min_words
    info = labelled(reader.markdown(node.one("graderinfo"), item.name))
    return replace(
        item,
        kind="essay",
        min_words=minimum,
        trainer_note=info.get("trainer_note", ""),
        rubric=info.get("rubric", ""),
        model_answer=info.get("model_answer", ""),
    )


READERS: Mapping[str, Callable[["Reader", Node, Item], Item]] = {
    "description": description,
    "multichoice": multichoice,
    "multichoiceset": multichoice,
    "truefalse": truefalse,
    "shortanswer": shortanswer,
    "numerical": numerical,
    "matching": matching,
    "match": matching,
    "ordering": ordering,
    "cloze": cloze,
    "multianswer": cloze,
    "essay": essay,
}
