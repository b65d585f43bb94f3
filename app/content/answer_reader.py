"""One item of a list as an answer: its text, what stands in braces at its end, its feedback."""

from app.content.block import Answer
from app.content.body import Item, continuation, feedback_text, unquoted
from app.content.findings import Report
from app.content.labels import LABELS, label_of
from app.content.marks import Mark, Tail, split_tail

TAILS = {
    "(x)": {"key", "pin"},
    "( )": {"credit", "key", "pin"},
    "[x]": {"key", "pin"},
    "[ ]": {"key", "pin"},
    "=": {"credit", "key"},
    "!=": {"key"},
    "->": {"key"},
    "1.": {"key"},
    "-": {"key"},
}
"""What may stand behind an answer, by its mark."""


def answer_of(item: Item, mark: Mark, report: Report) -> Answer:
    tail = Tail()
    side = mark.match if mark.mark == "->" else mark.text
    side = split_tail(side, tail)
    if more := continuation(item):
        side = f"{side}\n{split_tail(more, tail)}".strip()
    check_tail(item.first.number, mark.mark, tail, report)
    check_feedback(item, report)
    return Answer(
        line=item.first.number,
        mark=mark.mark,
        text=mark.text if mark.mark == "->" else side,
        match=side if mark.mark == "->" else "",
        credit=tail.credit,
        key=tail.key,
        pin=tail.pin,
        feedback=feedback_text(item),
    )


def check_tail(line: int, mark: str, tail: Tail, report: Report) -> None:
    for stray in tail.strays:
        report.add("E205", line, mark="{" + stray + "}")
    for name, word in tail.written.items():
        if name not in TAILS[mark]:
            report.add("E207", line, what="{" + word + "}", mark=mark)
    if tail.credit is not None and not -1 <= tail.credit <= 1:
        report.add("E208", line)


def check_feedback(item: Item, report: Report) -> None:
    for line in item.feedback:
        label = label_of(unquoted(line.raw))
        if label and label[0].lower() in LABELS:
            report.add("E306", line.number, label=label[0])
