"""What can be chosen in an answer, and what was; which of it is right the key says.

A question has one part for each thing that is answered by itself: all choices together, the match
of a term, a gap, the place of an item.
"""

import html
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.content.questions import Question, Response
from app.content.questions.choices import ChoiceQuestion
from app.content.questions.cloze import Cloze, Gap
from app.content.questions.matching import Matching
from app.content.questions.ordering import Ordering
from app.content.questions.reading import pairs_in, text_in
from app.content.questions.short import normal
from app.content.questions.typed import TypedQuestion

Keys = Sequence[Question]
"""The question that the answers are graded by, in each of its languages, the reader's first: a
typed answer is right where one of them takes it."""


@dataclass(frozen=True)
class Option:
    """`html` is safe: of the course, or escaped. Of what is typed one option stands for all that
    is right, under the key ""; the others are texts as they are compared."""

    key: str
    html: str
    is_right: bool


@dataclass(frozen=True)
class Part:
    """`options` in the author's order; with `is_typed` the right one alone, and more come with
    the answers. `chosen` gives the keys that a response takes.

    `html` says which part, "" where it is the whole question or, by `number`, a gap.
    """

    options: Sequence[Option]
    chosen: Callable[[Response | None], Collection[str]]
    html: str = ""
    number: int = 0
    is_typed: bool = False
    # Whether wrong options stand there only to be chosen, so that one without takers is no use.
    has_distractors: bool = False


def parts_of(question: Question, keys: Keys) -> list[Part]:
    """None for what has no answer to count, as an essay."""
    fitting = [key for key in keys if type(key) is type(question)] or [question]
    if isinstance(question, ChoiceQuestion):
        return [_choices(question, fitting)]
    if isinstance(question, TypedQuestion):
        return [_typed(question, fitting)]
    if isinstance(question, Matching):
        return list(_terms(question, fitting))
    if isinstance(question, Ordering):
        return list(_places(question, fitting))
    if isinstance(question, Cloze):
        return list(_gaps(question, fitting))
    return []


def _choices(question: ChoiceQuestion, keys: Keys) -> Part:
    of_key = [key for key in keys if isinstance(key, ChoiceQuestion)]
    right = {choice.key for key in of_key for choice in key.choices if choice.is_right}
    options = [Option(c.key, c.text.html, c.key in right) for c in question.choices]
    return Part(options, question.chosen, has_distractors=len(options) > 2)


def _typed(question: TypedQuestion, keys: Keys) -> Part:
    def chosen(response: Response | None) -> Collection[str]:
        if any(key.grade(response).fraction == 1 for key in keys):
            return {""}
        return {_compared(question, text_in(response, "text"))} - {""}

    of_key = [key for key in keys if isinstance(key, TypedQuestion)]
    right = [answer.text for answer in of_key[0].answers if answer.credit == 1]
    return Part([_right(right)], chosen, is_typed=True)


def _terms(question: Matching, keys: Keys) -> Iterator[Part]:
    of_key = [key for key in keys if isinstance(key, Matching)]
    right = {(t.key, key.matches[t.match].key) for key in of_key for t in key.terms}
    for term in question.terms:

        def chosen(response: Response | None, term: str = term.key) -> Collection[str]:
            match = question.chosen(response).get(term)
            return {match.key} if match else set()

        options = [Option(m.key, m.text.html, (term.key, m.key) in right) for m in question.matches]
        yield Part(options, chosen, html=term.text.html)


def _places(question: Ordering, keys: Keys) -> Iterator[Part]:
    of_key = [key for key in keys if isinstance(key, Ordering)]
    right = {(i.key, str(n)) for key in of_key for n, i in enumerate(key.items, start=1)}
    for item in question.items:

        def chosen(response: Response | None, item: str = item.key) -> Collection[str]:
            place = question.places(response, question.ordered(response)).get(item)
            return {str(place)} if place else set()

        options = [Option(n, n, (item.key, n) in right) for n in question.numbers]
        yield Part(options, chosen, html=item.text.html)


def _gaps(question: Cloze, keys: Keys) -> Iterator[Part]:
    of_key = [key for key in keys if isinstance(key, Cloze)]
    for number, gap in enumerate(question.gaps, start=1):
        same = [(key, other) for key in of_key for other in key.gaps if other.key == gap.key]
        if gap.kind == "choice":
            yield _choice_gap(question, gap, same, number)
        else:
            yield _typed_gap(question, gap, same, number)


def _choice_gap(question: Cloze, gap: Gap, same: list[tuple[Cloze, Gap]], number: int) -> Part:
    def chosen(response: Response | None) -> Collection[str]:
        return {pairs_in(response, "gaps").get(gap.key, "")} - {""}

    options = [
        Option(o.key, o.text.html, any(key.is_right(other, o.key) for key, other in same))
        for o in question.options_of(gap)
    ]
    return Part(options, chosen, number=number, has_distractors=len(options) > 2)


def _typed_gap(question: Cloze, gap: Gap, same: list[tuple[Cloze, Gap]], number: int) -> Part:
    def chosen(response: Response | None) -> Collection[str]:
        text = pairs_in(response, "gaps").get(gap.key, "")
        if any(key.is_right(other, text) for key, other in same):
            return {""}
        return {_compared(question, text)} - {""}

    right = next((other.accepted for _, other in same), gap.accepted)
    return Part([_right(right)], chosen, number=number, is_typed=True)


def _right(accepted: Iterable[str]) -> Option:
    return Option("", html.escape(" / ".join(accepted)), is_right=True)


def _compared(question: Question, text: str) -> str:
    return normal(text, bool(getattr(question, "case_sensitive", False)))
