"""The questions of a survey page, and what was filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.content.questions import Question, Response, Tokens

Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class AskedQuestion:
    """A question in its place, with the names that the templates of the types know.

    There is no key to hide, so the tokens of its choices need no secret.
    """

    slot: int
    question_id: int
    version_id: int
    question: Question
    response: Response | None = None
    # Nothing here is right or wrong, and nothing can be looked at again.
    is_closed: bool = False
    result: str | None = None

    @property
    def prefix(self) -> str:
        return f"q{self.slot}-"

    @property
    def type(self) -> str:
        return self.question.type

    @property
    def lang(self) -> str:
        return self.question.lang

    @property
    def title(self) -> str:
        return self.question.title.html

    @property
    def stem(self) -> str:
        return self.question.stem_html

    @property
    def view(self) -> dict[str, Any]:
        return self.question.present(
            self.response, tokens=self._tokens, order=None, show=frozenset()
        )

    @property
    def _tokens(self) -> Tokens:
        return Tokens(b"", self.slot)

    def filled_in(self, form: Fields) -> "AskedQuestion":
        """With its answer from the posted form, whose fields begin with `prefix`."""
        fields = {
            name.removeprefix(self.prefix): values
            for name, values in form.items()
            if name.startswith(self.prefix)
        }
        return replace(self, response=self.question.read(fields, self._tokens))
