"""The Indonesian of a text, so that journeys read what a person reads."""

from babel.messages.pofile import read_po

from app.config import ROOT

with (ROOT / "translations/id/LC_MESSAGES/messages.po").open("rb") as _file:
    _catalogue = read_po(_file, locale="id")


def word(text: str, **gaps: object) -> str:
    """Raises LookupError for a text that is not in the catalogue."""
    message = _catalogue.get(text)
    if message is None or not message.string:
        raise LookupError(text)
    string = message.string if isinstance(message.string, str) else message.string[0]
    return string % gaps if gaps else string
