"""Short ways from a foreign file to the questions in it, for the tests of the exchange."""

from pathlib import Path

from app.content.exchange import FORMATS, Imported
from app.content.model import Question

EXAMPLES = Path(__file__).with_name("examples")


def imported(name: str, text: str | bytes, *, lang: str = "en") -> Imported:
    data = text if isinstance(text, bytes) else text.encode()
    return FORMATS[name].read(data, name="bank.txt", lang=lang)


def questions(found: Imported) -> list[Question]:
    return [question for page in found.pages for question in page.questions]


def only(name: str, text: str, *, lang: str = "en") -> Question:
    (question,) = questions(imported(name, text, lang=lang))
    return question


def told(found: Imported) -> list[tuple[int, str, str]]:
    return sorted((f.line, f.code, f.params.get("what", "")) for f in found.findings)
