"""The front matter of pages: which keys belong to which kind, and what all pages share."""

from collections.abc import Mapping
from typing import Any

from app.content.fields import REF, Fields
from app.content.model import Kind, Teaches
from app.content.quiz_settings import KEYS as QUIZ_KEYS
from app.content.raw_html import html_spans
from app.content.slugs import slug_of_file

FOLDER_KEYS = frozenset({"id", "was", "title", "description", "lang", "teaches"})
PAGE_KEYS = FOLDER_KEYS | {"type", "time-required"}
COURSE_KEYS = FOLDER_KEYS | {
    *("authors", "provider", "license", "version", "status", "subject", "level", "audience"),
    *("keywords", "prerequisites", "completion", "certificate", "valid-for", "jp"),
}
TRANSLATION_KEYS = frozenset({"translation-of", "source-hash"})
KEYS: Mapping[Kind, frozenset[str]] = {
    "lesson": PAGE_KEYS,
    "quiz": PAGE_KEYS | QUIZ_KEYS,
    "pool": PAGE_KEYS - {"time-required"},
    "survey": PAGE_KEYS,
    "folder": FOLDER_KEYS,
}
TYPES: tuple[Kind, ...] = ("lesson", "quiz", "pool", "survey")
OF_COURSE = {
    **dict.fromkeys(PAGE_KEYS | QUIZ_KEYS, "@page"),
    **dict.fromkeys(TRANSLATION_KEYS, "@translation"),
}
ELSEWHERE = {
    **dict.fromkeys(QUIZ_KEYS, "@quiz"),
    **dict.fromkeys(COURSE_KEYS, "@course"),
    **dict.fromkeys(PAGE_KEYS, "@page"),
    **dict.fromkeys(TRANSLATION_KEYS, "@translation"),
}


def kind_of(fields: Fields, path: str) -> Kind:
    """From `type` and the file's place."""
    if path.startswith("modules/") and path.endswith("/module.md"):
        return "folder"
    stated = fields.choice("type", TYPES, "lesson")
    kind: Kind = next(kind for kind in TYPES if kind == stated)
    if path.startswith(("pools/", "modules/")) and path.startswith("pools/") != (kind == "pool"):
        fields.report.add("E123", fields.line("type"))
    return kind


def check_keys(fields: Fields, kind: Kind) -> None:
    fields.refuse_unknown(KEYS[kind], ELSEWHERE)


def identity(fields: Fields, path: str, lang: str) -> dict[str, Any]:
    """id, title and the like; a missing id is reported and made from the file's name."""
    suggestion = slug_of_file(path.removesuffix("/module.md").split("/")[-1])
    if "id" not in fields.nodes:
        fields.report.add("E101", 1, suggestion=suggestion)
    if "title" not in fields.nodes:
        fields.report.add("E109", 1, key="title")
    ref = fields.ref("id", suggestion)
    return {
        "ref": ref,
        "was": fields.ref("was"),
        "was_line": fields.line("was"),
        "title": title_of(fields, ref),
        "description": fields.text("description") if "description" in fields.nodes else "",
        "lang": fields.lang("lang", lang),
        "teaches": tuple(teaches(fields)),
        "lines": {key: node.line for key, node in fields.nodes.items()},
    }


def title_of(fields: Fields, ref: str) -> str:
    title = fields.text("title", ref)
    for span in html_spans(title):
        fields.report.add("W703", fields.line("title"), tag=span.tag)
    return title


def teaches(fields: Fields) -> list[Teaches]:
    """Mappings with competency and level 1–5, or a competency's id alone."""
    found = []
    for node in fields.items("teaches"):
        if isinstance(node.value, str) and REF.fullmatch(node.value.strip()):
            found.append(Teaches(fields.bounded("teaches", node.value.strip(), node.line)))
        elif isinstance(node.value, dict):
            entry = Fields(node.value, fields.report)
            found += competency(entry, node.line)
        else:
            fields.bad("teaches", "@teaches", node)
    return found


def competency(entry: Fields, line: int) -> list[Teaches]:
    entry.refuse_unknown(("competency", "level"), {})
    ref = entry.ref("competency")
    if "competency" not in entry.nodes:
        entry.report.add("E109", line, key="competency")
    level = entry.choice("level", tuple("12345"), "")
    return [Teaches(ref, int(level) if level else None)] if ref else []
