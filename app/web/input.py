"""What a database cannot hold, numbers and signs, is refused before a page meets it."""

from datetime import date, datetime

from flask import Flask, abort, request
from werkzeug.datastructures import MultiDict
from werkzeug.routing import IntegerConverter, Map

LARGEST_ID = 2**31 - 1
# Nothing here is of another year; at the ends of the calendar a zone or a day more is too much.
YEARS = range(1970, 2201)


class IdConverter(IntegerConverter):
    """`<int:…>` up to what an id can be; above it there is nothing, so 404."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_ID)


def read_id(value: str | int) -> int:
    """An id from a form or an address; raises ValueError for what cannot be one."""
    text = str(value)
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else -1
    if not 0 < number <= LARGEST_ID:
        raise ValueError(text)
    return number


def read_choice(value: str | int) -> int | None:
    """The id of what was chosen; None for the line that asks to choose."""
    return read_id(value) if value else None


def read_moment(text: str) -> datetime:
    """An ISO moment with its zone; raises ValueError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or moment.year not in YEARS:
        raise ValueError(text)
    return moment


def read_day(text: str) -> date:
    """An ISO day; raises ValueError."""
    day = date.fromisoformat(text)
    if day.year not in YEARS:
        raise ValueError(text)
    return day


def install(app: Flask) -> None:
    app.url_map.converters["int"] = IdConverter

    @app.before_request
    def refuse_nul() -> None:
        """PostgreSQL stores no NUL in text, and nobody types one."""
        texts = (request.path, *_texts(request.args), *_texts(request.form))
        if any("\x00" in text for text in texts):
            abort(400)


def _texts(values: MultiDict[str, str]) -> list[str]:
    return [text for name, listed in values.lists() for text in (name, *listed)]
