"""Front matter typed: each reader gives the value or a default and reports what it cannot take."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from typing import TypeVar

from app.content import durations
from app.content.findings import Report
from app.content.front_matter import Node
from app.content.suggest import nearest

T = TypeVar("T")
REF = re.compile(r"[a-z0-9](?:[a-z0-9]|[-.](?=[a-z0-9]))*")
LANG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
PERCENT = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*%")
BARE_PERCENT = re.compile(r"\d{2,3}(?:[.,]\d{1,2})?")
DECIMAL = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?")
YES_OR_NO = {"true": True, "yes": True, "ya": True, "false": False, "no": False, "tidak": False}
MOST_MONTHS = 1200
LONGEST = 100
"""Characters of an id or a value, where `LONGEST_OF` does not say otherwise."""
LONGEST_OF = {
    **{"lang": 35, "version": 35, "title": 200, "provider": 200},
    **{"from": 250, "audience": 300, "description": 1000},
}
MOST_OF = {"authors": 30, "keywords": 30}


class Fields:
    def __init__(self, nodes: Mapping[str, Node], report: Report) -> None:
        self.nodes, self.report = nodes, report

    def line(self, key: str) -> int:
        return self.nodes[key].line if key in self.nodes else 1

    def refuse_unknown(self, known: Collection[str], elsewhere: Mapping[str, str]) -> None:
        """`elsewhere`: keys of the language that belong to another kind of file, and to which."""
        for key, node in self.nodes.items():
            if key in known:
                continue
            if key in elsewhere:
                self.report.add("E114", node.line, key=key, where=elsewhere[key])
            elif (meant := nearest(key, {*known, *elsewhere})) in elsewhere and meant not in known:
                params = {"like": meant, "where": elsewhere[meant], "case": "elsewhere"}
                self.report.add("E103", node.line, key=key, **params)
            else:
                self.report.add("E103", node.line, key=key, meant=meant)

    def said(self, key: str) -> str:
        """A text as it stands, "" for none: to look at before it is typed."""
        node = self.nodes.get(key)
        return node.value.strip() if node and isinstance(node.value, str) else ""

    def bad(
        self, key: str, expected: str, node: Node | None = None, allowed: Collection[str] = ()
    ) -> None:
        """`allowed`: the values that can be meant, where there are only so many."""
        node = node or self.nodes[key]
        value = node.value if isinstance(node.value, str) else "@list"
        params = {"key": key, "value": value[:60], "expected": expected}
        self.report.add("E104", node.line, **params, meant=nearest(value, allowed))

    def typed(
        self,
        key: str,
        read: Callable[[str], T | None],
        expected: str,
        default: T,
        allowed: Collection[str] = (),
    ) -> T:
        node = self.nodes.get(key)
        if node is None:
            return default
        value = read(node.value.strip()) if isinstance(node.value, str) else None
        if value is None:
            self.bad(key, expected, allowed=allowed)
            return default
        return value

    def bounded(self, key: str, text: str, line: int) -> str:
        """The text as it is, however long: the finding keeps it from being published."""
        most = LONGEST_OF.get(key, LONGEST)
        if len(text) > most:
            self.report.add("E708", line, key=key, limit=most)
        return text

    def words(self, key: str, read: Callable[[str], str | None], expected: str, other: str) -> str:
        """A default is not bounded here: it was, where it was written."""
        text = self.typed(key, read, expected, other)
        return self.bounded(key, text, self.line(key)) if key in self.nodes else text

    def text(self, key: str, default: str = "") -> str:
        return self.words(key, lambda text: " ".join(text.split()) or None, "@text", default)

    def ref(self, key: str, default: str = "") -> str:
        return self.words(key, lambda text: text if REF.fullmatch(text) else None, "@id", default)

    def lang(self, key: str, default: str) -> str:
        return self.words(key, lambda t: t if LANG.fullmatch(t) else None, "@lang", default)

    def choice(self, key: str, allowed: Collection[str], default: str) -> str:
        def read(text: str) -> str | None:
            return text if text in allowed else None

        return self.typed(key, read, ", ".join(allowed), default, allowed)

    def yes(self, key: str) -> bool:
        """False where it is not written."""
        return self.typed(key, lambda text: YES_OR_NO.get(text.lower()), "true, false", False)

    def integer(self, key: str, default: int, *, least: int = 0, expected: str = "@integer") -> int:
        return self.typed(key, lambda text: whole(text, least), expected, default)

    def percent(self, key: str, default: Decimal) -> Decimal:
        """A number of two digits or more without its sign is no fraction, so it can be told."""
        meant = f"{self.said(key)}%" if BARE_PERCENT.fullmatch(self.said(key)) else ""
        allowed = (meant,) if share_of(meant) is not None else ()
        return self.typed(key, share_of, "@percent", default, allowed)

    def decimal(self, key: str) -> Decimal | None:
        return self.typed(key, decimal_of, "@decimal", None)

    def seconds(self, key: str, default: int | None, *, most: int, expected: str) -> int | None:
        return self.typed(key, lambda t: at_most(most, durations.seconds(t)), expected, default)

    def months(self, key: str) -> int | None:
        return self.typed(key, lambda t: at_most(MOST_MONTHS, durations.months(t)), "@years", None)

    def items(self, key: str) -> Iterator[Node]:
        """A list's nodes; one value alone is a list of one."""
        node = self.nodes.get(key)
        if node is None:
            return
        if isinstance(node.value, tuple):
            yield from node.value
        elif node.value:
            yield node

    def texts(self, key: str) -> tuple[str, ...]:
        found = []
        for node in self.items(key):
            if isinstance(node.value, str) and node.value.strip():
                found.append(self.bounded(key, " ".join(node.value.split()), node.line))
            else:
                self.bad(key, "@texts", node)
        if len(found) > MOST_OF.get(key, len(found)):
            self.report.add("E709", self.line(key), key=key, limit=MOST_OF[key])
        return tuple(found)

    def refs(self, key: str) -> tuple[str, ...]:
        """Ids; what cannot be one is left out."""
        found = []
        for node in self.items(key):
            text = node.value.strip() if isinstance(node.value, str) else ""
            if REF.fullmatch(text):
                found.append(self.bounded(key, text, node.line))
            else:
                self.bad(key, "@id", node)
        return tuple(found)

    def subset(self, key: str, allowed: Collection[str]) -> frozenset[str]:
        found = set()
        for node in self.items(key):
            if isinstance(node.value, str) and node.value in allowed:
                found.add(node.value)
            else:
                self.bad(key, ", ".join(allowed), node, allowed)
        return frozenset(found)

    def mappings(self, key: str) -> Iterator["Fields"]:
        for node in self.items(key):
            if isinstance(node.value, dict):
                yield Fields(node.value, self.report)
            else:
                self.bad(key, "@mappings", node)


def whole(text: str, least: int) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,6}", text) and int(text) >= least else None


def at_most(most: int, number: int | None) -> int | None:
    return number if number is not None and number <= most else None


def share_of(text: str) -> Decimal | None:
    match = PERCENT.fullmatch(text)
    value = Decimal(match.group(1).replace(",", ".")) / 100 if match else Decimal(2)
    return value if value <= 1 else None


def decimal_of(text: str) -> Decimal | None:
    return Decimal(text.replace(",", ".")) if DECIMAL.fullmatch(text) else None
