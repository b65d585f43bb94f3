"""What a question of ours is as an item, and what is lost on the way."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from app.content.exchange.format import Unreadable
from app.content.exchange.gap_syntax import moodle_text
from app.content.exchange.item import TYPE_WORDS, Item, Reply
from app.content.exchange.item_reader import WORDS
from app.content.exchange.plain import is_plain, plain
from app.content.exchange.titles import LONGEST_TITLE
from app.content.findings import Finding, Report
from app.content.model import Course, Question, Text
from app.content.questions.choices import Choice, ChoiceQuestion
from app.content.questions.cloze import Cloze
from app.content.questions.essay import Essay
from app.content.questions.matching import Matching
from app.content.questions.multiple import Multiple
from app.content.questions.numeric import Interval, Numeric
from app.content.questions.ordering import Ordering
from app.content.questions.short import Short
from app.content.questions.truefalse import TrueFalse
from app.content.questions.typed import TypedQuestion

NOTHING_LEFT = Fraction(-1)
"""Costs all that any right choice gave."""


def blocks_of(
    course: Course, written: Callable[[Item, Report], str], findings: list[Finding]
) -> list[str]:
    """All questions in a text format. Raises Unreadable where it can hold none of them."""
    blocks = []
    for page in course.pages:
        report = Report(page.path, findings)
        items = (item_of(question, page.title, report) for question in page.questions)
        blocks += [text for item in items if item and (text := written(item, report))]
    if not blocks:
        raise Unreadable("E903", case="course")
    return blocks


def item_of(question: Question, category: str, report: Report) -> Item | None:
    """None, with a finding, for a type that no bank knows."""
    make = MAKERS.get(question.type)
    if make is None:
        known = TYPE_WORDS.get(question.type, question.type)
        report.add("W910", question.line, title=question.title.source[:60], type=known)
        return None
    stem = question.stem.source
    if isinstance(question, Cloze):
        stem = moodle_text(question)
    fields = {
        "name": plain(question.title.source)[:LONGEST_TITLE],
        "text": f"{question.title.source}\n\n{stem}".rstrip("\n"),
        "ref": question.ref,
        "category": category,
        "line": question.line,
        "points": question.points,
        "shuffle": question.shuffle,
        "was": question.was,
        "competency": question.competency,
        "tags": question.tags,
        "hints": tuple(hint.source for hint in question.hints),
        "explanation": source(question.explanation),
        "correct": source(question.correct),
        "incorrect": source(question.incorrect),
        "trainer_note": source(question.trainer_note),
    }
    return Item(**{**fields, **make(question, report)})


def source(text: Text | None) -> str:
    return text.source if text else ""


def lose(question: Question, what: str, report: Report) -> None:
    report.add("W913", question.line, title=question.title.source[:60], what=what)


def choices(question: ChoiceQuestion, report: Report) -> dict[str, Any]:
    replies = tuple(reply_of(choice, choice.credit) for choice in question.choices)
    return {"kind": "choice", "replies": replies}


def reply_of(choice: Choice, credit: Fraction, text: str = "") -> Reply:
    return Reply(
        text=text or choice.text.source,
        credit=credit,
        feedback=source(choice.feedback),
        key=choice.key,
        pin=choice.pin,
    )


def truefalse(question: TrueFalse, report: Report) -> dict[str, Any]:
    """Moodle's own words cannot be changed there, nor given part of the points."""
    place = 1 if question.lang.startswith("en") else 0
    words = {WORDS[word][place]: word for word in WORDS}
    if any(
        one.text.source not in words or one.credit not in (0, 1) or one.pin
        for one in question.choices
    ):
        return choices(question, report)
    replies = tuple(reply_of(c, c.credit, words[c.text.source]) for c in question.choices)
    return {"kind": "truefalse", "shuffle": True, "replies": replies}


