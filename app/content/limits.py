"""Cheap refusals, made before Markdown or YAML is parsed: some short texts take it minutes."""

import re
from dataclasses import dataclass

from app.content.findings import Report

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""What no database, browser or terminal takes for text: control characters (also those behind
ASCII, which mangled encodings leave) and halves of characters."""
NESTING = re.compile(r"(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]))+")
RULE = re.compile(r"[ \t]*([-*_])(?:[ \t]*\1)+[ \t]*")
BRACKETS = {"[": re.compile(r"[\[\]]"), "(": re.compile(r"[()]"), "{": re.compile(r"[{}]")}
COLUMNS_A_LEVEL = 4
MARKS = (
    (re.compile(r"[*_`~]+"), 2_000),
    (re.compile(r"\[\^"), 200),
    (re.compile(r"^ {0,3}:[ \t]", re.MULTILINE), 100),
)
"""The most in one block of emphasis and code marks, footnotes, definitions."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of a file, characters of a line and of a block (lines without a blank one between),
    levels of lists and quotes, brackets open at once in a block, files of a course."""

    file_bytes: int = 256 * 1024
    line: int = 10_000
    block: int = 20_000
    depth: int = 12
    brackets: int = 40
    files: int = 2_000


DEFAULT_LIMITS = Limits()


def refuse(source: str, limits: Limits, report: Report) -> bool:
    """Whether the text is too big or too deep to be read; the findings say what and where."""
    most = limits.file_bytes
    if len(source) > most or len(source.encode(errors="surrogatepass")) > most:
        report.add("E701", 1, limit=most // 1024)
        return True
    before = len(report.findings)
    check_lines(source, limits, report)
    check_blocks(source, limits, report)
    return len(report.findings) > before


def check_lines(source: str, limits: Limits, report: Report) -> None:
    for number, line in enumerate(source.split("\n"), start=1):
        if len(line) > limits.line:
            report.add("E702", number, limit=limits.line)
        elif depth_of(line) > limits.depth:
            report.add("E704", number, limit=limits.depth)


def depth_of(line: str) -> int:
    """Levels of lists and quotes that a line opens or stands in."""
    found = NESTING.match(line)
    if not found or RULE.fullmatch(line):
        return 0
    marks = found.group().expandtabs(COLUMNS_A_LEVEL)
    indent = len(marks) - len(marks.lstrip())
    return len(marks.replace(">", " > ").split()) + indent // COLUMNS_A_LEVEL


def check_blocks(source: str, limits: Limits, report: Report) -> None:
    number = 1
    for block in re.split(r"\n[ \t]*(?=\n)", source):
        check_block(block, number + (1 if block.startswith("\n") else 0), limits, report)
        number += block.count("\n") + 1


def check_block(block: str, number: int, limits: Limits, report: Report) -> None:
    if len(block.lstrip("\n")) > limits.block:
        report.add("E705", number, limit=limits.block)
    elif open_brackets(block) > limits.brackets:
        report.add("E703", number, limit=limits.brackets)
    for pattern, most in MARKS:
        if sum(1 for _ in pattern.finditer(block)) > most:
            report.add("E706", number, limit=most)


def open_brackets(block: str) -> int:
    """The most brackets of one kind that stand open at once."""
    most = 0
    for opening, both in BRACKETS.items():
        level = 0
        for character in both.findall(block):
            level = level + 1 if character == opening else max(level - 1, 0)
            most = max(most, level)
    return most
