"""Short answer: a word or two, compared without regard to blanks, width or (mostly) case."""

import random
import unicodedata
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from app.content.block import Block
from app.content.marks import unescaped
from app.content.questions.base import Response
from app.content.questions.choices import check_repeated
from app.content.questions.tokens import Tokens
from app.content.questions.typed import Expected, TypedQuestion, check_answers, credit_of

STRAIGHT = str.maketrans({**dict.fromkeys("‘’‚‛ʼʻ′`´", "'"), **dict.fromkeys("“”„‟″", '"')})


@dataclass(frozen=True, kw_only=True)
class Short(TypedQuestion):
    type: ClassVar[str] = "short"
    SETTINGS: ClassVar[frozenset[str]] = frozenset({"case"})

    case_sensitive: bool = False

    @classmethod
    def parse(cls, block: Block) -> Self | None:
        check_answers(block)
        sensitive = block.setting("case") == "sensitive"
        check_repeated([normal(answer.text, sensitive) for answer in block.answers], block)
        answers = tuple(
            Expected(
                text=" ".join(unescaped(answer.text).split()),
                key=answer.key,
                credit=credit_of(answer),
                feedback=answer.feedback,
            )
            for answer in block.answers
        )
        return cls(answers=answers, case_sensitive=sensitive, **block.fields)

    def settings(self) -> dict[str, str]:
        return {"case": "sensitive" if self.case_sensitive else ""}

    def accepts(self, answer: Expected, text: str) -> bool:
        return normal(answer.text, self.case_sensitive) == normal(text, self.case_sensitive)

    def present(
        self,
        response: Response | None,
        *,
        tokens: Tokens,
        order: random.Random | None,
        show: frozenset[str],
    ) -> dict[str, Any]:
        """`{text, key: [accepted] | None, feedback}`."""
        return self.shown(response, show)

    def grading_facts(self) -> dict[str, Any]:
        accepted = [[normal(a.text, self.case_sensitive), str(a.credit)] for a in self.answers]
        return {"case_sensitive": self.case_sensitive, "accepted": sorted(accepted)}


def normal(text: str, case_sensitive: bool) -> str:
    """NFKC, trimmed, blanks folded; unless case matters, case and the shape of quotes too."""
    text = text if case_sensitive else text.translate(STRAIGHT)
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    return plain if case_sensitive else plain.casefold()
