"""Tracebacks for a log: where it went wrong and of what kind, without what anybody has typed.

`ValueError: invalid literal for int(): '1992…'` would put a form's value there; so would a row that
PostgreSQL quotes. Only errors whose words are about the program or the machine keep them.
"""

import traceback

from jinja2 import TemplateError
from sqlalchemy.exc import DataError, DBAPIError

ABOUT_THE_PROGRAM = (TypeError, AttributeError, NameError, ImportError, TemplateError)


def describe(error: BaseException) -> str:
    """Of all that led to it, the first first."""
    return "\nThis led to:\n".join(_one(each) for each in reversed(_chain(error)))


def _chain(error: BaseException | None) -> list[BaseException]:
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return chain


def _one(error: BaseException) -> str:
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    reason = _reason(error)
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{frames}{kind}: {reason}" if reason else f"{frames}{kind}"


def _reason(error: BaseException) -> str:
    if isinstance(error, OSError):
        return error.strerror or ""
    if isinstance(error, DBAPIError) and not isinstance(error, DataError):
        # PostgreSQL quotes values from the second line on.
        return _first_line(error.orig)
    return _first_line(error) if isinstance(error, ABOUT_THE_PROGRAM) else ""


def _first_line(error: BaseException | None) -> str:
    return next(iter(str(error).splitlines()), "")
