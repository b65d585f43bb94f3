"""The words of the findings, in Indonesian and English: what is wrong and what to write instead."""

from app.content.findings import Finding
from app.content.message_texts import MESSAGES, WORDS

DEFAULT = "id"


def say(finding: Finding, lang: str) -> str:
    """In "en" or else in Indonesian."""
    place = 1 if lang.startswith("en") else 0
    params = {name: word(value, place) for name, value in finding.params.items()}
    case = finding.params.get("case")
    message = MESSAGES[f"{finding.code}.{case}" if case else finding.code][place].format(**params)
    if finding.params.get("meant"):
        message += " " + WORDS["@meant"][place].format(meant=params["meant"])
    return message


def line_of(finding: Finding, lang: str) -> str:
    return f"{finding.path}:{finding.line}: {finding.code} {say(finding, lang)}"


def word(value: str, place: int) -> str:
    """A parameter beginning with `@` is itself a word to be translated."""
    return WORDS[value][place] if value in WORDS else value
