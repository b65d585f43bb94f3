"""The words of the findings, in Indonesian and English: what is wrong and what to write instead."""

import re

from app.content.findings import Finding
from app.content.message_texts import MESSAGES, WORDS

NUMBERS = ("stated", "taken", "seconds", "points", "now")
DECIMAL = re.compile(r"^(\d+)\.(\d+)$")


def say(finding: Finding, lang: str) -> str:
    """In "en" or else in Indonesian. A parameter `because` names a message that follows: what
    another finding said, with its parameters among these."""
    place = 1 if lang.startswith("en") else 0
    params = {name: spoken(name, value, place) for name, value in finding.params.items()}
    case = finding.params.get("case")
    keys = [f"{finding.code}.{case}" if case else finding.code, finding.params.get("because")]
    message = " ".join(MESSAGES[key][place].format(**params) for key in keys if key)
    if finding.params.get("meant"):
        message += " " + WORDS["@meant"][place].format(meant=params["meant"])
    return message


def line_of(finding: Finding, lang: str) -> str:
    return f"{finding.path}:{finding.line}: {finding.code} {say(finding, lang)}"


def spoken(name: str, value: str, place: int) -> str:
    """A number that was worked out, as the language writes it; what an author wrote stays."""
    if name in NUMBERS and place == 0:
        return DECIMAL.sub(r"\1,\2", value)
    return word(value, place)


def word(value: str, place: int) -> str:
    """A parameter beginning with `@` is itself a word to be translated."""
    return WORDS[value][place] if value in WORDS else value
