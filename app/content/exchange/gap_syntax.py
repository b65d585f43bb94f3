"""Gaps in a text: Moodle's `{1:SHORTANSWER:=Bandung~%50%Kota}` and ours, `{{Bandung}}`."""

import re
from collections.abc import Iterator
from fractions import Fraction

from app.content.exchange.amounts import decimal, number_of
from app.content.exchange.item_reader import interval_text
from app.content.exchange.plain import escaped
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
GAP = re.compile(r"\{(\d{0,4}):([A-Z_]{2,18}):((?:\\.|[^\\{}])*)\}", re.DOTALL)
ANSWER = re.compile(r"(?:(=)|%(-?\d{1,3}(?:\.\d{1,7})?)%)?((?:\\.|[^\\#])*)(?:#(.*))?", re.DOTALL)
SEPARATOR = re.compile(r"(?:\\.|[^\\~])+", re.DOTALL)
SPECIAL = re.compile(r"([\\~#}/\"=])")
MOODLE_ESCAPE = re.compile(r"\\([\\~#}/\"=])")


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
    return "{1:" + kind + ":" + "~".join("=" + slashed(text) for text in gap.accepted) + "}"


def slashed(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)


class Losses:
    """What of Moodle's gaps ours cannot say, each told once."""

    def __init__(self) -> None:
        self.found: dict[str, None] = {}

    def add(self, what: str) -> None:
        self.found.setdefault(what)


def gaps_in(text: str, lang: str, losses: Losses) -> Iterator[str]:
    """The text in pieces, gaps as the course language writes them between them: prose, gap, prose…

    Prose is left as it is, so that its own format can be converted.
    """
    position = 0
    for match in GAP.finditer(text):
        if match[2] not in KINDS:
            losses.add("@gap-kind")
            continue
        yield text[position : match.start()]
        yield our_gap(match, lang, losses)
        position = match.end()
    yield text[position:]


def is_case_sensitive(text: str) -> bool:
    return any(match[2] in SENSITIVE for match in GAP.finditer(text))


def weights_in(text: str) -> set[str]:
    return {match[1] or "1" for match in GAP.finditer(text)}


def our_gap(match: re.Match[str], lang: str, losses: Losses) -> str:
    kind = KINDS[match[2]]
    answers = [ANSWER.fullmatch(piece.strip()) for piece in SEPARATOR.findall(match[3])]
    parts = []
    for answer in answers:
        if answer is None:
            continue
        credit = Fraction(1) if answer[1] else Fraction(answer[2] or 0) / 100
        if answer[4]:
            losses.add("@gap-feedback")
        if 0 < credit < 1:
            losses.add("@gap-credit")
        parts.append(our_part(kind, unslashed(answer[3]).strip(), credit, lang, losses))
    return "{{" + " | ".join(part for part in parts if part) + "}}"


def our_part(kind: str, text: str, credit: Fraction, lang: str, losses: Losses) -> str:
    if kind == "choice":
        return f"({'x' if credit == 1 else ' '}) {guarded(escaped(text, starts_line=False))}"
    if credit < 1:
        return ""
    if kind == "text":
        if "*" in text:
            losses.add("@wildcard")
            return ""
        return guarded(escaped(text, starts_line=False))
    value, _, tolerance = text.partition(":")
    low, spread = number_of(value), number_of(tolerance or "0")
    if low is None or spread is None:
        losses.add("@gap-number")
        return ""
    return "= " + interval_text(low - abs(spread), low + abs(spread), lang)


def guarded(text: str) -> str:
    """What would part, close or turn a gap's text into another kind."""
    text = text.replace("|", "\\|").replace("}", "\\}")
    return "\\" + text if text.startswith(("=", "(")) else text


def unslashed(text: str) -> str:
    return MOODLE_ESCAPE.sub(r"\1", text)
