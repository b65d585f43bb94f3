"""The settings of a question's heading that travel in a comment, for want of a place."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from app.content.exchange.item import Item
from app.content.fields import REF
from app.content.question_settings import POINTS, VALUES
from app.content.slugs import slug

SCORINGS = ("exact", "partial", "penalty")
PLAIN = ("competency", "was", "unit")


def settings_of(item: Item, native: Collection[str]) -> dict[str, str]:
    """What differs from the default, without what the format says in its own way (`native`)."""
    found = {
        "points": "" if item.points == 1 else f"{item.points.normalize():f}",
        "scoring": item.scoring,
        "case": "sensitive" if item.case_sensitive else "",
        "unit": item.unit,
        "shuffle": "" if item.shuffle else "off",
        "min-words": str(item.min_words or ""),
        "review": "" if item.review == "trainer" else item.review,
        "was": item.was,
        "competency": item.competency,
    }
    return {name: value for name, value in found.items() if value and name not in native}


def with_settings(item: Item, given: Mapping[str, str]) -> Item:
    """Only values that the course language takes: anyone may have edited the comment."""
    changes: dict[str, Any] = {name: given[name] for name in PLAIN if fits(name, given.get(name))}
    if given.get("scoring") in SCORINGS:
        changes["scoring"] = given["scoring"]
    if given.get("review") in VALUES["review"]:
        changes["review"] = given["review"]
    if POINTS.fullmatch(given.get("points", "")):
        changes["points"] = Decimal(given["points"].replace(",", "."))
    if given.get("min-words", "").isdecimal() and len(given["min-words"]) < 6:
        changes["min_words"] = int(given["min-words"])
    if given.get("case") == "sensitive":
        changes["case_sensitive"] = True
    if given.get("shuffle") == "off":
        changes["shuffle"] = False
    return replace(item, **changes)


def fits(name: str, value: str | None) -> bool:
    return bool(value) and (name == "unit" or bool(REF.fullmatch(value or "")))


def tags_of(words: Collection[str]) -> tuple[str, ...]:
    """Tags of ours hold no blank."""
    found = (word if word.isalnum() else slug(word) or "" for word in map(str.strip, words))
    return tuple(dict.fromkeys(tag for tag in found if tag))
