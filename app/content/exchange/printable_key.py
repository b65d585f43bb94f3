"""The key of a question, for the sheet that the trainer keeps."""

from collections.abc import Callable
from html import escape
from typing import Any

from app.content.exchange.printable_words import word
from app.content.model import Question, Text
from app.content.questions.choices import ChoiceQuestion
from app.content.questions.cloze import Cloze
from app.content.questions.essay import Essay
from app.content.questions.matching import Matching
from app.content.questions.ordering import Ordering
from app.content.questions.typed import TypedQuestion


def key_of(question: Question, lang: str) -> str:
    lines = lines_of(question, lang)
    listed = "".join(f"<li>{line}</li>\n" for line in lines)
    more = "".join(html_of(text) for text in (question.explanation, question.trainer_note))
    return f"<ul>\n{listed}</ul>\n{more}" if lines else more


def html_of(text: Text | None) -> str:
    return text.html if text else ""


def lines_of(question: Question, lang: str) -> list[str]:
    lines = next((of for cls, of in LINES if isinstance(question, cls)), None)
    if isinstance(question, Essay) and not question.model_answer:
        return [word("marked", lang)]
    return lines(question) if lines else []


def choices(question: ChoiceQuestion) -> list[str]:
    return [choice.text.html for choice in question.choices if choice.is_right]


def typed(question: TypedQuestion) -> list[str]:
    return [escape(answer.text) for answer in question.answers if answer.credit == 1]


def pairs(question: Matching) -> list[str]:
    matches = question.matches
    return [f"{term.text.html} → {matches[term.match].text.html}" for term in question.terms]


def steps(question: Ordering) -> list[str]:
    return [f"{place}. {item.text.html}" for place, item in enumerate(question.items, start=1)]


def gaps(question: Cloze) -> list[str]:
    return [escape(" / ".join(question.key_of(gap))) for gap in question.gaps]


def essay(question: Essay) -> list[str]:
    return [html_of(question.model_answer)]


LINES: tuple[tuple[type[Question], Callable[[Any], list[str]]], ...] = (
    (ChoiceQuestion, choices),
    (TypedQuestion, typed),
    (Matching, pairs),
    (Ordering, steps),
    (Cloze, gaps),
    (Essay, essay),
)
