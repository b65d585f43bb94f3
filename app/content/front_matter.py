"""The YAML between the `---` lines: every scalar kept as text with its line, typed later.

So `no`, `20:00` and `1.10` stay what was written. Aliases, anchors and tags are refused: they
can make a small text huge, or run code in other readers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from app.content.findings import Report
from app.content.limits import CONTROL

DEEPEST = 8
LONGEST = 32_000
FENCE = "---"
ENDS = (MappingEndEvent, SequenceEndEvent)


@dataclass(frozen=True, slots=True)
class Node:
    """`value` is a text, a tuple of nodes or a mapping of nodes; `line` is that of its key."""

    value: "str | tuple[Node, ...] | dict[str, Node]"
    line: int


class Refusal(Exception):
    """YAML that is well-formed or not, but not taken; `args` are code, line, parameters."""

    def __init__(self, code: str, line: int, **params: str) -> None:
        super().__init__(code)
        self.code, self.line, self.params = code, line, params


def split(source: str, report: Report) -> tuple[dict[str, Node], str, int] | None:
    """The front matter, the body and the number of the body's first line."""
    lines = source.split("\n")
    if lines[0].rstrip() != FENCE:
        report.add("E107", 1)
        return None
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), 0)
    if not end:
        report.add("E108", 1)
        return None
    fields = read_yaml("\n".join(lines[1:end]), report)
    if fields is None:
        return None
    return fields, "\n".join(lines[end + 1 :]), end + 2


def read_yaml(source: str, report: Report) -> dict[str, Node] | None:
    """Lines count from 2, behind the opening `---`."""
    try:
        if len(source) > LONGEST:
            raise Refusal("E105", 1, problem="@long")
        node = Composer(YAML(pure=True).parse(source)).document()
    except Refusal as refusal:
        report.add(refusal.code, refusal.line, **refusal.params)
        return None
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = mark.line + 2 if mark else 2
        report.add("E105", line, problem=getattr(error, "problem", None) or "@syntax")
        return None
    except (
        ValueError,
        RecursionError,
        LookupError,
        StopIteration,
    ):  # odd escapes and dates upset the scanner
        report.add("E105", 2, problem="@syntax")
        return None
    return node


class Composer:
    """Builds nodes from the parser's events, which come one by one: too deep is refused early."""

    def __init__(self, events: Iterator[Any]) -> None:
        self.events = (e for e in events if isinstance(e, (NodeEvent, *ENDS)))

    def document(self) -> dict[str, Node]:
        event = next(self.events, None)
        if event is None or (isinstance(event, ScalarEvent) and not event.value):
            return {}
        node = self.node(event, 0)
        if next(self.events, None) is not None:
            raise Refusal("E105", node.line, problem="@documents")
        if not isinstance(node.value, dict):
            raise Refusal("E105", node.line, problem="@mapping")
        return node.value

    def node(self, event: Any, depth: int) -> Node:
        line = event.start_mark.line + 2
        if isinstance(event, AliasEvent) or event.anchor or event.tag is not None:
            raise Refusal("E105", line, problem="@alias")
        if depth > DEEPEST:
            raise Refusal("E105", line, problem="@deep")
        if isinstance(event, ScalarEvent):
            return Node(self.scalar(str(event.value), line), line)
        if isinstance(event, SequenceStartEvent):
            return Node(self.sequence(depth), line)
        return Node(self.mapping(depth), line)

    def scalar(self, text: str, line: int) -> str:
        """An escape such as `"\\0"` brings in what the file itself may not hold."""
        if CONTROL.search(text):
            raise Refusal("E119", line)
        return text

    def sequence(self, depth: int) -> tuple[Node, ...]:
        items = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            items.append(self.node(event, depth + 1))
        return tuple(items)

    def mapping(self, depth: int) -> dict[str, Node]:
        fields: dict[str, Node] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self.node(event, depth + 1)
            if not isinstance(key.value, str):
                raise Refusal("E105", key.line, problem="@key")
            if key.value in fields:
                raise Refusal("E106", key.line, key=key.value)
            value = self.node(next(self.events), depth + 1)
            fields[key.value] = Node(value.value, key.line)
        return fields
