"""From a block to a question: which type it is, and whether its settings suit that type."""

import re

from app.content.block import Block
from app.content.fields import LONGEST, REF
from app.content.gaps import GAP, has_gap
from app.content.lines import Line, lines_of, mask_spans
from app.content.marks import leading_mark
from app.content.question_settings import OF_TYPES
from app.content.questions import REGISTRY
from app.content.questions.base import Question
from app.content.suggest import nearest

LETTER = re.compile(r"[ \t]*(?:[-*+] )?([B-Fb-f][.)])[ \t]+\S")
NUMBERED = re.compile(r" {0,3}\d{1,3}[.)][ \t]+\S")
UNMARKED = {"1.": "order", "-": "scale", "{{}}": "cloze", "": "essay"}
"""Families whose answers bear no mark: by what case of a finding they are explained."""


def question_of(block: Block) -> Question | None:
    check_id(block)
    if GAP.search(mask_spans(block.heading.title)):
        block.complain("E219", case="title")
    if block.answers and has_gap(block.stem):
        block.complain("E218", block.answers[0].line)
        return None
    cls = stated(block) if "type" in block.heading.settings else detected(block)
    if cls is None:
        return None
    check_suits(block, cls)
    return cls.parse(block)


def check_id(block: Block) -> None:
    for ref in (block.heading.ref, block.setting("was")):
        if ref and not (ref.startswith("q-") and REF.fullmatch(ref)):
            block.complain("E113", id=ref[:LONGEST])
        elif len(ref) > LONGEST:
            block.complain("E708", key="id", limit=LONGEST)


def check_suits(block: Block, cls: type[Question]) -> None:
    for name in sorted(OF_TYPES & set(block.heading.settings) - cls.SETTINGS):
        block.complain("E115", key=name, type=cls.type)
    for name, label in block.labels.items():
        if name not in cls.LABELS:
            block.complain("E307", label.text.line, label=label.written, type=cls.type)


def stated(block: Block) -> type[Question] | None:
    name = block.setting("type")
    cls = REGISTRY.get(name)
    if cls is None:
        expected, meant = ", ".join(REGISTRY), nearest(name, REGISTRY)
        block.complain("E104", key="type", value=name, expected=expected, meant=meant)
    elif block.family == cls.FAMILY:
        return cls
    elif block.family:
        block.complain("E209", type=name, **case_of(cls))
    elif block.is_survey and cls.FAMILY == "=":
        return cls
    elif not block.is_torn:
        tell_unanswered(block, case_of(cls))
    return None


def case_of(cls: type[Question]) -> dict[str, str]:
    return {"case": UNMARKED[cls.FAMILY]} if cls.FAMILY in UNMARKED else {}


def detected(block: Block) -> type[Question] | None:
    fitting = (cls for cls in REGISTRY.values() if block.family == cls.FAMILY and cls.fits(block))
    if block.family:
        return next(fitting)
    if not block.is_torn:
        tell_unanswered(block, {})
    return None


def tell_unanswered(block: Block, case: dict[str, str]) -> None:
    """Where something in the stem was meant for an answer, there."""
    lines = lines_of(block.stem.source, first=block.stem.line)[0] if not case else []
    for line in lines:
        if seeming := seeming_answer(line):
            block.complain("E206", line.number, **seeming)
            return
    block.complain("E206", **case)


def seeming_answer(line: Line) -> dict[str, str]:
    """As a case of E206."""
    if leading_mark(line.raw, line.masked):
        return {"case": "bare"}
    if letter := LETTER.match(line.masked):
        return {"case": "letter", "mark": letter[1]}
    return {"case": "numbered"} if NUMBERED.match(line.masked) else {}
