"""How a quiz is taken, read from its front matter."""

import posixpath

from app.content.fields import Fields
from app.content.model import Draw, QuizSettings
from app.content.quiz_review import review
from app.content.quiz_sense import check_sense

KEYS = frozenset(
    {"pass-mark", "attempts", "time-limit", "grace", "grade", "delay", "behaviour", "tries"}
    | {"try-penalty", "builds-on-last", "per-page", "purpose", "shuffle", "navigation", "scoring"}
    | {"review", "feedback", "draw"}
)
PURPOSES = ("practice", "graded", "pre-test", "post-test")
GRADES = ("best", "last", "first", "average")
BEHAVIOURS = ("deferred", "immediate", "interactive")
SCORINGS = ("exact", "partial", "penalty")
MOST_SECONDS = 30 * 86_400
UNLIMITED = ("unlimited", "tanpa batas")
UNSTATED = QuizSettings()


def quiz_settings(fields: Fields) -> QuizSettings:
    found = len(fields.report.findings)
    purpose = fields.choice("purpose", PURPOSES, UNSTATED.purpose)
    behaviour = behaviour_of(fields)
    settings = QuizSettings(
        purpose=purpose,
        pass_mark=fields.percent("pass-mark", UNSTATED.pass_mark),
        attempts=attempts(fields, None if purpose == "practice" else UNSTATED.attempts),
        time_limit=seconds(fields, "time-limit", None),
        grace=seconds(fields, "grace", UNSTATED.grace) or 0,
        delay=seconds(fields, "delay", 0) or 0,
        grade=fields.choice("grade", GRADES, UNSTATED.grade),
        shuffle=fields.subset("shuffle", ("questions", "choices")),
        navigation=fields.choice("navigation", ("free", "sequential"), UNSTATED.navigation),
        scoring=fields.choice("scoring", SCORINGS, UNSTATED.scoring),
        behaviour=behaviour,
        tries=fields.integer("tries", UNSTATED.tries, least=1),
        try_penalty=fields.percent("try-penalty", UNSTATED.try_penalty),
        builds_on_last=fields.yes("builds-on-last"),
        per_page=fields.integer("per-page", 0) or None,
        review=review(fields, behaviour),
        draws=draws(fields),
    )
    if not any(finding.is_error for finding in fields.report.findings[found:]):
        check_sense(fields, settings)
    return settings


def behaviour_of(fields: Fields) -> str:
    """Who writes only `feedback: immediate` means the behaviour that gives it."""
    immediate = fields.said("feedback") == "immediate"
    return fields.choice("behaviour", BEHAVIOURS, "immediate" if immediate else "deferred")


def seconds(fields: Fields, key: str, default: int | None) -> int | None:
    return fields.seconds(key, default, most=MOST_SECONDS, expected="@quiz-time")


def attempts(fields: Fields, default: int | None) -> int | None:
    if fields.said("attempts").lower() in UNLIMITED:
        return None
    if "attempts" not in fields.nodes:
        return default
    return fields.integer("attempts", default or 3, least=1, expected="@attempts")


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
