"""True or false: a single choice between exactly those two, always in the author's order."""

from dataclasses import dataclass
from typing import ClassVar, Self

from app.content.block import Block
from app.content.questions.single import Single

PAIRS = ({"benar", "salah"}, {"true", "false"})


@dataclass(frozen=True, kw_only=True)
class TrueFalse(Single):
    type: ClassVar[str] = "truefalse"

    @classmethod
    def parse(cls, block: Block) -> Self | None:
        if not cls.fits(block):
            block.complain("E209", type=cls.type)
            return None
        question = super().parse(block)
        return question and question.same_but(shuffle=False)

    @classmethod
    def fits(cls, block: Block) -> bool:
        texts = [answer.text.strip().rstrip(".").lower() for answer in block.answers]
        return len(texts) == 2 and set(texts) in PAIRS
