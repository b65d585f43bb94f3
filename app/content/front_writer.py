"""Front matter written down: only what differs from what is read without it."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from app.content.course_reader import learning_hours
from app.content.model import Completion, Course, CourseText, Draw, Page, QuizSettings, Teaches
from app.content.quiz_review import ASPECTS, SHORTHANDS

PLAIN = re.compile(r"[^\W_](?:[\w .,/()%+-]*[\w.)%+])?")
LOOKS_TYPED = re.compile(r"(?i)(?:true|false|yes|no|on|off|null|y|n|[\d.,+-]*)")
DURATIONS = (
    (86_400, "hari", "days"),
    (3600, "jam", "hours"),
    (60, "menit", "minutes"),
    (1, "detik", "seconds"),
)
MONTHS = ((12, "tahun", "years"), (1, "bulan", "months"))
Value = str | Sequence[str]


def page_front(page: Page, lang: str) -> str:
    is_plain = page.kind in ("lesson", "folder")
    return front(
        {
            "id": page.ref,
            "was": page.was,
            "title": scalar(page.title),
            "description": scalar(page.description),
            "lang": "" if page.lang == lang else page.lang,
            "type": "" if is_plain else page.kind,
            "time-required": f"{page.minutes} menit" if page.minutes_stated else "",
            "teaches": [taught(one) for one in page.teaches],
            **(quiz_front(page.settings, page.lang) if page.settings else {}),
        }
    )


def translation_front(text: Page | CourseText, ref: str, source_hash: str) -> str:
    audience, keywords = (
        (text.audience, text.keywords) if isinstance(text, CourseText) else ("", ())
    )
    return front(
        {
            "id": ref,
            "title": scalar(text.title),
            "source-hash": source_hash,
            "description": scalar(text.description),
            "audience": scalar(audience),
            "keywords": [scalar(word) for word in keywords],
        }
    )


def quiz_front(settings: QuizSettings, lang: str) -> dict[str, Value]:
    usual = QuizSettings()
    attempts = None if settings.purpose == "practice" else usual.attempts
    written: dict[str, tuple[object, object, Value]] = {
        "purpose": (settings.purpose, usual.purpose, settings.purpose),
        "pass-mark": (settings.pass_mark, usual.pass_mark, percent(settings.pass_mark)),
        "attempts": (settings.attempts, attempts, str(settings.attempts or "unlimited")),
        "time-limit": (settings.time_limit, None, duration(settings.time_limit or 0, lang)),
        "grace": (settings.grace, usual.grace, duration(settings.grace, lang)),
        "delay": (settings.delay, usual.delay, duration(settings.delay, lang)),
        "grade": (settings.grade, usual.grade, settings.grade),
        "behaviour": (settings.behaviour, usual.behaviour, settings.behaviour),
        "tries": (settings.tries, usual.tries, str(settings.tries)),
        "try-penalty": (settings.try_penalty, usual.try_penalty, percent(settings.try_penalty)),
        "builds-on-last": (settings.builds_on_last, usual.builds_on_last, "true"),
        "per-page": (settings.per_page, usual.per_page, str(settings.per_page)),
        "shuffle": (settings.shuffle, usual.shuffle, flow(sorted(settings.shuffle, reverse=True))),
        "navigation": (settings.navigation, usual.navigation, settings.navigation),
        "scoring": (settings.scoring, usual.scoring, settings.scoring),
    }
    found = {name: text for name, (value, unsaid, text) in written.items() if value != unsaid}
    return {**found, **review(settings), "draw": [draw(one) for one in settings.draws]}


def review(settings: QuizSettings) -> dict[str, Value]:
    """The shorthand where there is one for these rows, else each row."""
    usual = "after-submit" if settings.behaviour == "deferred" else "immediate"
    rows = dict(settings.review)
    shorthand = next((name for name, of in SHORTHANDS.items() if dict(of) == rows), "")
    if shorthand:
        return {"feedback": "" if shorthand == usual else shorthand}
    cells = {
        moment: flow([one for one in ASPECTS if one in shown]) for moment, shown in rows.items()
    }
    return {"review": "{" + ", ".join(f"{name}: {cell}" for name, cell in cells.items()) + "}"}


def course_front(course: Course) -> str:
    hours = learning_hours(course.pages)
    texts = ("version", "provider", "license", "subject", "level", "audience")
    lists = ("authors", "keywords", "prerequisites")
    return front(
        {
            "id": course.ref,
            "was": course.was,
            "title": scalar(course.title),
            "description": scalar(course.description),
            "lang": "" if course.lang == "id" else course.lang,
            **{name: scalar(getattr(course, name)) for name in texts},
            "status": "" if course.status == "published" else course.status,
            **{name: [scalar(text) for text in getattr(course, name)] for name in lists},
            "teaches": [taught(one) for one in course.teaches],
            "completion": completion(course.completion),
            "certificate": "" if course.certificate == "none" else course.certificate,
            "valid-for": length(course.valid_for_months or 0, MONTHS, course.lang),
            "jp": "" if course.jp in (0, hours) else f"{course.jp:f}",
        }
    )


def front(values: Mapping[str, Value]) -> str:
    lines = [line for key, value in values.items() if value for line in entry(key, value)]
    return "\n".join(["---", *lines, "---", ""])


def entry(key: str, value: Value) -> Iterable[str]:
    if isinstance(value, str):
        return [f"{key}: {value}"]
    return [f"{key}:", *(f"  - {item}" for item in value)]


def scalar(text: str) -> str:
    """Bare where every reader of YAML takes it for a text, else in quotes."""
    if not text or (PLAIN.fullmatch(text) and not LOOKS_TYPED.fullmatch(text)):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else escaped(sign) for sign in quoted)


def escaped(sign: str) -> str:
    return f"\\u{ord(sign):04x}" if ord(sign) <= 0xFFFF else f"\\U{ord(sign):08x}"


def flow(texts: Iterable[str]) -> str:
    return "[" + ", ".join(texts) + "]"


def taught(one: Teaches) -> str:
    level = f", level: {one.level}" if one.level else ""
    return "{competency: " + scalar(one.competency) + level + "}"


def draw(one: Draw) -> str:
    tags = f", tags: {flow(scalar(tag) for tag in one.tags)}" if one.tags else ""
    return f"{{from: {scalar(one.source)}, pick: {one.pick}{tags}}}"


def completion(rule: Completion) -> str:
    if not rule.refs:
        return ""
    refs = flow(rule.refs)
    return f"{{all: {refs}}}" if rule.count is None else f"{{any: {rule.count}, of: {refs}}}"


def percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"


def duration(seconds: int, lang: str) -> str:
    return length(seconds, DURATIONS, lang) if seconds else "0 menit"


def length(number: int, units: Sequence[tuple[int, str, str]], lang: str) -> str:
    if not number:
        return ""
    size, own, english = next(unit for unit in units if number % unit[0] == 0)
    return f"{number // size} {own if lang.startswith('id') else english}"
