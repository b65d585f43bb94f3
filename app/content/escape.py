"""Backslashes where an author's text would be read as something else than text.

Texts that were read from a file need none: what is changed here came from elsewhere, and means
the same afterwards as plain text would have meant.
"""

import re

from app.content.body import Item, Listing, Quote, segments_of, unquoted
from app.content.gaps import GAP, OPEN
from app.content.headings import HASHES
from app.content.labels import LABELS, label_of
from app.content.lines import FENCE, QUOTES, Line, Walker, lines_of, mask_spans
from app.content.lost_questions import UNDERLINE, is_glued, is_named
from app.content.marks import ARROW, Tail, leading_mark, split_tail
from app.content.players import TRANSCRIPT
from app.content.sections import RULE

TICK = re.compile(r"(?<!\\)`")
QUOTED = re.compile(r"^([ \t]*)>")
EQUALS = "&#61;"
"""For an equals sign at an item's start, before which a backslash would be shown."""


def of_title(text: str) -> str:
    line = without_comments(one_line(text))
    while gap := GAP.search(mask_spans(line)):
        line = line[: gap.start()] + "\\{\\{" + line[gap.start() + 2 :]
    return re.sub(r"(?<= )(#+)$", r"\\\1", line)


def one_line(text: str) -> str:
    return " ".join(text.strip().split("\n"))


def of_stem(source: str) -> str:
    """Headings, rules, labels, marks and gaps in a stem become plain text."""
    source = "\n".join(line if line.strip() else "" for line in closed(source).split("\n"))
    source = source.strip("\n").rstrip()
    while (safer := safer_stem(source)) != source:
        source = safer
    return source


def safer_stem(source: str) -> str:
    lines = lines_of(source)[0]
    texts = {line.number: safer_line(line, begins=begins) for begins, line in pairs(lines)}
    for segment in segments_of(lines):
        if isinstance(segment, Quote):
            first = segment.lines[0]
            if not TRANSCRIPT.match(first.masked):
                texts[first.number] = without_label(texts[first.number], unquoted(first.raw))
        for item in segment.items if isinstance(segment, Listing) else ():
            number = item.first.number
            texts[number] = without_mark(texts[number], item)
    return "\n".join(texts.values())


def pairs(lines: list[Line]) -> list[tuple[bool, Line]]:
    """Each line, and whether it follows a blank one or none."""
    return [(n == 0 or lines[n - 1].is_blank, line) for n, line in enumerate(lines)]


def safer_line(line: Line, *, begins: bool) -> str:
    """`begins`: nothing stands above it that a row of dashes could underline."""
    if HASHES.match(line.masked) or is_glued(line):
        return "\\" + line.raw
    if RULE.match(line.masked) or (UNDERLINE.match(line.masked) and not begins):
        return unruled(line.raw)
    if is_named(line):
        start = line.raw.rindex("{")
        return line.raw[:start] + "\\" + line.raw[start:]
    return without_gaps(line)


def unruled(line: str) -> str:
    return line.replace("-", "\\-", 1) if "-" in line else line.replace("=", EQUALS, 1)


def without_gaps(line: Line) -> str:
    raw = line.raw
    for match in reversed(list(OPEN.finditer(line.masked))):
        raw = raw[: match.start()] + "\\{\\{" + raw[match.end() :]
    return raw


def without_label(text: str, bare: str) -> str:
    return text.replace("**", r"\*\*", 1) if label_of(bare) else text


def without_mark(text: str, item: Item) -> str:
    """An item of a list in which no item may look like an answer."""
    raw, masked = item.head
    if leading_mark(raw, masked):
        return text[: item.start] + unmarked(text[item.start :])
    return without_arrow(text, item.first.masked)


def without_arrow(text: str, masked: str) -> str:
    match = ARROW.search(masked) if len(text) == len(masked) else None
    return text[: match.start()] + "\\" + text[match.start() :] if match else text


