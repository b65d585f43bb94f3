"""Gaps in a text: Moodle's `{1:SHORTANSWER:=Bandung~%50%Kota}` and ours, `{{Bandung}}`."""

import re

from app.content.exchange.amounts import decimal
from app.content.gaps import SIGNS, place_of
from app.content.questions.cloze import Cloze, Gap
from app.content.questions.numeric import span_of

KINDS = {
    **dict.fromkeys(("SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"), "text"),
    **dict.fromkeys(("NUMERICAL", "NM"), "number"),
    **dict.fromkeys(("MULTICHOICE", "MULTICHOICE_V", "MULTICHOICE_H"), "choice"),
    **dict.fromkeys(("MULTICHOICE_S", "MULTICHOICE_VS", "MULTICHOICE_HS"), "choice"),
    **dict.fromkeys(("MC", "MCV", "MCH", "MCS", "MCVS", "MCHS"), "choice"),
}
SENSITIVE = frozenset({"SHORTANSWER_C", "SAC", "MWC"})
GAP = re.compile(rf"\{{(\d{{0,4}}):({'|'.join(KINDS)}):((?:\\.|[^\\{{}}])*)\}}", re.DOTALL)
OPENING = re.compile(r"\{\d{0,4}:(\w{2,30}):")
SPECIAL = re.compile(r"([\\~#}/\"=])")
MOODLE_ESCAPE = re.compile(r"\\([\\~#}/\"=])")
ENTITIES = str.maketrans({"&": "&amp;", "{": "&#123;"})
"""What no backslash makes plain there; Moodle reads entities in every gap."""


def moodle_text(question: Cloze) -> str:
    """The stem with its gaps as Moodle writes them."""
    gaps = [moodle_gap(question, gap) for gap in question.gaps]
    return SIGNS.sub(lambda match: gaps[place_of(match.group())], question.stem.source)


def moodle_gap(question: Cloze, gap: Gap) -> str:
    if gap.kind == "choice":
        options = question.options_of(gap)
        answers = [("=" if o.is_right else "") + slashed(o.text.source) for o in options]
        return "{1:MULTICHOICE:" + "~".join(answers) + "}"
    if gap.kind == "number":
        spans = [span_of(text, question.lang) for text in gap.accepted]
        middles = [(decimal((low + high) / 2), decimal((high - low) / 2)) for low, high in spans]
        return "{1:NUMERICAL:" + "~".join(f"={value}:{spread}" for value, spread in middles) + "}"
    kind = "SHORTANSWER_C" if question.case_sensitive else "SHORTANSWER"
    # Where an answer is typed, a bare `*` would stand for anything.
    answers = ["=" + slashed(text).replace("*", "\\*") for text in gap.accepted]
    return "{1:" + kind + ":" + "~".join(answers) + "}"


def slashed(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text).translate(ENTITIES)


def is_case_sensitive(text: str) -> bool:
    return any(match[2] in SENSITIVE for match in GAP.finditer(text))


def weights_in(text: str) -> set[str]:
    return {match[1] or "1" for match in GAP.finditer(text)}


def unread_gap(text: str) -> str | None:
    """The kind of the first gap that cannot be read: its key would stand in the text."""
    match = OPENING.search(GAP.sub(" ", text))
    return match[1] if match else None


def unslashed(text: str) -> str:
    return MOODLE_ESCAPE.sub(r"\1", text)
