"""The YAML between the `---` lines: every scalar kept as text with its line, typed later.

So `no`, `20:00` and `1.10` stay what was written. Aliases, anchors and tags are refused: they
can make a small text huge, or run code in other readers. What word processors put in the place of
straight quotes and blanks is taken for those.
"""

import re
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
from app.content.yaml_faults import fault_of

DEEPEST = 8
LONGEST = 32_000
FENCE = "---"
ENDS = (MappingEndEvent, SequenceEndEvent)
CURLY = re.compile(r"[“”„]([^“”„\"\\]*)[“”]|[‘’‚]([^‘’‚'\"\\]*)[‘’]")
BEFORE, BEHIND = ("", ":", "-"), re.compile(r" *(?:$|:|#)")
BEFORE_IN_LIST, BEHIND_IN_LIST = (*BEFORE, ",", "[", "{"), re.compile(r" *(?:$|[:,\]}])")
FLOW = re.compile(r" *(?:- +|[^\[{:]+: +)?[\[{]")


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
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if lines[start].strip() != FENCE:
        report.add("E107", start + 1)
        return None
    inside = enumerate(lines[start + 1 :], start + 1)
    end = next((n for n, line in inside if line.rstrip() == FENCE), 0)
    if not end:
        report.add("E108", start + 1)
        return None
    fields = read_yaml(lines[start + 1 : end], start + 2, report)
    if fields is None:
        return None
    return fields, "\n".join(lines[end + 1 :]), end + 2


def read_yaml(lines: list[str], first: int, report: Report) -> dict[str, Node] | None:
    """`first` is the number of the first line."""
    lines = [straightened(line.replace("\t", "  ")) for line in lines]
    source = "\n".join(lines)
    try:
        if len(source) > LONGEST:
            raise Refusal("E105", first, problem="@long")
        return Composer(YAML(pure=True).parse(source), first).document()
    except Refusal as refusal:
        report.add(refusal.code, refusal.line, **refusal.params)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        index, word = fault_of(lines, mark.line if mark else 0)
        report.add("E105", first + index, problem=word)
    except (
        ValueError,
        RecursionError,
        LookupError,
        StopIteration,
    ):  # odd escapes and dates upset the scanner
        report.add("E105", first, problem="@syntax")
    return None


def straightened(line: str) -> str:
    """Curly quotes around a whole key or value become straight ones; within a text they stay."""
    if not CURLY.search(line):
        return line
    before, behind = (BEFORE_IN_LIST, BEHIND_IN_LIST) if FLOW.match(line) else (BEFORE, BEHIND)

    def straight(match: re.Match[str]) -> str:
        begins = line[: match.start()].rstrip(" ")[-1:] in before
        if not begins or not behind.match(line, match.end()):
            return match.group()
        return f'"{match.group(1) or match.group(2) or ""}"'

    return CURLY.sub(straight, line)


class Composer:
    """Builds nodes from the parser's events, which come one by one: too deep is refused early."""

    def __init__(self, events: Iterator[Any], first: int) -> None:
        self.first = first
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
        line = event.start_mark.line + self.first
        if isinstance(event, AliasEvent) or event.anchor or event.tag is not None:
            raise Refusal("E105", line, problem="@sign")
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
