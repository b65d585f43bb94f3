"""Filling in the quizzes of the little course as `tests/courses/KUNCI.json` says."""

import json
from pathlib import Path

from app.content.questions import Tokens
from app.db import db
from app.library.models import Question
from app.quizzes import queries
from app.quizzes.models import Attempt

KEYS = json.loads((Path(__file__).parents[1] / "courses" / "KUNCI.json").read_text("utf-8"))

Form = dict[str, list[str]]


def form(attempt: Attempt, *, seq: int = 1, right: bool = True, only: str = "") -> Form:
    """The posted fields `q<slot>-…` that answer every question of an attempt, or `only` one."""
    fields: Form = {}
    for slot, version in queries.slots_of(attempt.id):
        ref = db.session.get_one(Question, version.question_id).ref
        if only in ("", ref):
            answers = answer(version.body, ref, Tokens(attempt.secret, slot.slot), right=right)
            fields |= {f"q{slot.slot}-{name}": values for name, values in answers.items()}
            fields[f"q{slot.slot}-seq"] = [str(seq)]
    return fields


def slot_of(attempt: Attempt, ref: str) -> int:
    for slot, version in queries.slots_of(attempt.id):
        if db.session.get_one(Question, version.question_id).ref == ref:
            return slot.slot
    raise LookupError(ref)


def answer(body: dict, ref: str, tokens: Tokens, *, right: bool) -> Form:
    key = KEYS[ref]
    if key["type"] == "matching":
        return _pairs(body, dict(key["right" if right else "wrong"]), tokens)
    texts = key["right"] if right else key["wrong"]
    if key["type"] == "order":
        items = {item["text"]["source"]: tokens.of(item["key"]) for item in body["items"]}
        return {f"order-{items[text]}": [str(place)] for place, text in enumerate(texts, start=1)}
    if key["type"] in ("short", "numeric"):
        return {"text": [texts[0] if texts else "sama sekali lain"]}
    keys = {choice["text"]["source"]: choice["key"] for choice in body["choices"]}
    wanted = texts if key["type"] == "multiple" else texts[:1]
    return {"choice": [tokens.of(keys[text]) for text in wanted]}


def _pairs(body: dict, wanted: dict[str, str], tokens: Tokens) -> Form:
    matches = {match["text"]["source"]: match["key"] for match in body["matches"]}
    terms = {term["text"]["source"]: term["key"] for term in body["terms"]}
    return {
        f"match-{tokens.of(terms[term])}": [tokens.of(matches[match])]
        for term, match in wanted.items()
    }
