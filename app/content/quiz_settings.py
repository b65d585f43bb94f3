"""How a quiz is taken, read from its front matter; what the engine cannot do yet is refused."""

import posixpath
from collections.abc import Mapping
from types import MappingProxyType

from app.content.fields import Fields
from app.content.model import DEFAULT_REVIEW, WITH_KEY, Draw, QuizSettings

KEYS = frozenset(
    {"pass-mark", "attempts", "time-limit", "grace", "grade", "delay", "behaviour"}
    | {"purpose", "shuffle", "navigation", "scoring", "review", "feedback", "draw"}
)
LATER = frozenset({"tries", "try-penalty", "builds-on-last", "per-page"})
PURPOSES = ("practice", "graded", "pre-test", "post-test")
SCORINGS = ("exact", "partial", "penalty")
ASPECTS = ("answer", "correctness", "points", "feedback", "explanation", "key")
MOMENTS = tuple(DEFAULT_REVIEW)
MOST_SECONDS = 30 * 86_400
UNLIMITED = ("unlimited", "tanpa batas")
BARE = frozenset({"answer", "points"})

SHORTHANDS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "after-submit": DEFAULT_REVIEW,
    "after-pass": {
        "during": frozenset(),
        "after-submit": BARE,
        "after-pass": WITH_KEY,
        "after-last": BARE,
    },
    "never": {
        "during": frozenset(),
        "after-submit": BARE,
        "after-pass": BARE,
        "after-last": BARE,
    },
}
ONLY_NOW = {
    "grade": (("best",), ("last", "first", "average")),
    "behaviour": (("deferred",), ("immediate", "interactive")),
    "navigation": (("free",), ("sequential",)),
}


def quiz_settings(fields: Fields) -> QuizSettings:
    for key in ONLY_NOW:
        only_now(fields, key)
    if seconds(fields, "delay", 0):
        fields.bad("delay", "@no-delay")
    purpose = fields.choice("purpose", PURPOSES, "graded")
    return QuizSettings(
        pass_mark=fields.percent("pass-mark", QuizSettings().pass_mark),
        attempts=attempts(fields, None if purpose == "practice" else 3),
        time_limit=seconds(fields, "time-limit", None),
        grace=seconds(fields, "grace", 60) or 0,
        purpose=purpose,
        shuffle=fields.subset("shuffle", ("questions", "choices")),
        scoring=fields.choice("scoring", SCORINGS, "exact"),
        review=review(fields),
        draws=draws(fields),
    )


def seconds(fields: Fields, key: str, default: int | None) -> int | None:
    return fields.seconds(key, default, most=MOST_SECONDS, expected="@quiz-time")


def only_now(fields: Fields, key: str) -> None:
    """Values of the format that this version cannot do get their own words."""
    now, later = ONLY_NOW[key]
    value = fields.choice(key, now + later, now[0])
    if value in later:
        works = ", ".join(now)
        fields.report.add("E104", fields.line(key), key=key, value=value, works=works, case="later")


def attempts(fields: Fields, default: int | None) -> int | None:
    node = fields.nodes.get("attempts")
    if node and isinstance(node.value, str) and node.value.strip().lower() in UNLIMITED:
        return None
    if node is None:
        return default
    return fields.integer("attempts", default or 3, least=1)


def review(fields: Fields) -> Mapping[str, frozenset[str]]:
    """The rows of `feedback`'s shorthand, each replaced by the row of that name in `review`."""
    shorthand = fields.choice("feedback", (*SHORTHANDS, "immediate"), "after-submit")
    if shorthand == "immediate":
        line, works = fields.line("feedback"), ", ".join(SHORTHANDS)
        fields.report.add("E104", line, key="feedback", value=shorthand, works=works, case="later")
        shorthand = "after-submit"
    rows = dict(SHORTHANDS[shorthand])
    node = fields.nodes.get("review")
    if node is None:
        return MappingProxyType(rows)
    if not isinstance(node.value, dict):
        fields.bad("review", "@review")
        return MappingProxyType(rows)
    given = Fields(node.value, fields.report)
    given.refuse_unknown(MOMENTS, {})
    for moment in MOMENTS:
        if moment in given.nodes:
            rows[moment] = given.subset(moment, ("answer",) if moment == "during" else ASPECTS)
    return MappingProxyType(rows)


def draws(fields: Fields) -> tuple[Draw, ...]:
    found = []
    for entry in fields.mappings("draw"):
        entry.refuse_unknown(("from", "pick", "tags"), {})
        line = next((node.line for node in entry.nodes.values()), fields.line("draw"))
        source, pick = entry.text("from"), entry.integer("pick", 1, least=1)
        if not source:
            fields.report.add("E109", line, key="from")
            continue
        if "pick" not in entry.nodes:
            fields.report.add("E109", line, key="pick")
        found.append(Draw(posixpath.normpath(source), pick, entry.texts("tags"), line))
    return tuple(found)
