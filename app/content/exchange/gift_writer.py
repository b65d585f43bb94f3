"""An item as GIFT. Its texts are Markdown, which Moodle knows; keys travel in comments."""

from collections.abc import Callable
from fractions import Fraction

from app.content.exchange.amounts import decimal, percent
from app.content.exchange.comments import answer_tail, question_tail, with_marks
from app.content.exchange.gift_syntax import escape
from app.content.exchange.item import Item, Reply
from app.content.exchange.plain import plain
from app.content.exchange.settings import settings_of
from app.content.fields import REF
from app.content.findings import Report

LOST: dict[str, Callable[[Item], object]] = {
    "@hints": lambda item: item.hints,
    "@verdict-feedback": lambda item: item.correct or item.incorrect,
    "@trainer-note": lambda item: item.trainer_note,
    "@rubric": lambda item: item.rubric or item.model_answer,
    "@pictures": lambda item: "![" in item.text or any("![" in r.text for r in item.replies),
}
ARROWED = ("short", "match")
IN_COMMENT = ("points", "case", "unit", "shuffle", "min-words")


def written(item: Item, report: Report) -> str:
    write = WRITERS.get(item.kind)
    if write is None:
        report.add("W910", item.line, title=item.label, type=item.type_word)
        return ""
    if item.kind == "short" and any("->" in reply.text for reply in item.replies):
        report.add("W910", item.line, title=item.label, case="arrow")
        return ""
    tell_losses(item, report)
    lines = [f"$CATEGORY: {escape(item.category)}\n"] if item.category else []
    marks = [f"[id:{bracketed(item.ref)}]", *(f"[tag:{bracketed(tag)}]" for tag in item.tags)]
    settings = {**settings_of(item, ()), **keys_of(item)}
    text = with_marks(item.text, question_tail(settings))
    general = f"\t####{escape(item.explanation)}\n" if item.explanation else ""
    lines.append(f"// {' '.join(marks)}")
    lines.append(f"::{escape(item.name)}::[markdown]{escape(text)}{{{write(item)}{general}}}\n")
    return "\n".join(lines)


def keys_of(item: Item) -> dict[str, str]:
    """Keys of answers in whose texts a comment's `-->` would be taken for a pair's arrow."""
    pairs = [(reply.key, reply.match_key) for reply in item.replies]
    if item.kind not in ARROWED or not any(any(pair) for pair in pairs):
        return {}
    return {"keys": "|".join(":".join(pair).rstrip(":") for pair in pairs)}


def tell_losses(item: Item, report: Report) -> None:
    for what, is_there in LOST.items():
        if is_there(item):
            report.add("W913", item.line, title=item.label, what=what)
    keys = [key for reply in item.replies for key in (reply.key, reply.match_key) if key]
    if item.kind in ARROWED and not all(REF.fullmatch(key) for key in keys):
        report.add("W913", item.line, title=item.label, what="@keys")
    for name in IN_COMMENT:
        if name in settings_of(item, ()):
            report.add("W919", item.line, title=item.label, key=name)


def bracketed(text: str) -> str:
    return text.replace("\\", "\\\\").replace("]", "\\]")


def told(text: str, *, is_bare: bool = False) -> str:
    """Feedback behind its sign, or nothing."""
    return "#" + escape(text) if text or is_bare else ""


def weight(credit: Fraction, full: str, none: str) -> str:
    if credit == 1:
        return full
    return none if credit == 0 else f"{none or full}%{percent(credit)}%"


def choices(item: Item) -> str:
    lines = ["\n"]
    for reply in item.replies:
        full = "=" if item.single else "~%100%"
        text = with_marks(reply.text, answer_tail(reply.key, reply.pin))
        lines.append(f"\t{weight(reply.credit, full, '~')}{escape(text)}{told(reply.feedback)}\n")
    return "".join(lines)


def typed(reply: Reply, answer: str) -> str:
    """An answer that is compared holds no comment: its feedback does."""
    feedback = with_marks(reply.feedback, answer_tail(reply.key))
    return line_of(reply, answer, feedback)


def line_of(reply: Reply, answer: str, feedback: str) -> str:
    return f"\t=%{percent(reply.credit)}%{answer}{told(feedback)}\n"


def short(item: Item) -> str:
    lines = (line_of(r, escape(r.text), without_arrows(r.feedback)) for r in item.replies)
    return "\n" + "".join(lines)


def without_arrows(markdown: str) -> str:
    """GIFT has no way to escape an arrow, which makes a pair of whatever holds it."""
    return markdown.replace("->", "-&gt;")


def numbers(item: Item) -> str:
    lines = ["#\n"]
    for reply in item.replies:
        if reply.low is None or reply.high is None:
            lines.append(f"\t~{told(reply.feedback)}\n")
        else:
            lines.append(typed(reply, span(reply.low, reply.high)))
    return "".join(lines)


def span(low: Fraction, high: Fraction) -> str:
    return decimal(low) if low == high else f"{decimal(low)}..{decimal(high)}"


def pairs(item: Item) -> str:
    lines = [
        f"\t={escape(without_arrows(reply.text))} -> {escape(plain(reply.match))}\n"
        for reply in item.replies
    ]
    return "\n" + "".join(lines)


def truth(item: Item) -> str:
    right = next(reply for reply in item.replies if reply.credit == 1)
    wrong = next(reply for reply in item.replies if reply.credit != 1)
    first, second = (with_marks(r.feedback, answer_tail(r.key)) for r in (wrong, right))
    return right.text.upper() + told(first, is_bare=bool(second)) + told(second)


def essay(item: Item) -> str:
    return ""


WRITERS: dict[str, Callable[[Item], str]] = {
    "choice": choices,
    "truefalse": truth,
    "short": short,
    "number": numbers,
    "match": pairs,
    "essay": essay,
}