def of_answer(source: str, *, marked: bool = True) -> list[str]:
    """The lines of an answer's text, the first to stand behind the bullet or, where `marked`, the
    mark; the others indented under it. The first is empty where it could not stand there."""
    first, rest = begun(source.strip())
    if not marked and leading_mark(first, mask_spans(first)):
        first, rest = "", [first, *rest]
    rest = closed("\n".join(rest), may_quote=False).rstrip().split("\n") if rest else []
    first = safer_tail(first.rstrip())
    rest = [line if line.strip() else "" for line in dedented(rest)]
    rest = safer_tail("\n".join(rest)).split("\n") if rest else []
    while (safer := safer_rest(first, rest)) != rest:
        rest = safer
    return [first, *rest]


def unmarked(first: str) -> str:
    """An arrow may stay: lists without marks take it for text."""
    if not leading_mark(first, mask_spans(first)):
        return first
    return EQUALS + first[1:] if first.startswith("=") else "\\" + first


def dedented(lines: list[str]) -> list[str]:
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    shared = min(indents, default=0)
    return [line[shared:] for line in lines]


def safer_tail(text: str) -> str:
    """Braces at the end would be read as credit or key."""
    while split_tail(text, Tail()) != text.rstrip():
        start = text.rindex("{")
        text = text[:start] + "\\" + text[start:]
    return text


def safer_rest(first: str, rest: list[str]) -> list[str]:
    indent = "  "
    source = "\n".join(["- " + first, *(indent + line if line else "" for line in rest)])
    found = pairs(lines_of(source)[0])[1:]
    return [safer_under(line, after)[len(indent) :] for after, line in found]


def safer_under(line: Line, after_blank: bool) -> str:
    """A line under an answer is no feedback, no answer of its own and no rule."""
    text, stripped = line.raw, line.masked.lstrip()
    start = len(line.masked) - len(stripped)
    if after_blank and RULE.match(line.masked):
        return text.replace("-", "\\-", 1)
    for segment in segments_of([Line(line.number, text[start:], stripped)]):
        for item in segment.items if isinstance(segment, Listing) else ():
            return text[:start] + without_mark(text[start:], item)
    return text


def of_term(text: str, match: str) -> str:
    """What stands before an arrow: one line, without an arrow or mark of its own, and no backtick
    that would pair with one in the `match` and make the arrow code."""
    line = without_arrows(unmarked(without_comments(one_line(text))))
    whole = mask_spans(f"{line} -> {match}")
    return line if whole[len(line) + 1 :].startswith("->") else without_arrows(without_spans(line))


def without_spans(text: str) -> str:
    """Backticks as plain text."""
    return TICK.sub(r"\`", text)


def without_arrows(line: str) -> str:
    while (safer := without_arrow(line, mask_spans(line))) != line:
        line = safer
    return line


def begun(source: str) -> tuple[str, list[str]]:
    """A first line, to stand behind a mark or label, and the others. Code cannot begin there: a
    fence has no line of its own, so that the first line is empty."""
    first, *rest = source.split("\n")
    if rest and FENCE.match(first) and lines_of(source)[1] is None:
        return "", [first, *rest]
    return without_comments(first), rest


def of_quote(source: str) -> list[str]:
    """The lines of a feedback: none of them begins a label."""
    return quoted(closed(source).strip("\n").split("\n"))


def of_label(source: str) -> list[str]:
    """The lines of a label's text, the first to stand behind the label itself."""
    first, rest = begun(source.strip())
    return [first, *(quoted(closed("\n".join(rest)).split("\n")) if rest else [])]


def quoted(lines: list[str]) -> list[str]:
    return [without_known_label(line) if line.strip() else "" for line in lines]


def without_known_label(line: str) -> str:
    found = label_of(line)
    return without_label(line, line) if found and found[0].lower() in LABELS else line


def closed(source: str, *, may_quote: bool = True) -> str:
    """Without comments, and with every code fence closed."""
    walker, lines = Walker(), list[str]()
    for raw in source.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = raw if may_quote or walker.fence else QUOTED.sub(r"\1\\>", raw)
        is_code = bool(walker.fence or FENCE.match(line))
        lines.append(line if is_code else without_comments(line))
        walker.line(0, lines[-1])
    if walker.fence:
        lines.append(QUOTES.sub("", walker.fence))
    return "\n".join(lines)


def without_comments(line: str) -> str:
    while (start := mask_spans(line).find("<!--")) >= 0:
        line = line[: start + 1] + "\\" + line[start + 1 :]
    return line