def multiple(question: Multiple, report: Report) -> dict[str, Any]:
    """Exact and penalty exist nowhere else: the nearest credits are written."""
    tell_scoring(question, report)
    each = Fraction(1, max(1, sum(choice.is_right for choice in question.choices)))
    wrong = NOTHING_LEFT if question.scoring == "exact" else -each
    replies = tuple(reply_of(c, each if c.is_right else wrong) for c in question.choices)
    return {"kind": "choice", "single": False, "scoring": question.scoring, "replies": replies}


def tell_scoring(question: Multiple | Matching, report: Report) -> None:
    if question.scoring != "partial":
        title = question.title.source[:60]
        report.add("W916", question.line, title=title, scoring=question.scoring)


def short(question: Short, report: Report) -> dict[str, Any]:
    replies = tuple(
        Reply(
            text=answer.text.replace("*", "\\*"),
            credit=answer.credit,
            feedback=source(answer.feedback),
            key=answer.key,
        )
        for answer in question.answers
    )
    return {
        "kind": "short",
        "replies": (*replies, *anything_else(question)),
        "case_sensitive": question.case_sensitive,
        "incorrect": "",
    }


def anything_else(question: TypedQuestion) -> list[Reply]:
    """What is told to every wrong answer stands with the answer "*"."""
    return [Reply(text="*", feedback=question.incorrect.source)] if question.incorrect else []


def numeric(question: Numeric, report: Report) -> dict[str, Any]:
    replies = tuple(reply_of_number(answer) for answer in question.answers)
    return {
        "kind": "number",
        "replies": (*replies, *anything_else(question)),
        "unit": question.unit,
        "incorrect": "",
    }


def reply_of_number(answer: Interval) -> Reply:
    return Reply(
        text=answer.text,
        credit=answer.credit,
        feedback=source(answer.feedback),
        low=answer.low,
        high=answer.high,
        key=answer.key,
    )


def matching(question: Matching, report: Report) -> dict[str, Any]:
    """The matches stand in a drop-down list there, which shows plain text only."""
    tell_scoring(question, report)
    if any(part.feedback for part in (*question.terms, *question.matches)):
        lose(question, "@pair-feedback", report)
    if not all(is_plain(match.text.source) for match in question.matches):
        lose(question, "@match-markup", report)
    used = {term.match for term in question.terms}
    pairs = [
        Reply(
            text=term.text.source,
            key=term.key,
            match=question.matches[term.match].text.source,
            match_key=question.matches[term.match].key,
        )
        for term in question.terms
    ]
    decoys = [
        Reply(text="", match=match.text.source, match_key=match.key)
        for place, match in enumerate(question.matches)
        if place not in used
    ]
    return {"kind": "match", "scoring": unusual(question.scoring), "replies": (*pairs, *decoys)}


def ordering(question: Ordering, report: Report) -> dict[str, Any]:
    if any(item.feedback for item in question.items):
        lose(question, "@step-feedback", report)
    replies = tuple(Reply(text=item.text.source, key=item.key) for item in question.items)
    return {"kind": "order", "scoring": unusual(question.scoring), "replies": replies}


def unusual(scoring: str) -> str:
    """ "" where it is what the type does anyway."""
    return "" if scoring == "partial" else scoring


def cloze(question: Cloze, report: Report) -> dict[str, Any]:
    """Neither Moodle's gaps nor ours have a place for a key: those given at publishing are lost."""
    if any(gap.key for gap in question.gaps) or any(one.key for one in question.options):
        lose(question, "@gap-keys", report)
    return {"kind": "cloze", "case_sensitive": question.case_sensitive}


def essay(question: Essay, report: Report) -> dict[str, Any]:
    return {
        "kind": "essay",
        "review": question.review,
        "min_words": question.min_words,
        "rubric": source(question.rubric),
        "model_answer": source(question.model_answer),
    }


MAKERS: dict[str, Callable[[Any, Report], dict[str, Any]]] = {
    "single": choices,
    "truefalse": truefalse,
    "multiple": multiple,
    "short": short,
    "numeric": numeric,
    "matching": matching,
    "order": ordering,
    "cloze": cloze,
    "essay": essay,
}
