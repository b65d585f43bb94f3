"""From a block to a question: which type it is, and whether its settings suit that type."""

import re

from app.content.block import Block
from app.content.fields import LONGEST, REF
from app.content.lines import lines_of
from app.content.marks import FAMILIES
from app.content.question_settings import OF_TYPES
from app.content.questions import REGISTRY
from app.content.questions.base import Question

LATER = frozenset({"order", "cloze", "essay", "scale"})
GAP = re.compile(r"(?<!\\)\{\{")


def question_of(block: Block) -> Question | None:
    check_id(block)
    if has_gap(block):
        block.complain("E112", what="{{…}}")
        return None
    cls = stated(block) if "type" in block.heading.settings else detected(block)
    if cls is None:
        return None
    for name in sorted(OF_TYPES & set(block.heading.settings) - cls.SETTINGS):
        block.complain("E115", key=name, type=cls.type)
    return cls.parse(block)


def check_id(block: Block) -> None:
    for ref in (block.heading.ref, block.setting("was")):
        if ref and not (ref.startswith("q-") and REF.fullmatch(ref)):
            block.complain("E113", id=ref[:LONGEST])
        elif len(ref) > LONGEST:
            block.complain("E708", key="id", limit=LONGEST)


def has_gap(block: Block) -> bool:
    """A gap is one even beside answers; taken for text it would show its key."""
    lines, _ = lines_of(block.stem.source)
    return any(GAP.search(line.masked) for line in lines)


def stated(block: Block) -> type[Question] | None:
    name = block.setting("type")
    cls = REGISTRY.get(name)
    if name in LATER:
        block.complain("E112", what=f"type={name}")
    elif cls is None:
        block.complain("E104", key="type", value=name, expected=", ".join(REGISTRY))
    elif not block.answers:
        block.complain("E206")
    elif FAMILIES[block.answers[0].mark] != cls.FAMILY:
        block.complain("E209", type=name)
    else:
        return cls
    return None


def detected(block: Block) -> type[Question] | None:
    if block.answers:
        family = FAMILIES[block.answers[0].mark]
        return next(cls for cls in REGISTRY.values() if family == cls.FAMILY and cls.fits(block))
    if not block.is_torn:
        block.complain("E206")
    return None
